"""The Update Framework metadata of one tenant's repository: names, fields and lifetimes.

Specification: https://theupdateframework.github.io/specification/latest/ (1.0.x), by python-tuf.
"""
