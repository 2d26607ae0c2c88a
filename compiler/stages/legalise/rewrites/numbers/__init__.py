"""Numbers: arithmetic with the author's scale and rounding, and mathematical functions."""
