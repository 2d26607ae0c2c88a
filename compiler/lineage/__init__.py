"""Lineage: where the columns and tables of a catalog are used.

One query: `tracing` reads an analysed tree, `graph` holds what flows where in it, `sources` what a FROM clause offers. All of
them: `repository` puts the uses of all tenants at the authors' lines, `definitions` follows what a catalog defines by its own
tables, `given_rows` finds the rows of dashboards' tests, `asking` reads what was asked for, `report` says the answers. What
breaks when a catalog changes is told by `compiler.impact`.
"""
