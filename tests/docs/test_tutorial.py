"""The tutorial, done as it is written: files as its blocks have them, commands with the output that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.example_tree import Block, blocks

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"


def transcript(block: Block) -> Iterator[tuple[str, str, int]]:
    """Each command of a console block, the output that is shown, and the exit code (a last line `exit N`)."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        code = re.search(r"^exit (\d+)\n\Z", shown, flags=re.MULTILINE)
        yield command, shown[: code.start()] if code else shown, int(code[1]) if code else 0


def shows(output: str, shown: str) -> bool:
    """Whether the output is what is shown, where `...` stands for anything."""
    pattern = "".join(
        ".*" if piece == "..." else re.escape(piece) for piece in re.split(r"(\.\.\.)", shown.strip())
    )
    plain = "\n".join(line.rstrip() for line in output.strip().split("\n"))
    return re.fullmatch(pattern, plain, flags=re.DOTALL) is not None


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command as the reader types it, both of its outputs together."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """From an empty folder to a dashboard for two companies."""
    commands = 0
    for block in blocks(TUTORIAL.read_text(encoding="utf-8")):
        if block.language == "console":
            for command, shown, code in transcript(block):
                done = run(command, tmp_path)
                assert done.returncode == code, f"{command}\n{done.stdout}"
                assert shows(done.stdout, shown), f"{command}\n{done.stdout}"
                commands += 1
        else:
            place = tmp_path / block.words[1]
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("a" if "append" in block.words else "w", encoding="utf-8") as file:
                file.write(block.text)
    assert commands > 10
