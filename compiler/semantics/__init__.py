"""Where a query's answer depends on the nature of the site's database, which no translation can hide: declared, at its line.

`points` defines each kind, `pages` explains it, `finding` finds it on the typed tree, `explaining` does so for a whole run.
`dashwright check --explain-semantics` shows them; they are no faults, and no other command speaks of them.
"""
