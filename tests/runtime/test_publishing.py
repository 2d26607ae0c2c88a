"""Publishing: one transaction, versions that only rise, and every limit enforced."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from runtime.services import publishing
from runtime.services.publishing import PublishingRefused, PublishRequest
from runtime.services.steps import AddTenant, ChangeTenant, KeepVersion, PublishVersion, SkipInactive
from schemas.canonical import digest
from schemas.publication import Publication
from tests.support.bundles import THAI, publication, tenant_facts
from tests.support.control_plane import TrustRoot, publish

pytestmark = pytest.mark.postgres

NOW = datetime.now(UTC)


def rows(database_url: str, query: str) -> list[tuple[Any, ...]]:
    """What the database holds, as its owner sees it."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(query.encode()).fetchall()


def request(
    *publications: Publication, max_tenants: int = 100, now: datetime = NOW, insist: bool = False
) -> PublishRequest:
    """A wish to publish these."""
    return PublishRequest(publications, max_tenants, now, insist)


def codes_of(attempt: Callable[[], object]) -> list[str]:
    """The codes with which the attempt is refused."""
    with pytest.raises(PublishingRefused) as refusal:
        attempt()
    return [item.code for item in refusal.value.refused]


def test_a_first_publication_fills_every_table(migrated_url: str, trust_root: TrustRoot) -> None:
    """Tenant, version, objects, dashboards, widgets, targets metadata and audit log are written together."""
    wanted = publication(dashboards=["sales", "stock"])
    plan = publish(migrated_url, trust_root, wanted)

    assert [type(step) for step in plan.steps] == [AddTenant, PublishVersion]
    assert rows(migrated_url, "SELECT slug, license_type, max_dashboards, is_active FROM tenants") == [
        ("acme", "basic", 5, True)
    ]
    assert rows(
        migrated_url,
        "SELECT version, status, git_commit, created_by, metadata->>'name' FROM metadata_versions",
    ) == [(1, "published", "c0ffee", "tester", "บริษัท Acme")]
    assert rows(migrated_url, "SELECT slug, position, title->>'th' FROM dashboards ORDER BY position") == [
        ("sales", 0, THAI),
        ("stock", 1, THAI),
    ]
    assert rows(
        migrated_url, "SELECT DISTINCT name, widget_type, position_x, position_y, width, height FROM widgets"
    ) == [("revenue", "table", 0, 0, 6, 4)]
    assert dict(rows(migrated_url, "SELECT sha256, length FROM objects")) == {
        name: len(data) for name, data in {digest(wanted.manifest): wanted.manifest, **wanted.objects}.items()
    }
    assert rows(migrated_url, "SELECT role, version FROM trust_metadata") == [("targets", 1)]
    assert rows(migrated_url, "SELECT actor, action FROM audit_log ORDER BY id") == [
        ("tester", "tenant added"),
        ("tester", "version published"),
    ]


def test_the_same_content_is_no_new_version(migrated_url: str, trust_root: TrustRoot) -> None:
    """Another commit with the same content changes not one row."""
    publish(migrated_url, trust_root, publication(commit="aaaaaa"))
    before = rows(migrated_url, "SELECT * FROM metadata_versions")
    plan = publish(migrated_url, trust_root, publication(commit="bbbbbb"))
    assert plan.steps == (KeepVersion("acme", 1),)
    assert rows(migrated_url, "SELECT * FROM metadata_versions") == before


def test_changed_content_is_the_next_version(migrated_url: str, trust_root: TrustRoot) -> None:
    """The version before is archived, its bytes stay, and the tables show the new dashboards."""
    publish(migrated_url, trust_root, publication(dashboards=["sales", "stock"]))
    plan = publish(migrated_url, trust_root, publication(dashboards=["sales", "costs"], title="New"))
    (step,) = plan.effects
    assert isinstance(step, PublishVersion)
    assert (step.version, step.added, step.changed, step.removed) == (2, ("costs",), ("sales",), ("stock",))
    assert rows(migrated_url, "SELECT version, status FROM metadata_versions ORDER BY version") == [
        (1, "archived"),
        (2, "published"),
    ]
    assert rows(migrated_url, "SELECT slug FROM dashboards ORDER BY position") == [("sales",), ("costs",)]


