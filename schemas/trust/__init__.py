"""The Update Framework metadata of one tenant's repository: names, fields and lifetimes.

`roles` fixes names and lifetimes, `metadata` builds and reads what is signed, `root` builds the ceremony's
document, `keys` reads private keys. Nothing here opens a file of a repository, a database or a connection,
and the time is always passed in.

Specification: https://theupdateframework.github.io/specification/latest/ (1.0.x), by python-tuf.
"""
