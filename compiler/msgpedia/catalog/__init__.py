"""Entries in source form: read (`reader`, `loader`), their values (`model`), and what is wrong with them (`checks`)."""
