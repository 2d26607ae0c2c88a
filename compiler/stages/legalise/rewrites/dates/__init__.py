"""Dates, times and intervals. Nothing here depends on the session's DATEFIRST, LANGUAGE or DATEFORMAT."""
