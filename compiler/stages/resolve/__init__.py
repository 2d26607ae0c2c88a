"""Stage 3, resolve: documents to tenants, each reference followed, overlays merged, constants set."""

from compiler.stages.resolve.tenants import Resolution, resolve

__all__ = ["Resolution", "resolve"]
