"""What an editor asks of the language server, as pure functions of the author's files; `server/` speaks the protocol.

Nothing here needs a file that parses: an author completes a query in the middle of writing it. `compiler.written` reads YAML by
its indentation and SQL word by word, `sql_scope` tells from the words what a query reads; what other files say comes from the last
compilation.
"""
