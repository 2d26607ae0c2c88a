"""Bodies of the agent's API as the page receives them: one site with a dashboard of every widget type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

Json = dict[str, Any]
DIGEST = "8f4c2a" + "0" * 58
ORIGIN = {"file": "tenants/siam-wholesale/dashboards/sales.yaml", "line": 12}
BEFORE = (datetime.now(UTC) - timedelta(minutes=3)).isoformat(timespec="seconds")
"""Three minutes before the tests began, so that ages are small."""

SITE: Json = {
    "tenant": {
        "slug": "siam-wholesale",
        "name": "สยามค้าส่ง Siam Wholesale",
        "locale": "th-TH",
        "timezone": "Asia/Bangkok",
    },
    "bundle": {
        "version": 7,
        "digest": DIGEST,
        "commit": "4d1f0c2be7a98855aa01",
        "compiler": "0.1.0",
        "activated_at": "2026-11-20T09:14:00+00:00",
    },
    "sync": {"status": "ok", "last_success_at": BEFORE, "last_error": None, "refused": None},
    "agent_version": "0.1.0",
    "dashboards": [
        {"slug": "sales", "title": {"en": "Sales", "th": "ยอดขาย"}},
        {"slug": "stock", "title": {"en": "Stock and purchasing", "th": "สินค้าคงคลังและจัดซื้อ"}},
    ],
}

MONTHS = [date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 1).isoformat() for n in range(12)]
REVENUE = ["1820", "1764", "2210", "1985", "1902", "2044", "2118", "2262", "2190", "2405", "2377", "2518"]
REGIONS = [("เหนือ", 2.1), ("กลาง", 5.2), ("ตะวันออกเฉียงเหนือ", 3.1), ("ใต้", 2.6)]


def data_body(columns: Sequence[tuple[str, str, str]], rows: Sequence[Sequence[Any]]) -> Json:
    """A fresh, complete answer: columns as (name, engine type, kind)."""
    return {
        "columns": [{"name": name, "type": kind_text, "kind": kind} for name, kind_text, kind in columns],
        "rows": [list(row) for row in rows],
        "row_count": len(rows),
        "truncated": False,
        "non_finite": 0,
        "generated_at": BEFORE,
        "age_seconds": 180,
        "cached": True,
        "duration_ms": 41,
        "version": 7,
    }


def widget(
    widget_id: str,
    kind: str,
    place: tuple[int, int, int, int],
    titles: tuple[str, str],
    encoding: Json | None = None,
    **more: Any,
) -> Json:
    """A widget of a dashboard: place as (x, y, width, height), titles in English and Thai."""
    x, y, width, height = place
    variants = [] if kind == "text" else [{"when_empty": [], "statement": DIGEST}]
    return {
        "id": widget_id,
        "type": kind,
        "title": {"en": titles[0], "th": titles[1]},
        "position": {"x": x, "y": y, "width": width, "height": height},
        "encoding": encoding or {},
        "format": {},
        "variants": variants,
        "origin": ORIGIN,
        **more,
    }


BAHT: Json = {"style": "currency", "currency": "THB", "decimals": 0}
MONTH: Json = {"style": "month", "label": {"en": "Month", "th": "เดือน"}}
REGION: Json = {"style": "text", "label": {"en": "Region", "th": "ภูมิภาค"}}

WIDGETS = [
    widget(
        "revenue_total",
        "metric",
        (0, 0, 3, 2),
        ("Revenue", "รายได้"),
        {"value": "revenue", "compare": "before"},
        format={"revenue": BAHT, "before": {**BAHT, "label": {"en": "a year before", "th": "ปีก่อน"}}},
    ),
    widget(
        "margin",
        "metric",
        (3, 0, 3, 2),
        ("Gross margin", "กำไรขั้นต้น"),
        {"value": "margin"},
        format={"margin": {"style": "percent", "decimals": 1}},
    ),
    widget("orders", "metric", (6, 0, 3, 2), ("Orders", "คำสั่งซื้อ"), {"value": "orders"}),
    widget(
        "about",
        "text",
        (9, 0, 3, 2),
        ("About", "เกี่ยวกับหน้านี้"),
        text={
            "en": "Revenue is what was **invoiced**, without tax.\n\n- Returns are deducted",
            "th": "รายได้คือยอดที่**ออกใบแจ้งหนี้แล้ว** ไม่รวมภาษี\n\n- หักสินค้าคืนแล้ว",
        },
    ),
    widget(
        "revenue",
        "line",
        (0, 2, 8, 4),
        ("Revenue by month", "รายได้ต่อเดือน"),
        {"x": "month", "y": ["revenue", "target"]},
        format={
            "month": MONTH,
            "revenue": {**BAHT, "label": {"en": "Revenue", "th": "รายได้"}},
            "target": {**BAHT, "label": {"en": "Target", "th": "เป้าหมาย"}},
        },
    ),
    widget(
        "shares",
        "pie",
        (8, 2, 4, 4),
        ("Revenue by segment", "รายได้ตามกลุ่มลูกค้า"),
        {"label": "segment", "value": "revenue"},
        format={"revenue": BAHT},
    ),
    widget(
        "by_region",
        "area",
        (0, 6, 6, 4),
        ("Revenue by region", "รายได้ตามภูมิภาค"),
        {"x": "month", "y": "revenue", "series": "region"},
        format={"month": MONTH, "revenue": BAHT, "region": REGION},
    ),
    widget(
        "products",
        "bar",
        (6, 6, 6, 4),
        ("Best-selling products", "สินค้าขายดี"),
        {"x": "product", "y": "revenue"},
        format={"revenue": BAHT},
    ),
    widget(
        "balances",
        "scatter",
        (0, 10, 6, 4),
        ("Orders against balance", "คำสั่งซื้อเทียบกับยอดคงเหลือ"),
        {"x": "ordered", "y": "balance", "series": "segment", "size": "orders", "label": "customer"},
        format={"ordered": BAHT, "balance": BAHT},
    ),
    widget(
        "weekdays",
        "heatmap",
        (6, 10, 6, 4),
        ("Orders by weekday and hour", "คำสั่งซื้อตามวันและเวลา"),
        {"x": "hour", "y": "weekday", "value": "orders"},
    ),
    widget(
        "quarters",
        "pivot",
        (0, 14, 6, 4),
        ("Revenue by region and quarter", "รายได้ตามภูมิภาคและไตรมาส"),
        {"rows": ["region"], "columns": ["quarter"], "value": "revenue"},
        format={"revenue": {"style": "number", "decimals": 2}, "region": REGION},
    ),
    widget(
        "customers",
        "table",
        (6, 14, 6, 4),
        ("Customers by last order", "ลูกค้าตามคำสั่งซื้อล่าสุด"),
        {"columns": ["customer", "last_order", "ordered", "active"]},
        format={
            "customer": {"style": "text", "label": {"en": "Customer", "th": "ลูกค้า"}},
            "last_order": {"style": "date", "label": {"en": "Last order", "th": "สั่งล่าสุด"}},
            "ordered": {**BAHT, "decimals": 2, "label": {"en": "Ordered", "th": "ยอดสั่งซื้อ"}},
            "active": {"style": "text", "label": {"en": "Active", "th": "ใช้งาน"}},
        },
    ),
]

PARAMETERS = [
    {
        "id": "period",
        "type": "date_range",
        "label": {"en": "Period", "th": "ช่วงเวลา"},
        "many": False,
        "empty": "refuse",
        "default": {"named": "last_12_months"},
    },
    {
        "id": "regions",
        "type": "text",
        "label": {"en": "Regions", "th": "ภูมิภาค"},
        "many": True,
        "empty": "all",
        "option_statement": DIGEST,
    },
    {
        "id": "least",
        "type": "integer",
        "label": {"en": "At least orders", "th": "คำสั่งซื้ออย่างน้อย"},
        "many": False,
        "empty": "all",
    },
]

DASHBOARDS: dict[str, Json] = {
    "sales": {
        "version": 7,
        "dashboard": {
            "kind": "dashboard",
            "slug": "sales",
            "title": {"en": "Sales", "th": "ยอดขาย"},
            "description": {
                "en": "What was sold, to whom, and where it came from.",
                "th": "ขายอะไร ให้ใคร และมาจากที่ไหน",
            },
            "parameters": PARAMETERS,
            "widgets": WIDGETS,
            "origin": ORIGIN,
        },
        "parameters": [
            {"id": "period", "value": {"named": "last_12_months"}},
            {"id": "regions", "value": None},
            {"id": "least", "value": None},
        ],
        "refresh_seconds": {item["id"]: 300 for item in WIDGETS if item["type"] != "text"},
    },
    "stock": {
        "version": 7,
        "dashboard": {
            "kind": "dashboard",
            "slug": "stock",
            "title": {"en": "Stock and purchasing", "th": "สินค้าคงคลังและจัดซื้อ"},
            "parameters": [],
            "widgets": [
                widget("orders", "metric", (0, 0, 4, 2), ("Parts on hand", "ชิ้นส่วนคงคลัง"), {"value": "orders"})
            ],
            "origin": ORIGIN,
        },
        "parameters": [],
        "refresh_seconds": {"orders": 300},
    },
}

OPTIONS: dict[str, Json] = {
    "regions": {
        "options": [
            {"value": "NORTH", "label": "เหนือ"},
            {"value": "CENTRAL", "label": "กลาง"},
            {"value": "SOUTH", "label": "ใต้"},
        ]
    }
}

NUMBER = ("decimal(38,2)", "number")
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
_PRODUCTS = [
    "Navajo copper bearings", "Polished nickel fittings", "Antique brass hinges", "Spring steel clips",
    "Burnished tin plates", "Light anodised case", "Large plated cartons", "ชุดประแจหัวเหลี่ยมขนาดใหญ่",
]  # fmt: skip
_SEGMENTS = ["Building", "Machinery", "Furniture", "Household", "Automobile"]

ANSWERS: dict[str, Json] = {
    "revenue_total": data_body([("revenue", *NUMBER), ("before", *NUMBER)], [["25595120.45", "23190450.00"]]),
    "margin": data_body([("margin", "decimal(18,6)", "number")], [["0.318204"]]),
    "orders": data_body([("orders", "bigint", "integer")], [[18442]]),
    "revenue": data_body(
        [("month", "date", "date"), ("revenue", *NUMBER), ("target", *NUMBER)],
        [
            [month, f"{amount}431.55", f"{1900 + 50 * n}000.00"]
            for n, (month, amount) in enumerate(zip(MONTHS, REVENUE, strict=True))
        ],
    ),
    "shares": data_body(
        [("segment", "nvarchar(20)", "text"), ("revenue", *NUMBER)],
        [[name, f"{90 - 13 * n}0000.00"] for n, name in enumerate(_SEGMENTS)],
    ),
    "by_region": data_body(
        [("month", "date", "date"), ("region", "nvarchar(40)", "text"), ("revenue", *NUMBER)],
        [
            [month, region, f"{round(weight * int(amount) / 10)}000.00"]
            for month, amount in zip(MONTHS, REVENUE, strict=True)
            for region, weight in REGIONS
        ],
    ),
    "products": data_body(
        [("product", "nvarchar(80)", "text"), ("revenue", *NUMBER)],
        [[name, f"{1900 - 190 * n}500.75"] for n, name in enumerate(_PRODUCTS)],
    ),
    "balances": data_body(
        [
            ("customer", "nvarchar(80)", "text"),
            ("segment", "nvarchar(20)", "text"),
            ("ordered", *NUMBER),
            ("balance", *NUMBER),
            ("orders", "int", "integer"),
        ],
        [
            [
                f"บริษัท {n:03d}",
                _SEGMENTS[n % 5],
                f"{(n * 7919) % 900 + 60}000.00",
                f"{(n * 104729) % 11000 - 900}.25",
                n % 17,
            ]
            for n in range(90)
        ],
    ),
    "weekdays": data_body(
        [("weekday", "nvarchar(3)", "text"), ("hour", "int", "integer"), ("orders", "int", "integer")],
        [
            [day, hour, (17 * hour + 31 * n) % 90 + hour]
            for n, day in enumerate(_WEEKDAYS)
            for hour in range(8, 19)
        ],
    ),
    "quarters": data_body(
        [("region", "nvarchar(40)", "text"), ("quarter", "nvarchar(7)", "text"), ("revenue", *NUMBER)],
        [
            [region, f"2026 Q{quarter}", f"{weight * (900 + 37 * quarter):.2f}"]
            for region, weight in REGIONS
            for quarter in range(1, 5)
            if (region, quarter) != ("ใต้", 4)
        ],
    ),
    "customers": data_body(
        [
            ("customer", "nvarchar(80)", "text"),
            ("last_order", "date", "date"),
            ("ordered", *NUMBER),
            ("active", "bit", "boolean"),
        ],
        [
            [
                f"ลูกค้า {n:04d}" if n % 9 else '=SUM(A1:A9), "quoted"',
                (date(2026, 11, 20) - timedelta(days=n)).isoformat() if n % 13 else None,
                f"{(n * 7919) % 100000}.{n % 100:02d}",
                n % 3 > 0,
            ]
            for n in range(1, 121)
        ],
    ),
}