def test_a_renamed_dashboard_is_shown_as_renamed(migrated_url: str, trust_root: TrustRoot) -> None:
    """Neither added nor removed; a former slug that was never published, or is still there, is none of it."""
    publish(migrated_url, trust_root, publication(dashboards=["sales", "costs"]))
    former = {"revenue": ["turnover", "sales"], "margin": ["costs"]}
    plan = publish(
        migrated_url, trust_root, publication(dashboards=["revenue", "margin", "costs"], former=former)
    )
    (step,) = plan.effects
    assert step.describe() == "~ acme v2: +margin sales->revenue"
    again = publish(
        migrated_url, trust_root, publication(dashboards=["revenue", "costs"], former=former, title="New")
    )
    assert [step.describe() for step in again.effects] == ["~ acme v3: ~revenue ~costs -margin"]


def test_old_content_comes_back_under_a_new_version(migrated_url: str, trust_root: TrustRoot) -> None:
    """Versions only rise: what was published first is version 3 when it is published again."""
    for title in ("One", "Two", "One"):
        publish(migrated_url, trust_root, publication(title=title))
    versions = rows(migrated_url, "SELECT version, manifest_digest FROM metadata_versions ORDER BY version")
    assert [version for version, _ in versions] == [1, 2, 3]
    assert versions[0][1] == versions[2][1] != versions[1][1]


def test_a_signature_is_made_anew_before_it_expires(migrated_url: str, trust_root: TrustRoot) -> None:
    """Unchanged content is published again when the targets metadata is soon to end: its version must rise."""
    publish(migrated_url, trust_root, publication())
    late = request(publication(), now=NOW + timedelta(days=310))
    with publishing.connect(migrated_url) as connection:
        (step,) = publishing.plan(connection, late).steps
    assert isinstance(step, PublishVersion)
    assert (step.version, step.reason) == (2, "signature")


def test_a_plan_changes_nothing(migrated_url: str) -> None:
    """Looking at what would be done leaves the database as it was."""
    with publishing.connect(migrated_url) as connection:
        plan = publishing.plan(connection, request(publication()))
    assert [step.describe() for step in plan.steps] == [
        "+ tenant acme: บริษัท Acme, license basic with at most 5 dashboards",
        "~ acme v1: +sales",
    ]
    assert rows(migrated_url, "SELECT * FROM tenants") == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (request(publication(tenant_facts(dashboard_limit=1), dashboards=["a", "b"])), "DW802"),
        (request(publication(tenant_facts(active=False)), insist=True), "DW801"),
        (request(publication(), publication(tenant_facts("other")), max_tenants=1), "DW803"),
        (request(publication(), publication()), "DW810"),
        (request(replace(publication(), objects={})), "DW805"),
        (request(replace(publication(), manifest=b"{}")), "DW805"),
        (request(replace(publication(), tenant=tenant_facts("other"))), "DW805"),
    ],
    ids=["dashboards", "inactive", "tenants", "twice", "object-missing", "no-manifest", "other-tenant"],
)
def test_what_may_not_be_published_is_refused(
    migrated_url: str, trust_root: TrustRoot, wanted: PublishRequest, code: str
) -> None:
    """Each limit and each broken bundle is refused with its code, and not one row is written."""

    def attempt() -> None:
        with publishing.connect(migrated_url) as connection:
            plan = publishing.plan(connection, wanted)
            publishing.publish(connection, wanted, plan, sign=trust_root.sign, actor="tester")

    assert codes_of(attempt) == [code]
    assert rows(migrated_url, "SELECT slug FROM tenants") == []


def test_all_refusals_are_told_together(migrated_url: str, trust_root: TrustRoot) -> None:
    """Two tenants over their limit are two refusals of one run."""
    over = [
        publication(tenant_facts(slug, dashboard_limit=1), dashboards=["a", "b"])
        for slug in ("acme", "other")
    ]
    assert codes_of(lambda: publish(migrated_url, trust_root, *over, max_tenants=1)) == [
        "DW802",
        "DW802",
        "DW803",
    ]


def test_one_broken_tenant_stops_all(migrated_url: str, trust_root: TrustRoot) -> None:
    """A fault in the last tenant undoes what the transaction did for the first."""
    broken = replace(publication(tenant_facts("zulu")), objects={})
    assert codes_of(lambda: publish(migrated_url, trust_root, publication(), broken)) == ["DW805"]
    assert rows(migrated_url, "SELECT slug FROM tenants") == []


