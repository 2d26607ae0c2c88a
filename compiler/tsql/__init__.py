"""SQL Server's dialect: what each version can do, its types, and the printer of the T-SQL core.

The T-SQL core is a small set of sqlglot nodes that `compiler.stages.legalise` produces and `printer` prints; whatever
is not in it is refused. sqlglot's own T-SQL generator is not used.
"""
