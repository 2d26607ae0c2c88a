"""Catalogs: the tables of a site, read from `kind: catalog` or from SQL Server's DDL, and looked up by queries."""
