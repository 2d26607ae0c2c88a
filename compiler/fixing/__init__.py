"""Safe fixes: the edits that diagnostics carry, applied to the authors' files.

`edits` changes one text, `fixing` a tree until nothing is left that can be mended, `difference` shows what changed.
"""
