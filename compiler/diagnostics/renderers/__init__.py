"""One record of a fault, many ways to show it: one file a way.

Each renderer is a function of the faults and the texts of the files to one text. None of them formats a fault in a
way that another could not: what is shown is in the record.
"""
