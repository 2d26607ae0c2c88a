"""Dashboards of other tools made ours: what `dashwright import` does.

`grafana/` and `metabase/` read an export into the form of `carried.py`, in which every part is either carried or has a remark
that says what became of it. From there on the tools do not matter: `placing` fits panels on our grid, `fitting` compiles each
query against the tenant's catalog and chooses its encoding, `writing` makes the files, and `report` tells, item by item, what
was changed or left out. A panel that cannot be carried keeps its place: a text widget says why, its query stands beside it as
a comment.
"""
