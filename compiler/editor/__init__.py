"""What an editor asks of the language server, as pure functions of the author's files; `server/` speaks the protocol.

Nothing here needs a file that parses: an author completes a query in the middle of writing it. `outline` reads YAML by
its indentation, `sql_tokens` and `sql_scope` read SQL word by word; what other files say comes from the last compilation.
"""
