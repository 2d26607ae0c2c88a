"""HTTP addresses: each reads a request, asks a service or the store, and writes the answer."""
