"""PostgreSQL of the control plane. All SQL of the running programs stands here and in `runtime/migrations`.

The server reads and writes through `store.Store` (asynchronous, one pool a process); commands use the modules
`migrating`, `publishing` and `operating` on one connection of their own.
"""
