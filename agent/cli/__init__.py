"""`dashwright-agent`: one module a command; `main` is the entry point."""

from __future__ import annotations

from agent.cli import run
from agent.cli.main import main

__all__ = ["main", "run"]
