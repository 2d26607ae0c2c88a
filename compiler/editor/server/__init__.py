"""`dashwright lsp`: the Language Server Protocol over standard input and output, by pygls.

`session` holds the files and their last compilation, `features` answers requests, `conversion` speaks the protocol's
types. What an answer says is decided in `compiler.editor`.
"""
