"""Diagnostics: one record for every fault, many ways to show it."""
