"""What to write instead of functions that queries may not use, by their names in lower case, or that have no form in T-SQL.

The names of T-SQL are here for authors who come from it; the others are of PostgreSQL and DuckDB.
"""

from __future__ import annotations

from typing import Final

_ROWS: Final = "read the values as rows, or as one text: string_agg(s, ', ' ORDER BY s)"
_JSON_PARTS: Final = "select the parts as columns of their own"
_JSON_READ: Final = "read single values: j -> 'a' ->> 'b'"
_LISTS: Final = "lists are no values here: use rows, from VALUES or from unnest(...) in FROM"
_STRUCTS: Final = "structs are no values here: select their parts as columns"
_SESSION: Final = "who looks is told by claims: use a row filter"
_RANGES: Final = "write d >= start AND d < end; two ranges overlap where a.start < b.end AND b.start < a.end"
_SYSTEM: Final = "a query reads tables of the catalog, nothing of the server"
_PARTS: Final = "use split_part(s, ',', 1) for one part, unnest(string_to_array(s, ',')) in FROM for rows"
_PATTERN: Final = (
    "test with s ~ 'pattern'; take one part with substring(s from 'pattern') or regexp_replace()"
)
_NORMAL: Final = "store the text in the form that is compared, or compare with lower() and LIKE"
_PATTERN_PARTS: Final = "take one part with regexp_extract(s, 'pattern'); lists are no values here"

