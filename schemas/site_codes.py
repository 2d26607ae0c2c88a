"""Codes of faults at a customer's site (DW9xx): what the agent reports, refuses or answers with.

The control plane shows them to the operator, the page to the viewer; each has a page for `dashwright explain`.
"""

from __future__ import annotations

from schemas.codes import Code

SETTINGS = Code("DW901", "The agent's settings are not usable")
STATE_DIRECTORY = Code("DW902", "The state directory is not usable")
STATE_IN_USE = Code("DW903", "Another agent uses the state directory")
STATE_DAMAGED = Code("DW904", "A stored bundle is damaged")

UNREACHABLE = Code("DW910", "The control plane cannot be reached")
KEY_REFUSED = Code("DW911", "The control plane refuses the API key")
SERVER_ERROR = Code("DW912", "The control plane answers with an error")
DOWNLOAD_LIMIT = Code("DW913", "A download is larger or slower than allowed")
METADATA_UNTRUSTED = Code("DW914", "Signed metadata is not trusted")
METADATA_EXPIRED = Code("DW915", "Signed metadata has expired")
OTHER_TENANT = Code("DW916", "Metadata or bundle of another tenant")
BUNDLE_UNTRUSTED = Code("DW917", "A bundle is not what the metadata names")
VERSION_LOWERED = Code("DW918", "A lower version than the site already had")

OTHER_ENGINE = Code("DW920", "A bundle for another database engine")
STATEMENT_REFUSED = Code("DW921", "The statement guard refuses a statement")
TABLE_NOT_ALLOWED = Code("DW922", "A statement reads what the site does not allow")
NOT_DESCRIBABLE = Code("DW923", "The database cannot describe a statement")
COLUMNS_DIFFER = Code("DW924", "The database returns other columns than the bundle says")

PARAMETER_UNKNOWN = Code("DW930", "An unknown parameter")
PARAMETER_MALFORMED = Code("DW931", "A parameter's value has the wrong form")
NOT_AN_OPTION = Code("DW932", "A value that is not among the options")
VALUE_NEEDED = Code("DW933", "A parameter needs a value")
CLAIM_MISSING = Code("DW934", "The viewer lacks a claim")

DATABASE_UNREACHABLE = Code("DW940", "The site's database cannot be reached")
QUERY_FAILED = Code("DW941", "The database refuses a query")
QUERY_TIMEOUT = Code("DW942", "A query took too long")
QUERY_CANCELLED = Code("DW943", "A query was cancelled")
BUSY = Code("DW944", "Too many queries wait")
RESULT_TOO_LARGE = Code("DW945", "A result is too large to show")

NOT_FOUND = Code("DW950", "Not found at this site")
NOTHING_ACTIVE = Code("DW951", "No bundle is active yet")
HOST_REFUSED = Code("DW952", "An address that this agent does not serve")
REQUEST_MALFORMED = Code("DW953", "A request that the agent does not understand")
CATALOG_NOT_ALLOWED = Code("DW954", "The site does not allow its catalog to be read")
