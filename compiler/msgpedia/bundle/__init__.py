"""The compiled catalog: a JSON artifact (`writer`, `artifact`) and the index that look-up opens (`index`, `store`)."""


class BundleError(Exception):
    """A bundle that cannot be used; the message is one line for the person at the terminal."""
