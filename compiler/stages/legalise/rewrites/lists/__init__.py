"""Lists, which T-SQL does not have: texts split into parts, lists that are written, aggregates gathered into one."""
