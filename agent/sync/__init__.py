"""Bringing bundles to the site: ask, download, let in, switch; each step knows nothing of the next.

`downloader` fetches verified bytes, `store` keeps them, `activation` switches what the disk names as current,
`loop` repeats it all for years, `status` says how it stands.
"""
