"""JSON in text columns."""
