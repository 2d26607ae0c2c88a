"""`dashwright dev`: a tenant's dashboards on made-up rows, on this machine, following every saved file.

`sample_rows` makes the rows, `database` the DuckDB file, `page` decides what is shown in place of what is broken, `feed` signs
bundles with keys of the moment, `site` runs the agent over all of it.
"""
