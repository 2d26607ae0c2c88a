"""The functions that are offered while a query is written: how each is called and what it gives.

These are the ones that authors use most; what else is accepted stands in `docs/reference/sql.md`. A test compiles the
example of each for SQL Server in each of its dialects.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.ir.query import SourceDialect

_BOTH: tuple[SourceDialect, ...] = ("postgres", "duckdb")


@dataclass(frozen=True)
class Function:
    """`example` is a call in the SELECT of a query over a table `t` with `number`, `amount`, `word`, `day` and `moment`."""

    name: str
    call: str
    meaning: str
    example: str
    dialects: tuple[SourceDialect, ...] = _BOTH


FUNCTIONS = (
    Function("count", "count(*) | count(value) | count(DISTINCT value)", "How many rows; of a value, how many that are not NULL.", "count(DISTINCT word)"),
    Function("sum", "sum(number)", "The sum; NULL when there is no value. Sums of integers do not overflow.", "sum(amount)"),
    Function("avg", "avg(number)", "The average, with a fraction also for integers; NULLs are left out.", "avg(number)"),
    Function("min", "min(value)", "The smallest value.", "min(day)"),
    Function("max", "max(value)", "The greatest value.", "max(day)"),
    Function("string_agg", "string_agg(text, separator ORDER BY key)", "The texts of a group joined, in an order (SQL Server 2017 and later).", "string_agg(word, ', ' ORDER BY word)"),
    Function("bool_and", "bool_and(condition)", "Whether the condition holds for every row of the group.", "bool_and(number > 1)"),
    Function("bool_or", "bool_or(condition)", "Whether the condition holds for any row of the group.", "bool_or(number > 1)"),
    Function("stddev", "stddev(number)", "The standard deviation of a sample.", "stddev(amount)"),
    Function("stddev_pop", "stddev_pop(number)", "The standard deviation of a whole population.", "stddev_pop(amount)"),
    Function("variance", "variance(number)", "The variance of a sample.", "variance(amount)"),
    Function("percentile_cont", "percentile_cont(0.5) WITHIN GROUP (ORDER BY number)", "The value below which that part of the group lies, interpolated.", "percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)", ("postgres",)),
    Function("median", "median(number)", "The middle value, interpolated.", "median(amount)", ("duckdb",)),
    Function("row_number", "row_number() OVER (PARTITION BY ... ORDER BY ...)", "The number of the row within its partition, from 1, each once.", "row_number() OVER (ORDER BY number)"),
    Function("rank", "rank() OVER (ORDER BY ...)", "The rank; equals share one, and the next ranks are left out.", "rank() OVER (ORDER BY number)"),
    Function("dense_rank", "dense_rank() OVER (ORDER BY ...)", "The rank; equals share one, and none is left out.", "dense_rank() OVER (ORDER BY number)"),
    Function("ntile", "ntile(buckets) OVER (ORDER BY ...)", "The number of the bucket when the rows are dealt evenly into so many.", "ntile(4) OVER (ORDER BY number)"),
    Function("lag", "lag(value, rows, otherwise) OVER (ORDER BY ...)", "The value so many rows before; NULL, or `otherwise`, where there is none.", "lag(amount, 1) OVER (ORDER BY day)"),
    Function("lead", "lead(value, rows, otherwise) OVER (ORDER BY ...)", "The value so many rows after.", "lead(amount, 1) OVER (ORDER BY day)"),
    Function("first_value", "first_value(value) OVER (ORDER BY ...)", "The value of the first row of the frame.", "first_value(amount) OVER (ORDER BY day)"),
    Function("last_value", "last_value(value) OVER (ORDER BY ... ROWS ...)", "The value of the last row of the frame; mind that a frame ends at the row itself unless it says otherwise.", "last_value(amount) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"),
    Function("date_trunc", "date_trunc('month', moment)", "The beginning of the year, quarter, month, week (Monday), day, hour or minute.", "date_trunc('month', moment)"),
    Function("extract", "extract(year FROM moment)", "A part of a date: year, quarter, month, week, day, dow, doy, hour, minute.", "extract(year FROM day)"),
    Function("date_part", "date_part('year', moment)", "As extract, the part given as text.", "date_part('year', day)", ("postgres",)),
    Function("age", "age(later, earlier)", "The years, months and days between two moments; use it inside extract.", "extract(year FROM age(moment, moment))", ("postgres",)),
    Function("datediff", "datediff('day', earlier, later)", "How many boundaries of the unit lie between two dates.", "datediff('day', day, day)", ("duckdb",)),
    Function("make_date", "make_date(year, month, day)", "A date of its parts.", "make_date(2024, 2, 29)"),
    Function("last_day", "last_day(date)", "The last day of the date's month.", "last_day(day)", ("duckdb",)),
    Function("now", "now()", "The moment of the view, the same for every widget; tests freeze it.", "now()"),
    Function("to_char", "to_char(moment, 'YYYY-MM')", "A moment as text by a pattern.", "to_char(moment, 'YYYY-MM')", ("postgres",)),
    Function("strftime", "strftime(moment, '%Y-%m')", "A moment as text by a pattern.", "strftime(moment, '%Y-%m')", ("duckdb",)),
    Function("coalesce", "coalesce(value, otherwise, ...)", "The first value that is not NULL.", "coalesce(number, 0)"),
    Function("nullif", "nullif(value, other)", "NULL where both are equal, else the value; `x / nullif(y, 0)` never divides by zero.", "nullif(number, 0)"),
    Function("greatest", "greatest(a, b, ...)", "The greatest of its arguments; NULLs are left out.", "greatest(number, 1)"),
    Function("least", "least(a, b, ...)", "The smallest of its arguments; NULLs are left out.", "least(number, 1)"),
    Function("round", "round(number, digits)", "Rounded, halves away from zero.", "round(amount, 1)"),
    Function("floor", "floor(number)", "The greatest whole number that is not greater.", "floor(amount)"),
    Function("ceil", "ceil(number)", "The smallest whole number that is not smaller.", "ceil(amount)"),
    Function("abs", "abs(number)", "Without its sign.", "abs(amount)"),
    Function("sign", "sign(number)", "-1, 0 or 1.", "sign(amount)"),
    Function("mod", "mod(number, divisor)", "The rest of a division, with the sign of the number.", "mod(number, 3)"),
    Function("power", "power(base, exponent)", "The base raised to the exponent.", "power(number, 2)"),
    Function("sqrt", "sqrt(number)", "The square root.", "sqrt(amount)"),
    Function("ln", "ln(number)", "The natural logarithm.", "ln(amount)"),
    Function("exp", "exp(number)", "e raised to the number.", "exp(amount)"),
    Function("lower", "lower(text)", "In small letters.", "lower(word)"),
    Function("upper", "upper(text)", "In capitals.", "upper(word)"),
    Function("trim", "trim(text)", "Without blanks at both ends.", "trim(word)"),
    Function("ltrim", "ltrim(text)", "Without blanks at the start.", "ltrim(word)"),
    Function("rtrim", "rtrim(text)", "Without blanks at the end.", "rtrim(word)"),
    Function("length", "length(text)", "How many characters, trailing blanks counted.", "length(word)"),
    Function("substring", "substring(text FROM start FOR length)", "A piece of the text, positions from 1.", "substring(word FROM 1 FOR 3)"),
    Function("left", "left(text, length)", "The first characters; a negative length leaves so many out at the end.", "left(word, 3)"),
    Function("right", "right(text, length)", "The last characters.", "right(word, 3)"),
    Function("replace", "replace(text, what, by)", "The text with every `what` replaced.", "replace(word, 'a', 'b')"),
    Function("split_part", "split_part(text, separator, number)", "The piece of that number, from 1; empty when there are fewer.", "split_part(word, '-', 1)"),
    Function("concat", "concat(a, b, ...)", "The texts joined; NULL counts as empty.", "concat(word, '!')"),
    Function("lpad", "lpad(text, length, fill)", "Filled at the start, or cut, to that length.", "lpad(word, 8, '0')"),
    Function("rpad", "rpad(text, length, fill)", "Filled at the end, or cut, to that length.", "rpad(word, 8, '.')"),
    Function("position", "position(piece IN text)", "Where the piece begins, from 1; 0 when it is not there.", "position('a' IN word)"),
    Function("starts_with", "starts_with(text, beginning)", "Whether the text begins so.", "starts_with(word, 'a')"),
    Function("cast", "cast(value AS type)", "The value as another type; `value::type` is the same.", "cast(number AS decimal(10,2))"),
)  # fmt: skip

BY_NAME = {function.name: function for function in FUNCTIONS}

KEYWORDS = (
    "SELECT", "DISTINCT", "FROM", "JOIN", "LEFT JOIN", "INNER JOIN", "FULL JOIN", "CROSS JOIN", "ON", "USING", "WHERE",
    "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "UNION ALL", "UNION", "EXCEPT", "INTERSECT", "WITH", "AS", "AND",
    "OR", "NOT", "IN", "EXISTS", "BETWEEN", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL", "CASE", "WHEN", "THEN", "ELSE", "END",
    "OVER", "PARTITION BY", "ROWS BETWEEN", "FILTER (WHERE", "NULLS LAST", "NULLS FIRST", "DESC", "ASC", "INTERVAL",
)  # fmt: skip
