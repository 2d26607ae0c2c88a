"""Lineage: where the columns and tables of a catalog are used, and what would break if they went or changed.

One query: `tracing` reads an analysed tree, `graph` holds what flows where in it, `sources` what a FROM clause offers. All of
them: `repository` puts the uses of all tenants at the authors' lines, `definitions` follows what a catalog defines by its own
tables, `given_rows` finds the rows of dashboards' tests, `asking` reads what was asked for. Changes: `altered` makes the changed
catalogs, `impact` compiles what they touch, `lost` and `parts` tell what follows from it, `renaming` writes the edits that follow a new name. `asked` puts these together for
the commands, `report` says the answers.
"""
