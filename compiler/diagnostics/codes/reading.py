"""DW1xx: the tree and its files cannot be read."""

from __future__ import annotations

from schemas.codes import Code

SYNTAX = Code("DW101", "YAML syntax error")
NOT_UTF8 = Code("DW102", "Not UTF-8 text")
FORBIDDEN_CHARACTER = Code("DW103", "Character that YAML does not allow")
DUPLICATE_KEY = Code("DW104", "Key stands twice")
KEY_NOT_TEXT = Code("DW105", "Key is not text")
MERGE_KEY = Code("DW106", "Merge key")
TAG = Code("DW107", "YAML tag")
TOO_LARGE = Code("DW108", "Too large or too deep")
SEVERAL_DOCUMENTS = Code("DW109", "More than one document in a file")
SYMBOLIC_LINK = Code("DW110", "Symbolic link")
NAMES_COLLIDE = Code("DW111", "Names differ only in case")
UNREADABLE = Code("DW112", "File cannot be read")
EMPTY = Code("DW113", "Nothing in the file")
ENDLESS_ALIAS = Code("DW114", "Alias inside its own anchor")
UNUSED_ANCHOR = Code("DW116", "Anchor that nothing uses")
NO_TENANT = Code("DW115", "No tenant found")
