import pytest

from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.editor.sql_functions import FUNCTIONS, Function
from compiler.ir.query import Query, Target
from compiler.translate import translate
from compiler.types.sqlserver import parse_sql_type

COLUMNS = {
    "number": "int",
    "amount": "decimal(12,2)",
    "word": "nvarchar(50)",
    "day": "date",
    "moment": "datetime2(3)",
}
TABLE = TableSchema(
    TableName("dbo", "t"), tuple(ColumnSchema(n, parse_sql_type(t)) for n, t in COLUMNS.items())
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_what_is_offered_is_accepted(function: Function) -> None:
    """Every function that the editor offers is translated for SQL Server, in each dialect that is said to have it."""
    for dialect in function.dialects:
        query = Query(f"SELECT {function.example} AS x FROM t", dialect)
        assert translate(query, CatalogSchema((TABLE,)), Target("sqlserver", "2019")).faults == ()
