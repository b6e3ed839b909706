"""Harvest: other people's source, printk index or kernel image → records of a pack."""
