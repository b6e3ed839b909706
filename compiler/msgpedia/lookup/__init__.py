"""Log lines in, explanations out: standard library only, as it runs where nothing else is."""
