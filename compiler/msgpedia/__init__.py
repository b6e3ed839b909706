"""msgpedia: the dictionary of the messages that open-source software prints."""

__version__ = "0.1.0"
