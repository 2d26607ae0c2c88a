"""The whole road on one machine: what `make demo` starts, and the PostgreSQL that the tests share with it."""
