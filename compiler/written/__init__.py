"""Texts as they are written, read without parsing them: every character keeps its place, and nothing has to be right yet.

`outline` reads YAML by its indentation, `schema_position` says what may stand at a path of it, `sql_tokens` cuts SQL into words.
The language server and `fmt` find their way by these. For finding the way and never for values: what a file means is read by
`compiler.yaml_source`, what a query means by `compiler.stages.analyse`.
"""
