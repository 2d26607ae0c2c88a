"""Bundles that the site will not run: refused with the place, reported, remembered; the old one serves on."""

from __future__ import annotations

import pytest

from agent.faults import SiteFault
from agent.settings import Settings
from agent.site import Site
from schemas.bundle.objects import Statement
from schemas.publication import Publication
from schemas.sync import Refusal
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import NOW, publication, sales_publication, statement, widget


def bundle(asked: Statement) -> Publication:
    """A bundle with one widget."""
    return publication([widget("revenue", {(): asked})], [asked])


def renamed(sql: str) -> Publication:
    """A statement of one BIGINT column `n`."""
    return bundle(statement(sql, {"n": "BIGINT"}))


UNFIT: dict[str, tuple[Publication, str, str]] = {
    "missing column": (renamed('SELECT "nonesuch" AS "n" FROM "sales"."orders"'), "DW923", "cannot describe"),
    "other name": (renamed('SELECT "id" FROM "sales"."orders"'), "DW924", "column 'n' is called 'id'"),
    "other kind": (renamed('SELECT "region" AS "n" FROM "sales"."orders"'), "DW924", "column 'n' is VARCHAR"),
    "more columns": (renamed('SELECT "id" AS "n", 1 AS "m" FROM "sales"."orders"'), "DW924", "2 columns"),
    "a write": (renamed('DELETE FROM "sales"."orders"'), "DW921", "it is no SELECT"),
    "other engine": (publication([], [], engine="sqlserver"), "DW920", "sqlserver"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_bundle_is_refused_and_the_old_one_serves(
    case: str, site: Site, plane: HostileControlPlane
) -> None:
    """The refusal has code, place and reason, reaches the control plane, and is not fetched again (cases 33, 35)."""
    unfit, code, words = UNFIT[case]
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    plane.publish(unfit)
    syncer.round(wait_seconds=0)
    refused = site.status.now().refused
    assert refused is not None
    assert (refused.code, refused.version) == (code, 2)
    assert words in refused.reason
    if code != "DW920":
        assert refused.reason.startswith("tenant acme, dashboard sales, widget revenue: ")
    assert site.current.required().version == 1
    fetched = plane.requests["targets"], plane.requests["object"]
    syncer.round(wait_seconds=0)
    assert plane.syncs[-1].refusal == refused
    assert (plane.requests["targets"], plane.requests["object"]) == fetched
    assert site.status.now().status == "ok"


def test_another_bundle_clears_the_refusal(site: Site, plane: HostileControlPlane) -> None:
    """The site says `refused` only as long as nothing newer was activated."""
    syncer = site.syncer()
    plane.publish(UNFIT["a write"][0])
    syncer.round(wait_seconds=0)
    plane.publish(sales_publication())
    syncer.round(wait_seconds=0)
    assert site.status.now().refused is None
    assert site.state.refusal() is None


def test_a_refusal_survives_a_restart(settings: Settings, plane: HostileControlPlane) -> None:
    """A restarted agent does not fetch the refused digest again either."""
    plane.publish(UNFIT["missing column"][0])
    first = Site(settings, lambda: NOW)
    first.syncer().round(wait_seconds=0)
    first.close()
    again = Site(settings, lambda: NOW)
    again.serve_stored()
    fetched = plane.requests["object"]
    again.syncer().round(wait_seconds=0)
    assert plane.requests["object"] == fetched
    assert isinstance(plane.syncs[-1].refusal, Refusal)
    again.close()


def test_a_lost_database_refuses_nothing(site: Site, plane: HostileControlPlane) -> None:
    """A bundle that could not be judged is judged again, not refused."""
    database = site.settings.state_dir.parent / "site.duckdb"
    database.rename(database.with_suffix(".away"))
    plane.publish(sales_publication())
    syncer = site.syncer()
    with pytest.raises(SiteFault, match="DW940"):
        syncer.round(wait_seconds=0)
    assert site.status.now().refused is None
    database.with_suffix(".away").rename(database)
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 1


def test_a_narrowed_site_file_is_obeyed_at_once(settings: Settings, plane: HostileControlPlane) -> None:
    """A stored bundle that reads more than the site file now allows is not served after a restart."""
    plane.publish(sales_publication())
    first = Site(settings, lambda: NOW)
    first.syncer().round(wait_seconds=0)
    first.close()
    access = settings.site.access.model_copy(update={"schemas": ["public"]})
    narrowed = settings.model_copy(update={"site": settings.site.model_copy(update={"access": access})})
    again = Site(narrowed, lambda: NOW)
    assert again.serve_stored() is None
    failure = again.status.now().activation.failure
    assert failure is not None
    assert failure.code == "DW922"
    again.close()
