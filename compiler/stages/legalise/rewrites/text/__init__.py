"""Text: lengths with trailing spaces, exact searching, patterns, concatenation.

Comparisons (`=`, `<`, LIKE, ORDER BY, GROUP BY) follow the database's collation, which is declared and documented. Functions
that search inside text (strpos, replace, split_part, ~) are exact, as in the sources: they work under a binary collation.
"""
