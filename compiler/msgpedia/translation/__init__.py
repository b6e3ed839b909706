"""Babel's side: the words of the interface out of the sources, entry texts as PO files and back into the YAML."""