INSTEAD: Final[dict[str, str]] = {
    # of T-SQL
    "convert": "write CAST(x AS type)",
    "dateadd": "write d + interval '1 day'",
    "datename": "write to_char(d, 'FMMonth') in postgres, monthname(d) in duckdb",
    "getdate": "write now()",
    "getutcdate": "write now() AT TIME ZONE 'UTC'",
    "isnull": "write coalesce(a, b)",
    "newid": "results must be the same for all who look",
    "stuff": "write overlay(s placing 'x' from 1 for 2)",
    "sysdatetime": "write now()",
    "top": "write LIMIT at the end of the query",
    # signs of other languages
    "array_overlaps": "write AND between two conditions; lists are no values here",
    # of time
    "clock_timestamp": "write now(): it is the moment of the view, the same for all widgets",
    "current_time": "write CAST(now() AS time)",
    "date_format": "write to_char(d, 'YYYY-MM-DD') in postgres, strftime(d, '%Y-%m-%d') in duckdb",
    "isfinite": "dates of SQL Server are always finite: leave the test out",
    "age": "write extract(year FROM age(a, b)) in postgres, date_diff('day', b, a) in duckdb",
    "make_timestamptz": "write make_timestamp(...) AT TIME ZONE 'Asia/Bangkok'",
    "timeofday": "write to_char(now(), 'YYYY-MM-DD HH24:MI:SS')",
    "pg_sleep": "leave it out",
    # of text
    "bar": "select the number: the page draws",
    "convert_to": "md5(s) is of the bytes in UTF-8; bytes have no other form here",
    "damerau_levenshtein": _NORMAL,
    "editdist3": _NORMAL,
    "format_bytes": "select the number: the page formats it",
    "formatreadabledecimalsize": "select the number: the page formats it",
    "hamming": _NORMAL,
    "jaro_winkler_similarity": _NORMAL,
    "normalize": _NORMAL,
    "quote_nullable": "select the text itself: nothing here is put into SQL",
    "regexp_count": "write length(s) - length(replace(s, 'a', '')) for the count of one character",
    "regexp_extract_all": _PATTERN_PARTS,
    "regexp_instr": "write strpos(s, 'a')",
    "regexp_split_to_array": _PARTS,
    "regexp_substr": _PATTERN,
    "string_split_regex": _PARTS,
    "url_decode": "store the text in the form that is shown",
    "url_encode": "store the text in the form that is shown",
    "encode": "md5(s) and sha256(s) are written in hexadecimal digits; bytes have no other form here",
    "hash": "use md5(s), which is the same on every engine",
    "jaccard": _NORMAL,
    "listagg": "write string_agg(s, ', ' ORDER BY s)",
    "nfc_normalize": _NORMAL,
    "quote_ident": "select the text itself: nothing here is put into SQL",
    "quote_literal": "select the text itself: nothing here is put into SQL",
    "regexp_match": _PATTERN,
    "regexp_matches": _PATTERN,
    "regexp_split_to_table": _PARTS,
    "similarity": _NORMAL,
    "strip_accents": _NORMAL,
    "substring_index": "write split_part(s, ',', 1)",
    "to_number": "write CAST(s AS numeric(p, s)), after replace() of what is no digit",
    "to_tsvector": "write s ILIKE '%word%'",
    # of numbers
    "entropy": "compute it of the shares: -sum(p * ln(p) / ln(2)) over a derived table of counts",
    "even": "write sign(x) * ceiling(abs(x) / 2) * 2",
    "gamma": "no form of it is exact",
    "gcd": "compute it where the data is made",
    "lcm": "compute it where the data is made",
    "random_normal": "results must be the same for all who look",
    "histogram": "write SELECT a, count(*) FROM ... GROUP BY a",
    "round_even": "round(x, n) rounds halves away from zero",
    "scale": "the type of the column says it",
    "setseed": "results must be the same for all who look",
    # of ranges
    "daterange": _RANGES,
    "overlaps": _RANGES,
    "int4range": _RANGES,
    "tsrange": _RANGES,
    "tstzrange": _RANGES,
    # of lists, structs and JSON
    "array_contains_all": _JSON_READ,
    "comprehension": _LISTS,
    "array_slice": "write substring(s, 1, 3) of a text; lists are no values here",
    "element_at": _STRUCTS,
    "from_json": _JSON_READ,
    "json_array": _JSON_PARTS,
    "json_contains": _JSON_READ,
    "json_each": _JSON_READ,
    "json_group_array": _ROWS,
    "json_group_object": _ROWS,
    "json_keys": _JSON_READ,
    "json_strip_nulls": _JSON_READ,
    "json_transform": _JSON_READ,
    "jsonb_path_exists": _JSON_READ,
    "jsonb_path_query_first": _JSON_READ,
    "jsonb_pretty": _JSON_READ,
    "jsonb_set": _JSON_READ,
    "lambda": _LISTS,
    "list_distinct": _LISTS,
    "list_filter": _LISTS,
    "list_reduce": _LISTS,
    "list_sort": _LISTS,
    "map": _STRUCTS,
    "map_extract": _STRUCTS,
    "struct_extract": _STRUCTS,
    "json_agg": _ROWS,
    "json_build_array": _JSON_PARTS,
    "json_build_object": _JSON_PARTS,
    "json_object_agg": _ROWS,
    "jsonb_agg": _ROWS,
    "jsonb_array_elements": "use it in FROM, with _text: jsonb_array_elements_text(j -> 'a') AS x(v)",
    "jsonb_build_object": _JSON_PARTS,
    "jsonb_each_text": _JSON_READ,
    "jsonb_object_agg": _ROWS,
    "list_transform": _LISTS,
    "row": "select the parts as columns of their own",
    "row_to_json": _JSON_PARTS,
    "struct": _STRUCTS,
    "struct_pack": _STRUCTS,
    "to_json": _JSON_PARTS,
    "to_jsonb": _JSON_PARTS,
    "to_map": _STRUCTS,
    # of the server
    "crosstab": "write sum(a) FILTER (WHERE k = 'x') AS x for each column",
    "current_database": _SYSTEM,
    "current_setting": _SYSTEM,
    "current_user": _SESSION,
    "fill": "interpolate where the data is made; last_value(a IGNORE NULLS) OVER (...) repeats the last value",
    "getvariable": "write a parameter: :name",
    "gen_random_uuid": "results must be the same for all who look",
    "pg_typeof": "the types of the result's columns are in `dashwright show`",
    "uuid": "results must be the same for all who look",
    "iff": "write CASE WHEN ... THEN ... ELSE ... END",
    "nextval": "a query only reads: number rows with row_number() OVER (ORDER BY ...)",
    "session_user": _SESSION,
    "set_config": "a query only reads",
    "typeof": "the types of the result's columns are in `dashwright show`",
    "version": _SYSTEM,
}
"""A remedy for each; a name that is not here gets the closest known one."""
