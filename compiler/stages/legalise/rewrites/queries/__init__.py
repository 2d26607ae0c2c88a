"""Whole queries: what must be wrapped into a derived table, grouped otherwise, or moved to the top of the statement."""