def test_an_inactive_tenant_is_passed_over(migrated_url: str, trust_root: TrustRoot) -> None:
    """It is marked inactive, keeps what it had, and others are published."""
    publish(migrated_url, trust_root, publication())
    plan = publish(
        migrated_url,
        trust_root,
        publication(tenant_facts(active=False), title="New"),
        publication(tenant_facts("other")),
    )
    assert [type(step) for step in plan.steps] == [ChangeTenant, SkipInactive, AddTenant, PublishVersion]
    assert rows(migrated_url, "SELECT slug, is_active FROM tenants ORDER BY slug") == [
        ("acme", False),
        ("other", True),
    ]
    assert rows(migrated_url, "SELECT max(version) FROM metadata_versions") == [(1,)]


def test_an_inactive_tenant_leaves_room_for_another(migrated_url: str, trust_root: TrustRoot) -> None:
    """MAX_TENANTS counts active tenants."""
    publish(migrated_url, trust_root, publication(), max_tenants=1)
    inactive = publication(tenant_facts(active=False))
    publish(migrated_url, trust_root, inactive, publication(tenant_facts("other")), max_tenants=1)
    assert rows(migrated_url, "SELECT slug FROM tenants WHERE is_active") == [("other",)]


def test_known_tenants_are_published_when_the_limit_was_lowered(
    migrated_url: str, trust_root: TrustRoot
) -> None:
    """MAX_TENANTS keeps new tenants out; it does not stop the ones that are there."""
    publish(migrated_url, trust_root, publication(), publication(tenant_facts("other")))
    plan = publish(migrated_url, trust_root, publication(title="New"), max_tenants=1)
    assert len(plan.effects) == 1


@pytest.mark.parametrize(
    ("tenant", "versions", "bytes_more"),
    [("other", 0, 0), ("acme", 1, 0), ("acme", 0, 1)],
    ids=["tenant", "version", "length"],
)
def test_a_wrong_signature_is_not_kept(
    migrated_url: str, trust_root: TrustRoot, tenant: str, versions: int, bytes_more: int
) -> None:
    """Targets metadata that says anything else than what was asked for stops everything."""

    def sign(_: str, version: int, sha256: str, length: int) -> bytes:
        return trust_root.sign(tenant, version + versions, sha256, length + bytes_more)

    assert codes_of(lambda: publish_signed_by(sign, migrated_url)) == ["DW806"]
    assert rows(migrated_url, "SELECT * FROM tenants") == []


def test_what_is_no_metadata_is_not_kept(migrated_url: str) -> None:
    """A signer that gives some other bytes stops everything."""
    assert codes_of(lambda: publish_signed_by(lambda *_: b"nothing of the kind", migrated_url)) == ["DW806"]


def publish_signed_by(sign: Callable[[str, int, str, int], bytes], database_url: str) -> None:
    """Publishes acme with another signer."""
    wanted = request(publication())
    with publishing.connect(database_url) as connection:
        plan = publishing.plan(connection, wanted)
        publishing.publish(connection, wanted, plan, sign=sign, actor="tester")


def test_a_plan_is_refused_when_the_base_has_moved(migrated_url: str, trust_root: TrustRoot) -> None:
    """What was reviewed is done or nothing is: another's publication in between stops it."""
    mine = request(publication(title="Mine"))
    with publishing.connect(migrated_url) as connection:
        reviewed = publishing.plan(connection, mine)
        publish(migrated_url, trust_root, publication(title="Theirs"))
        assert codes_of(
            lambda: publishing.publish(connection, mine, reviewed, sign=trust_root.sign, actor="tester")
        ) == ["DW804"]
    assert rows(migrated_url, "SELECT max(version) FROM metadata_versions") == [(1,)]


def test_two_publishers_of_the_same_never_interleave(migrated_url: str, trust_root: TrustRoot) -> None:
    """Both begin at the same plan; one publishes, the other finds it done. There is one version."""
    effects = publish_at_once(migrated_url, trust_root, [publication(), publication()])
    assert sorted(len(each) if isinstance(each, tuple) else -1 for each in effects) == [0, 2]
    assert rows(migrated_url, "SELECT version FROM metadata_versions") == [(1,)]


