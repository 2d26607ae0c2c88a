"""Lists of columns as tools save them: INFORMATION_SCHEMA.COLUMNS or sys.columns, as CSV or JSON, into a catalog.

`rows` reads a file into rows, whatever its encoding and separator; `columns` reads rows into columns, whatever the order and
the names of their headers.
"""

from compiler.catalogs.listings.columns import QUERY, Listing, read_listing
from compiler.catalogs.listings.rows import BadListing, Row, listed_rows

__all__ = ["QUERY", "BadListing", "Listing", "Row", "listed_rows", "read_listing"]
