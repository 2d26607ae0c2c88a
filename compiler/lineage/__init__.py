"""Lineage: where the columns and tables of a catalog are used, and what would break if they went or changed.

`tracing` reads one analysed query and `graph` holds what flows where in it, `views` follows the definitions of views,
`repository` puts the uses of all tenants at the authors' lines, `asking` reads what was asked for, and `changes` compiles
what a changed catalog touches.
"""
