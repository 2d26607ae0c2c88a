"""Running our own programs as a person would: by their console scripts, each with its environment and log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STOP_SECONDS = 10
START_SECONDS = 60


class ProgramFailed(Exception):
    """A program ended with an error; the message holds the end of what it printed."""


def run(program: str, *arguments: str, environment: Mapping[str, str]) -> str:
    """What `program` printed on standard output. Raises ProgramFailed when it ends with an error."""
    finished = subprocess.run(
        [_script(program), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        said = (finished.stdout + finished.stderr).strip()
        raise ProgramFailed(
            f"{program} {' '.join(arguments)} ended with {finished.returncode}:\n{said[-4000:]}"
        )
    return finished.stdout


@contextmanager
def serving(
    program: str, *arguments: str, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """`program` while the context lasts; asked to stop at its end, and stopped if it does not."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [_script(program), *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
        )
    try:
        yield process
    finally:
        _stop(process)


def await_answer(
    url: str, process: subprocess.Popen[bytes], log: Path, accept: Callable[[bytes], bool]
) -> None:
    """Returns when `url` answers with a body that `accept` takes. Raises ProgramFailed when that does not come."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ProgramFailed(f"a program ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - an address of our own
                if accept(response.read()):
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass  # not listening yet
        time.sleep(0.05)
    raise ProgramFailed(f"no answer from {url} within {START_SECONDS} s:\n{log.read_text()[-4000:]}")


def _script(program: str) -> str:
    return str(Path(sys.executable).parent / program)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
