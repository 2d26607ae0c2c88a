"""Stage 2, validate: bytes to documents, each checked against its kind on its own.

What one file says of another is checked in `resolve`; what a query means, in `analyse`.
"""

from compiler.stages.validate.documents import Read, ReadDocument, read_document, validate

__all__ = ["Read", "ReadDocument", "read_document", "validate"]
