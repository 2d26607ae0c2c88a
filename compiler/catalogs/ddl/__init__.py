"""Reading SQL Server's DDL, as Management Studio and sqlpackage script it, into a catalog.

`read_ddl` is the entry. Tables, types, views and synonyms are read; every other statement is passed over, with a note where
it is not one of those that scripts are full of (SET, USE, PRINT and the like).
"""

from compiler.catalogs.ddl.reader import DdlNote, DdlResult, read_ddl
from compiler.catalogs.ddl.scripts import decode_script, read_scripts

__all__ = ["DdlNote", "DdlResult", "decode_script", "read_ddl", "read_scripts"]
