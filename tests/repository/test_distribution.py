import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PRODUCT = ("schemas", "compiler", "runtime", "agent")


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_programs(tmp_path: Path) -> None:
    """Pages, migrations, schemas and scripts are installed with the code, in folders that are no packages too."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    source = tmp_path / "source"
    listed = [
        "git",
        "-C",
        str(CHECKOUT),
        "ls-files",
        "-z",
        *PRODUCT,
        "pyproject.toml",
        "README.md",
        "LICENSE",
    ]
    tracked = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, tracked):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((CHECKOUT / name).read_bytes())
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(source)], check=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert {name for name in tracked if name.startswith(tuple(f"{folder}/" for folder in PRODUCT))} <= inside
