"""Stage 3, resolve: documents to tenants, each reference followed, overlays merged, constants set."""

from compiler.stages.resolve.tenants import Known, Resolution, nothing_known, resolve

__all__ = ["Known", "Resolution", "nothing_known", "resolve"]
