"""Window functions and frames."""
