import json
import re
from pathlib import Path

import pytest

from runtime.server import DRAIN_SECONDS

CHECKOUT = Path(__file__).parents[2]
IMAGES = ("server", "agent")


def _dockerfile(name: str) -> str:
    return (CHECKOUT / "docker" / f"{name}.Dockerfile").read_text()


def test_railway_builds_the_server_and_waits_for_its_health() -> None:
    """The settings that the control plane relies on at Railway; the migration runs before traffic."""
    railway = json.loads((CHECKOUT / "railway.json").read_text())
    assert railway["$schema"] == "https://railway.com/railway.schema.json"
    assert railway["build"]["builder"] == "DOCKERFILE"
    assert (CHECKOUT / railway["build"]["dockerfilePath"]).is_file()
    assert railway["deploy"] == {
        "preDeployCommand": ["dashwright-server migrate"],
        "healthcheckPath": "/health",
        "healthcheckTimeout": 300,
        "drainingSeconds": 25,
        "restartPolicyType": "ON_FAILURE",
        "restartPolicyMaxRetries": 10,
    }


def test_railway_waits_longer_than_the_server_drains() -> None:
    """Without a time of its own Railway kills at once, and held polls would break off instead of being answered."""
    deploy = json.loads((CHECKOUT / "railway.json").read_text())["deploy"]
    assert deploy["drainingSeconds"] > DRAIN_SECONDS


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_is_pinned_unprivileged_and_says_whether_it_is_well(name: str) -> None:
    """Each stage starts from a version, the last one drops root and has a health check."""
    *_, last = re.split(r"^(?=FROM )", _dockerfile(name), flags=re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", _dockerfile(name), flags=re.MULTILINE)) == {
        "python:3.11.14-slim-bookworm"
    }
    assert re.search(r"^USER 10001$", last, flags=re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last, flags=re.MULTILINE)


@pytest.mark.parametrize(("name", "folder"), [("server", "runtime"), ("agent", "agent")])
def test_an_image_holds_one_program(name: str, folder: str) -> None:
    """Only the contract and the program's own folder are copied, and only its own lock is installed."""
    copied = set(re.findall(r"^COPY (\w+) \w+$", _dockerfile(name), flags=re.MULTILINE))
    assert copied == {"schemas", folder}
    installed = set(re.findall(r"--requirement requirements/(\w+)\.txt", _dockerfile(name)))
    assert installed == {folder, "build"}


@pytest.mark.parametrize("name", IMAGES)
def test_what_an_image_copies_is_let_through(name: str) -> None:
    """Everything that a Dockerfile copies exists, and .dockerignore lets it into the build."""
    allowed = set(re.findall(r"^!(\S+)$", (CHECKOUT / ".dockerignore").read_text(), flags=re.MULTILINE))
    for line in re.findall(r"^COPY (?!--from)(.+)$", _dockerfile(name), flags=re.MULTILINE):
        for source in line.split()[:-1]:
            assert (CHECKOUT / source).exists()
            assert source in allowed or source.startswith("requirements/")
