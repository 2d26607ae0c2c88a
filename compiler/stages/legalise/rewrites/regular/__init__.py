"""Regular expressions: read into pieces, and said with LIKE, PATINDEX, TRANSLATE and REPLACE where these mean the same.

`syntax` reads a pattern, `matching` answers whether a text matches, `replacing` and `extracting` change and cut texts.
Everything runs under a binary collation, by code units of UTF-16.
"""
