"""Writes docs/reference from the code: commands, kinds, settings, diagnostics, the control plane's HTTP interface.

Each page is a pure function of what it describes, in the module of its subject; `__main__` writes or compares them.
"""
