"""The contract between the three programs: models, canonical bytes, digests, trust metadata.

Pure values only: nothing here opens a file, a socket or a database, and nothing here imports
`compiler`, `runtime` or `agent`.
"""
