"""A small repository as an editor sees it, and positions marked in its files by a bar: `SELECT o.|`."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.editor.completion import Completions, Wanted, complete
from compiler.editor.knowledge import Knowledge
from compiler.editor.positions import with_line_feeds
from compiler.ir.tree import SourceTree
from compiler.pipeline import run_stages

CURSOR = "|>"

TENANT = """\
kind: tenant
name: Acme
slug: acme
license: pro
locale: th-TH
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml, dialect: postgres}
variables: {fiscal_start: 10}
dashboards:
  - use: _shared/sales
    with: {currency: THB}
    overlay: overlays/sales.yaml
row_filters:
  - {table: sales.customers, where: 'region IN (:viewer.regions)'}
"""

CATALOG = """\
kind: catalog
default_schema: sales
tables:
  sales.customers:
    description: Who buys
    primary_key: [customer_id]
    columns:
      customer_id: int not null
      name: nvarchar(100) not null
      region: {type: nvarchar(25), description: ภูมิภาคของลูกค้า}
  sales.orders:
    primary_key: [order_id]
    columns:
      order_id: int not null
      customer_id: int not null
      ordered_at: datetime2(7) not null
      amount: decimal(15,2) not null
  hr.people:
    columns:
      person_id: int not null
"""

DASHBOARD = """\
kind: dashboard
slug: sales
title: {en: Sales, th: ยอดขาย}
constants:
  currency: {type: text, mode: required, description: ISO code}
parameters:
  - {id: period, type: date_range, default: last_12_months, label: Period}
  - {id: regions, type: text, many: true, empty: all, label: Regions}
widgets:
  - id: revenue
    type: bar
    title: Revenue
    position: {x: 0, y: 0, width: 12, height: 4}
    query:
      sql: |
        {% from "money.sql" import revenue %}
        SELECT c.region AS area, {{ revenue() }} AS total
        FROM orders o
        JOIN customers c ON c.customer_id = o.customer_id
        WHERE o.ordered_at >= :period.start AND o.ordered_at < :period.end
          AND c.region IN (:regions)
        GROUP BY c.region
    encoding: {x: area, y: total}
    format: {total: {style: currency, currency: '{{ constants.currency }}'}}
"""

OVERLAY = """\
kind: overlay
dashboard: _shared/sales
parameters:
  period: {default: year_to_date}
widgets:
  revenue: {title: รายได้}
"""

MACROS = """\
{#- What money means. -#}
{% macro revenue(order="o") -%}
sum({{ order }}.amount)
{%- endmacro %}
"""

FILES: Mapping[str, str] = {
    "tenants/acme/tenant.yaml": TENANT,
    "tenants/acme/catalog.yaml": CATALOG,
    "tenants/acme/overlays/sales.yaml": OVERLAY,
    "tenants/_shared/dashboards/sales.yaml": DASHBOARD,
    "tenants/_shared/macros/money.sql": MACROS,
}
SALES = "tenants/_shared/dashboards/sales.yaml"


def knowledge(edited: Mapping[str, str] | None = None) -> Knowledge:
    """What is known while these files are being typed, after a compilation of the saved ones."""
    saved = run_stages(SourceTree({path: text.encode() for path, text in sorted(FILES.items())}))
    texts = {**FILES, **(edited or {})}
    return Knowledge(saved, {path: with_line_feeds(text) for path, text in texts.items()})


def marked(text: str) -> tuple[str, int]:
    """A text without its mark, and the mark's offset."""
    before, mark, after = text.partition(CURSOR)
    assert mark, "no mark in the text"
    return before + after, len(before)


def completions(path: str, text: str) -> Completions:
    """What is offered at the mark in a file that is being typed."""
    typed, offset = marked(text)
    return complete(knowledge({path: typed}), Wanted(path, offset))


def labels(path: str, text: str) -> list[str]:
    """The labels of what is offered."""
    return [suggestion.label for suggestion in completions(path, text).suggestions]


def dashboard_with(sql: str) -> str:
    """The dashboard with other SQL in its widget, indented as it should be."""
    start = DASHBOARD.index("        {% from")
    end = DASHBOARD.index("    encoding")
    lines = "".join(f"        {line}\n" for line in sql.split("\n"))
    return DASHBOARD[:start] + lines + DASHBOARD[end:]
