"""Codes of publishing and of the control plane (DW8xx): what `dashwright publish` refuses and what the server answers.

Operators and agents see them; each has a page for `dashwright explain`.
"""

from __future__ import annotations

from schemas.codes import Code

TENANT_INACTIVE = Code("DW801", "The tenant is inactive")
TOO_MANY_DASHBOARDS = Code("DW802", "More dashboards than the tenant may publish")
TOO_MANY_TENANTS = Code("DW803", "More tenants than the installation may have")
BASE_MOVED = Code("DW804", "What is published has changed since the plan")
BUNDLE_BROKEN = Code("DW805", "A bundle does not hold together")
SIGNATURE_WRONG = Code("DW806", "The targets metadata is not signed as it must be")
DATABASE_UNUSABLE = Code("DW807", "The control plane's database cannot be used")
SCHEMA_BEHIND = Code("DW808", "The database is not migrated")
TENANT_UNKNOWN = Code("DW809", "No such tenant")
TENANT_TWICE = Code("DW810", "A tenant stands twice in one publication")
KEY_UNUSABLE = Code("DW811", "A signing key or the root of trust cannot be used")
CEREMONY_REFUSED = Code("DW812", "The root of trust would be overwritten or could not be signed")

SETTINGS_WRONG = Code("DW820", "The settings of a program are wrong")
MIGRATIONS_BROKEN = Code("DW821", "The migrations do not fit together")
TOO_MANY_KEYS = Code("DW822", "A tenant has all the keys that it may have")
KEY_NOT_FOUND = Code("DW823", "No such key")

UNAUTHORIZED = Code("DW830", "The API key is missing, wrong or revoked")
NOT_FOUND = Code("DW831", "There is nothing at this address")
METHOD_NOT_ALLOWED = Code("DW832", "The address does not take this method")
REQUEST_MALFORMED = Code("DW833", "The request is not what the address takes")
REQUEST_TOO_LARGE = Code("DW834", "The request is too large or too slow")
DATABASE_AWAY = Code("DW835", "The control plane cannot reach its database at the moment")
TRUST_BROKEN = Code("DW836", "What is published cannot be vouched for")
SERVER_FAULT = Code("DW837", "The control plane failed")
