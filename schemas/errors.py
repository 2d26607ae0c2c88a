"""What the contract refuses. Every error says in one sentence what was wrong."""

from __future__ import annotations


class ContractError(ValueError):
    """A value that the contract does not allow."""


class NotCanonical(ContractError):
    """A value without a canonical form (a float, a huge integer, a lone surrogate)."""


class MalformedJson(ContractError):
    """Bytes that are not the strict JSON of the contract."""


class UntrustedBundle(ContractError):
    """A manifest or object that is not what the signed metadata names."""
