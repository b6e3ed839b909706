"""Drafts of new entries: from a format string or a log line to the text of a catalog file, everything laid out.

Nothing here opens a file or asks anybody; what was guessed is told as notes, what cannot be guessed as gaps.
"""
