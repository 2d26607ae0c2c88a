"""FROM: LATERAL, VALUES, table functions, joins that T-SQL does not have."""
