"""Metabase's dashboards: the JSON of its API, and the YAML of its serialization.

Sources: https://www.metabase.com/docs/latest/api#apidashboard, https://www.metabase.com/docs/latest/installation-and-operation/serialization,
and of template tags https://www.metabase.com/docs/latest/questions/native-editor/sql-parameters.
"""

from compiler.importing.metabase.dashboard import carried_from_metabase
from compiler.importing.metabase.export import Export, read_export

__all__ = ["Export", "carried_from_metabase", "read_export"]