def test_two_publishers_of_different_content_never_interleave(
    migrated_url: str, trust_root: TrustRoot
) -> None:
    """One publishes; the other is told that the base has moved, and nothing of its own is kept."""
    outcomes = publish_at_once(migrated_url, trust_root, [publication(title="One"), publication(title="Two")])
    refusals = [each for each in outcomes if isinstance(each, PublishingRefused)]
    assert [[item.code for item in refusal.refused] for refusal in refusals] == [["DW804"]]
    assert rows(migrated_url, "SELECT version, status FROM metadata_versions") == [(1, "published")]


def test_two_publishers_cannot_pass_the_limit_together(migrated_url: str, trust_root: TrustRoot) -> None:
    """Each alone stays within MAX_TENANTS; at once, the second is refused."""
    both = [publication(), publication(tenant_facts("other"))]
    outcomes = publish_at_once(migrated_url, trust_root, both, max_tenants=1)
    refusals = [each for each in outcomes if isinstance(each, PublishingRefused)]
    assert [[item.code for item in refusal.refused] for refusal in refusals] == [["DW803"]]
    assert rows(migrated_url, "SELECT count(*) FROM tenants") == [(1,)]


def test_a_database_that_is_not_migrated_is_refused(database_url: str, trust_root: TrustRoot) -> None:
    """The refusal names the command that migrates."""
    with pytest.raises(PublishingRefused) as refusal:
        publish(database_url, trust_root, publication())
    assert [(item.code, item.remedy) for item in refusal.value.refused] == [
        ("DW808", "run `dashwright-server migrate`")
    ]


def test_a_database_that_is_not_there_is_refused(trust_root: TrustRoot) -> None:
    """No traceback, and no password in the message."""
    with pytest.raises(PublishingRefused) as refusal:
        publish("postgresql://someone:geheim@127.0.0.1:1/nothing", trust_root, publication())
    assert [item.code for item in refusal.value.refused] == ["DW807"]
    assert "geheim" not in str(refusal.value)


def test_the_digest_of_a_plan_names_its_effects(migrated_url: str, trust_root: TrustRoot) -> None:
    """The same wish gives the same digest on any day, another wish another."""
    with publishing.connect(migrated_url) as connection:
        one, same, other = (
            publishing.plan(connection, wish).digest
            for wish in (
                request(publication()),
                request(publication(), now=NOW + timedelta(days=1)),
                request(publication(title="Other")),
            )
        )
    assert one == same != other


def test_a_text_that_cannot_be_kept_is_refused(migrated_url: str, trust_root: TrustRoot) -> None:
    """PostgreSQL takes no NUL; the refusal is about the bundle and not about the database."""
    assert codes_of(lambda: publish(migrated_url, trust_root, publication(title="Sales\0"))) == ["DW805"]
    assert rows(migrated_url, "SELECT * FROM tenants") == []


def test_a_big_bundle_is_published_whole(migrated_url: str, trust_root: TrustRoot) -> None:
    """A hundred dashboards with long Thai titles arrive byte for byte."""
    names = [f"page-{number}" for number in range(100)]
    wanted = publication(tenant_facts(dashboard_limit=100), dashboards=names, title=THAI * 100)
    publish(migrated_url, trust_root, wanted)
    assert rows(migrated_url, "SELECT count(*), sum(length) FROM objects") == [
        (len(wanted.objects) + 1, sum(map(len, wanted.objects.values())) + len(wanted.manifest))
    ]


def publish_at_once(
    database_url: str, trust: TrustRoot, publications: Sequence[Publication], *, max_tenants: int = 100
) -> list[tuple[object, ...] | PublishingRefused]:
    """Each in a thread and a connection of its own, all plans made before any is done: effects or refusal of each."""
    outcomes: list[tuple[object, ...] | PublishingRefused] = []
    planned = threading.Barrier(len(publications))

    def run(one: Publication) -> None:
        wish = request(one, max_tenants=max_tenants)
        try:
            with publishing.connect(database_url) as connection:
                reviewed = publishing.plan(connection, wish)
                planned.wait(10)
                done = publishing.publish(connection, wish, reviewed, sign=trust.sign, actor="tester")
                outcomes.append(done.effects)
        except PublishingRefused as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=run, args=(one,)) for one in publications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes
