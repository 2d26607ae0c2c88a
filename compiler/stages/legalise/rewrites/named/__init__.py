"""Functions that the parser has no class for, told by their names."""
