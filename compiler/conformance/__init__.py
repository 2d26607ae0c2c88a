"""Conformance: the author's query and the emitted statement run on the same rows, and their answers compared.

`engines` run a query on fixture tables, `comparison` says whether two answers are the same, `generation` makes rows
from a catalog's types. What is run, and why, is left to the commands `verify` and `test` and to the project's tests.
"""
