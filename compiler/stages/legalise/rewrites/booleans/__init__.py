"""Booleans: truth tests, equality with NULL, boolean literals. See `placing` for conditions and bits."""
