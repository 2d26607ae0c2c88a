"""CASE, IF, COALESCE, NULLIF: their types, and the NULLs that T-SQL does not take."""
