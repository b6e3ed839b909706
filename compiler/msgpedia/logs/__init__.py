"""Log lines: cutting bytes into lines, and lines into header and body."""
