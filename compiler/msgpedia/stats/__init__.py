"""Coverage: how much of some logs and packs is documented, and which of the other messages matter most.

`score` says what matters, `machines` and `shapes` count in bounded memory, `counting` counts the lines of logs,
`packed` the messages of packs, `commands` begins an entry. `rows`, `tables` and `text` tell what was found.
Documented in `docs/stats.md`.
"""
