"""Drift: what a newer source changed under the entries of the catalog.

`messages` holds what packs know of a software, `seeking` finds a variant among it, `looking` all variants in all
versions, `comparing` says what became of each entry, `rewording` proposes a variant for a message that reads otherwise
now, `neighbours` tells new messages, `applying` puts a proposal into the text of a file. Nothing here reads or writes
one; what the findings mean is in `docs/drift.md`.
"""
