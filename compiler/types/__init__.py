"""Types: SQL Server's words for them, their families, and the result types of the authors' dialects."""
