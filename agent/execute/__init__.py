"""From a viewer's request to rows: parameters, guard, engines, cache. Read-only by construction.

A statement reaches a driver only as a `guard.AdmittedStatement`, which nothing but the guard makes.
"""
