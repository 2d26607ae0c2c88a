import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parents[2]
LOCKS = sorted(CHECKOUT.glob("requirements/*.txt"))
EXTRAS = {
    "dev": ("compiler", "editor", "runtime", "agent", "demo", "dev"),
    "demo": ("compiler", "runtime", "agent", "demo"),
    "compiler": ("compiler",),
    "editor": ("compiler", "editor"),
    "runtime": ("runtime",),
    "agent": ("agent",),
}


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", lock.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_has_a_digest_and_no_line_an_address(lock: Path) -> None:
    """A lock says which bytes are installed, and leaves to each machine where it gets them."""
    text = lock.read_text()
    assert not re.search(r"://|^--|^-e|(^|\s)/", text, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_holds_what_its_program_asks_for(name: str) -> None:
    """A distribution that pyproject.toml has and the lock has not, or the other way round, wants `make lock`."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    lines = [line for extra in EXTRAS[name] for line in project["optional-dependencies"][extra]]
    asked = {_canonical(r.name): r for r in map(Requirement, project["dependencies"] + lines)}
    lock = CHECKOUT / "requirements" / f"{name}.txt"
    direct = r"^([a-z0-9-]+)==\S+ \\\n(?: +--hash.*\n)+(?: +#(?! +dashwright).*\n)*.*dashwright \(pyproject.toml\)$"
    assert set(re.findall(direct, lock.read_text(), flags=re.MULTILINE)) == asked.keys()
    pins = _pins(lock)
    assert all(requirement.specifier.contains(pins[pinned]) for pinned, requirement in asked.items())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_what_is_shipped_is_what_is_tested(lock: Path) -> None:
    """Every lock has the versions of the development lock."""
    tested = _pins(CHECKOUT / "requirements" / "dev.txt")
    assert _pins(lock).items() <= tested.items()


def test_the_site_carries_no_compiler_and_the_control_plane_no_driver() -> None:
    """The environments are as narrow as the design says."""
    agent, runtime = (
        _pins(CHECKOUT / "requirements" / f"{name}.txt").keys() for name in ("agent", "runtime")
    )
    assert not agent & {"sqlglot", "jinja2", "pyyaml", "ruamel-yaml", "fastapi", "psycopg"}
    assert not runtime & {"sqlglot", "jinja2", "pyyaml", "pyodbc", "duckdb"}
