"""Logs of the agent: JSON lines on stderr, or words in colour on a terminal.

No secret and no error text of a database is ever logged (see `agent.faults`), and traces show no variables.
"""

from __future__ import annotations

import sys

import structlog
from structlog.typing import Processor


def configure_logs() -> None:
    """Sets up logging for the process; called once, by the entry point."""
    terminal = sys.stderr.isatty()
    renderer: list[Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if terminal
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
