"""New files, and new parts of files that people wrote: what `dashwright new` writes.

Files that are there are edited with ruamel.yaml's round trip, so that comments, order and style stay. Everything is
made in memory first and compiled; only what gives no new fault is written.
"""
