"""The rewrites, by topic. Each is one function named for its verb and construct, with before and after in its docstring."""
