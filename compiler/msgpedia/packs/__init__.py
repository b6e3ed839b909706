"""Packs: messages that were collected from source code, a printk index or a kernel image, and that nobody explained.

`model` and `writer` make a pack, `artifact` reads one from anywhere, `building` derives the index that look-up opens
(`index`). The format and the index are documented in `docs/packs.md`.
"""

SCHEMA = "msgpedia-pack-1"
NO_DIGEST = "0" * 64
