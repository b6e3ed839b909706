"""What single values mean: numbers, symbols and flags, by the tables of a bundle. Rules: `docs/decoders.md`."""
