"""`dashwright-agent`: one module a command; `main` is the entry point."""

from __future__ import annotations

from agent.cli import catalog, doctor, import_bundle, run, sync
from agent.cli.main import main

__all__ = ["catalog", "doctor", "import_bundle", "main", "run", "sync"]
