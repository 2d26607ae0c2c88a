"""Casts: rounding where T-SQL truncates, and texts of values as the sources write them."""
