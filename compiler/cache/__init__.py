"""Results kept on the disk by what they are of, so that a run pays only for what is new to it.

    location        where it lies, and when there is none
    fingerprint     which compiler made a result
    store           keys to bytes in one file: safe under many runs, power loss and damage, bounded in size
    answers         translations, by query, tables, and engine
    quiet_tenants   tenants about which there is nothing to tell, by what they are made of
    verdicts        the faults of a whole tree, by the bytes of its files

It wraps the steps of `compiler.pipeline` from outside. Whatever happens to it, a run gives the same bytes: an entry
that cannot be read, or is not what it should be, is a question that nobody has asked yet. See
docs/decisions for why it is SQLite and JSON, and who may not read from it.
"""
