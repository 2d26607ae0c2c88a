"""Grafana's dashboards: the classic JSON of its export and API, and the newer `dashboard.grafana.app` resources.

Sources: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ and, of the macros,
https://grafana.com/docs/grafana/latest/datasources/mssql/query-editor/ and .../postgres/query-editor/.
"""

from compiler.importing.grafana.dashboard import carried_from_grafana

__all__ = ["carried_from_grafana"]
