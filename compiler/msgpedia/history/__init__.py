"""What the history of a checkout tells of its catalog: which entries are new, changed, renamed or withdrawn."""
