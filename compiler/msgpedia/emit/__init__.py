"""One module an output: what a bundle becomes for those who do not read JSON."""
