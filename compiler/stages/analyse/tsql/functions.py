"""The functions that a T-SQL query may call: how many arguments they take, and since which version.

Source: the page of each function below https://learn.microsoft.com/sql/t-sql/functions/. What is not here is refused.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from compiler.ir.query import Version


class Signature(NamedTuple):
    """`most` is None where there is no limit that a query comes near; `more_since` allows one argument more."""

    least: int
    most: int | None
    since: Version = "2016"
    more_since: Version | None = None

    def needs(self, count: int) -> Version | None:
        """The version that takes this many arguments; None where there is none."""
        if count < self.least:
            return None
        if self.most is None or count <= self.most:
            return self.since
        return self.more_since if count == self.most + 1 else None

    def __str__(self) -> str:
        most = self.most if self.most is None or self.more_since is None else self.most + 1
        if most is None:
            return f"at least {_counted(self.least)}"
        return _counted(self.least) if most == self.least else f"{self.least} to {_counted(most)}"


def _counted(number: int) -> str:
    return f"{number} argument{'' if number == 1 else 's'}"


def _all(signature: Signature, names: str) -> dict[str, Signature]:
    return dict.fromkeys(names.split(), signature)


FUNCTIONS: Final[dict[str, Signature]] = {
    **_all(Signature(0, 0), "cume_dist dense_rank percent_rank pi rank row_number"),
    **_all(
        Signature(1, 1),
        "abs acos ascii asin atan avg ceiling char cos cot count count_big datalength day degrees exp first_value floor "
        "grouping isdate isjson isnumeric last_value len log10 lower max min month nchar ntile percentile_cont "
        "percentile_disc radians reverse sign sin soundex space sqrt square stdev stdevp sum tan unicode upper var varp year",
    ),
    **_all(
        Signature(2, 2),
        "atn2 datename datepart difference hashbytes isnull json_value left nullif patindex power replicate right "
        "switchoffset todatetimeoffset",
    ),
    **_all(Signature(3, 3), "dateadd datediff datediff_big datefromparts iif replace substring"),
    "charindex": Signature(2, 3),
    "choose": Signature(2, None),
    "coalesce": Signature(2, None),
    "concat": Signature(2, None),
    "convert": Signature(2, 3),
    "datetime2fromparts": Signature(8, 8),
    "datetimefromparts": Signature(7, 7),
    "datetimeoffsetfromparts": Signature(10, 10),
    "eomonth": Signature(1, 2),
    "format": Signature(2, 3),
    "grouping_id": Signature(1, None),
    "json_query": Signature(1, 2),
    "lag": Signature(1, 3),
    "lead": Signature(1, 3),
    "log": Signature(1, 2),
    "ltrim": Signature(1, 1, more_since="2022"),
    "openjson": Signature(1, 2),
    "quotename": Signature(1, 2),
    "round": Signature(2, 3),
    "rtrim": Signature(1, 1, more_since="2022"),
    "smalldatetimefromparts": Signature(5, 5),
    "str": Signature(1, 3),
    "string_split": Signature(2, 2, more_since="2022"),
    "stuff": Signature(4, 4),
    "timefromparts": Signature(5, 5),
    "try_convert": Signature(2, 3),
    "concat_ws": Signature(3, None, "2017"),
    "string_agg": Signature(2, 2, "2017"),
    "translate": Signature(3, 3, "2017"),
    "trim": Signature(1, 1, "2017"),
    "approx_count_distinct": Signature(1, 1, "2019"),
    "date_bucket": Signature(3, 4, "2022"),
    "datetrunc": Signature(2, 2, "2022"),
    "generate_series": Signature(2, 3, "2022"),
    "greatest": Signature(1, 254, "2022"),
    "least": Signature(1, 254, "2022"),
}
