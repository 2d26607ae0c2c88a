"""What breaks when a column or table goes, is renamed or changes, told before anyone changes it.

`altered` makes the changed catalogs, `compiling` compiles what they touch, `lost` and `parts` tell what follows from it,
`renaming` writes the edits that follow a new name. `asked` puts these together for the commands.
"""
