"""The file of the cache under damage, crowding and many runs: what is told is what was kept, or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.cache.location import cache_folder
from compiler.cache.store import DAY, MAX_ENTRY_BYTES, Store

ENTRIES = {bytes([number]) * 32: f"value {number}".encode() * 50 for number in range(40)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "results.sqlite"


def filled(file: Path) -> None:
    """Keeps the entries, in a run that ended."""
    store = Store(file)
    store.put(ENTRIES)
    store.close()


def test_what_is_kept_is_found_by_the_next_run(file: Path) -> None:
    """All of it, and nothing that was not asked for."""
    filled(file)
    store = Store(file)
    assert store.get(ENTRIES) == ENTRIES
    assert store.get([b"unknown", *list(ENTRIES)[:2]]) == dict(list(ENTRIES.items())[:2])
    store.close()


def test_an_entry_that_changed_is_not_told(file: Path) -> None:
    """One bit is enough, in the value or in the key that it stands under."""
    filled(file)
    first, second, *_ = ENTRIES
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entries SET value = ? WHERE key = ?", (b"Value 0" * 50, first))
        connection.execute("UPDATE entries SET key = ? WHERE key = ?", (b"another", second))
    connection.close()
    store = Store(file)
    assert store.get([*ENTRIES, b"another"]) == {
        key: ENTRIES[key] for key in ENTRIES if key not in (first, second)
    }
    store.close()


@given(data=st.data())
@settings(max_examples=25)
def test_a_damaged_file_is_no_worse_than_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Torn, overwritten or not ours at all: no value but the right one, and the next run has a store again."""
    file = tmp_path_factory.mktemp("store") / "results.sqlite"
    filled(file)
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[at:]
    else:
        content[at : at + 64] = data.draw(st.binary(min_size=64, max_size=64))
    file.write_bytes(content)
    for _ in range(3):
        store = Store(file)
        found = store.get(ENTRIES)
        assert found == {key: ENTRIES[key] for key in found}
        store.put(ENTRIES)
        store.close()
    store = Store(file)
    assert store.get(ENTRIES) == ENTRIES
    store.close()


def test_a_schema_that_is_no_text_is_damage(file: Path) -> None:
    """SQLite's complaint quotes the damaged bytes, which Python cannot decode."""
    filled(file)
    content = bytearray(file.read_bytes())
    content[4048:4112] = bytes(7) + b"\x01" * 6 + b"\x80" + bytes(50)
    file.write_bytes(content)
    Store(file).close()
    store = Store(file)
    store.put(ENTRIES)
    assert store.get(ENTRIES) == ENTRIES
    store.close()


def test_it_stays_within_its_bounds(file: Path) -> None:
    """What was used longest ago goes first, and what is too large is not kept at all."""
    store = Store(file, limit=400_000)
    for number in range(60):
        store.put({f"{number}".encode(): bytes(20_000)})
    kept = [number for number in range(60) if store.get([f"{number}".encode()])]
    assert kept == list(range(60 - len(kept), 60))
    assert 5 < len(kept) < 25
    store.put({b"large": bytes(MAX_ENTRY_BYTES + 1)})
    assert store.get([b"large"]) == {}
    store.close()
    assert file.stat().st_size < 1_000_000


def test_it_stays_within_its_bounds_whatever_one_run_keeps(file: Path) -> None:
    """What a single run adds may be many times what may be kept."""
    store = Store(file, limit=400_000)
    store.put({f"{number}".encode(): bytes(20_000) for number in range(100)})
    assert store.get([b"99"])
    store.close()
    assert file.stat().st_size < 500_000


def test_what_is_asked_for_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old entry that runs still use outlives younger ones that none uses."""
    store = Store(file, limit=400_000)
    monkeypatch.setattr("compiler.cache.store.time.time", lambda: 1 * DAY)
    store.put({b"used": bytes(20_000)})
    store.put({b"unused": bytes(20_000)})
    for number in range(30):
        monkeypatch.setattr("compiler.cache.store.time.time", lambda day=number: (day + 2) * DAY)
        assert store.get([b"used"])
        store.put({f"{number}".encode(): bytes(20_000)})
    assert not store.get([b"unused"])
    store.close()


def test_many_runs_use_it_at_once(file: Path) -> None:
    """Four programs write and read the same file; each finds whole values only, and all of them end well."""
    program = f"""
from pathlib import Path
from compiler.cache.store import Store
store = Store(Path({str(file)!r}))
for turn in range(30):
    entries = {{bytes([turn, n]): bytes([turn]) * 2000 for n in range(20)}}
    store.put(entries)
    found = store.get(entries)
    assert found == {{key: entries[key] for key in found}}
store.close()
"""
    runs = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 4
    store = Store(file)
    assert store.get([bytes([29, 7])]) == {bytes([29, 7]): bytes([29]) * 2000}
    store.close()


def test_a_run_killed_while_it_writes_leaves_a_whole_file(file: Path) -> None:
    """Killed at once, without a chance to tidy up."""
    filled(file)
    program = f"""
import os, signal
from pathlib import Path
from compiler.cache.store import Store
store = Store(Path({str(file)!r}))
with store._writing(store._connection) as connection:
    connection.execute("DELETE FROM entries")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    store = Store(file)
    assert store.get(ENTRIES) == ENTRIES
    store.close()


def test_a_store_that_cannot_be_written_holds_nothing(tmp_path: Path) -> None:
    """A folder that is not there, or a folder where the file should be."""
    (tmp_path / "folder").mkdir()
    for file in (tmp_path / "missing" / "results.sqlite", tmp_path / "folder"):
        store = Store(file)
        store.put(ENTRIES)
        assert store.get(ENTRIES) == {}
        store.close()


def test_it_lies_where_the_user_says_and_nobody_else_writes(tmp_path: Path) -> None:
    """In DASHWRIGHT_CACHE, else in the user's cache folder; nowhere that others could put entries into."""
    named = tmp_path / "named"
    assert cache_folder({"DASHWRIGHT_CACHE": str(named)}) == named
    assert named.stat().st_mode & 0o077 == 0
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "dashwright"
    assert cache_folder({"HOME": str(tmp_path)}) == tmp_path / ".cache" / "dashwright"
    assert cache_folder({"DASHWRIGHT_CACHE": "off", "HOME": str(tmp_path)}) is None
    named.chmod(0o777)
    assert cache_folder({"DASHWRIGHT_CACHE": str(named)}) is None
    (tmp_path / "file").touch()
    assert cache_folder({"DASHWRIGHT_CACHE": str(tmp_path / "file")}) is None
