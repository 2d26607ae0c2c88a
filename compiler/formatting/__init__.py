"""`dashwright fmt`: one layout for every file, meaning and comments untouched.

`parts` reads a text into pieces that know where they are written, `layout` writes them down again, `formatting` decides
whether the result may take the old one's place: it must read as the same values and hold the same comments.
"""
