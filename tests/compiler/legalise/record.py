"""`python -m tests.compiler.legalise.record`: writes the T-SQL of every pair anew from what the compiler emits now.

The difference is to be read before it is committed: a pair is a decision, and this only spares the typing. Pairs that are
now refused, or no longer refused, are named and left as they are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.compiler.legalise.pairs import PATHS, Pair, pairs_of, translated


def recorded(path: Path) -> list[str]:
    """Rewrites one file; what could not be recorded, a line each."""
    text, open_ends = path.read_text(encoding="utf-8"), []
    for pair in pairs_of(path):
        emitted = _emitted(pair)
        if (emitted is None) != (pair.expected is None):
            open_ends.append(
                f"{path.name}: {'now refused' if emitted is None else 'no longer refused'}: {pair.sql}"
            )
        elif emitted is not None:
            text = text.replace(f"{pair.sql};\n\n{pair.expected};", f"{pair.sql};\n\n{emitted};")
    path.write_text(text, encoding="utf-8")
    return open_ends


def _emitted(pair: Pair) -> str | None:
    translation = translated(pair.sql, pair.dialect, pair.version, pair.timezone, pair.text)
    return None if translation.faults else translation.statements[frozenset()].sql


if __name__ == "__main__":
    found = [line for path in PATHS for line in recorded(path)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))
