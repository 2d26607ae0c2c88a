"""Aggregates: wide sums, averages that keep their fraction, filters, booleans, texts, percentiles."""
