"""`dashwright publish`: compiles all tenants, shows the plan, and does what it says in one transaction."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
from securesystemslib.signer import CryptoSigner

from compiler.cli.options import format_option, from_here, root_argument, show_faults, tenant_option
from compiler.cli.plan_text import NextVersion, describe_versions, named
from compiler.cli.running import compiled
from compiler.diagnostics.renderers.json import records
from compiler.ir.compilation import Bundle, Compilation
from compiler.stages.sign import publication_of, targets_signature
from runtime.services import publishing
from schemas import publishing_codes as codes
from schemas.bundle.differences import BundleChange, Comparison
from schemas.errors import ContractError, UntrustedBundle
from schemas.trust.keys import load_signer, may_sign
from schemas.trust.roles import TARGETS
from schemas.trust.root import check_root

TARGETS_KEY = "DASHWRIGHT_TARGETS_KEY"
ROOT = "DASHWRIGHT_ROOT"
SHORT_DIGEST = 12
PLAN_DIGEST = re.compile(r"[0-9a-f]{12,64}")


def _not_empty(_: click.Context, parameter: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("it is empty", param=parameter)
    return value


def _plan_digest(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    # An empty one, from a variable that is not set, would let any plan pass.
    if value is not None and not PLAN_DIGEST.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no digest that --plan printed", param=parameter)
    return value


@click.command("publish")
@root_argument
@tenant_option
@format_option
@click.option(
    "--commit",
    required=True,
    callback=_not_empty,
    help="The git commit that the tree is of; it goes into each manifest.",
)
@click.option(
    "--plan", "plan_only", is_flag=True, help="Print what would be done, and do nothing; needs no key."
)
@click.option(
    "--expect",
    metavar="DIGEST",
    callback=_plan_digest,
    help="Publish only if the plan is still this one (as --plan printed it).",
)
def command(
    root: Path, tenants: tuple[str, ...], style: str, *, commit: str, plan_only: bool, expect: str | None
) -> None:
    """Compile every tenant below ROOT and publish what changed, all of it or nothing.

    Reads DATABASE_URL, MAX_TENANTS, DASHWRIGHT_TARGETS_KEY, and DASHWRIGHT_ROOT if it is there, to see that the key is
    the root's. The same content again is no new version.

    With --plan, every dashboard and widget that would change is named, and how; --format json has it for tools.
    """
    compilation = compiled(root, commit, tenants, cached=False)  # nothing is signed that was only remembered
    as_json = plan_only and style == "json" and compilation.ok
    if compilation.diagnostics and not as_json:
        show_faults(compilation, style, root)
    if not compilation.ok:
        raise SystemExit(1)
    bundles = [bundle for _, bundle in sorted(compilation.bundles.items())]
    now, insist = datetime.now(UTC), bool(tenants)
    with refusals():
        if not plan_only:
            show_plan(
                publish_bundles(bundles, publisher_of(os.environ), now=now, insist=insist, expect=expect),
                "done",
            )
            return
        review = review_bundles(
            bundles, publishing.read_publisher_settings(os.environ), now=now, insist=insist
        )
        if as_json:
            click.echo(_review_json(review, compilation, root))
        show_plan(review.plan, "to do", review, quiet=as_json)


@dataclass(frozen=True)
class Review:
    """A plan, and for each tenant that has a version and gets another: what changes, or why that cannot be told."""

    plan: publishing.Plan
    changes: Mapping[str, BundleChange]
    unreadable: Mapping[str, str]


@dataclass(frozen=True)
class Publisher:
    """Who publishes, where to, with which key."""

    settings: publishing.PublisherSettings
    signer: CryptoSigner = field(repr=False)
    actor: str


class KeyUnusable(Exception):
    """The targets key, or the root that it should be named by, cannot be used."""


def publisher_of(environment: Mapping[str, str]) -> Publisher:
    """The publisher of an environment: DATABASE_URL, MAX_TENANTS, DASHWRIGHT_TARGETS_KEY, and DASHWRIGHT_ROOT if given.

    Raises SettingsError and KeyUnusable.
    """
    settings = publishing.read_publisher_settings(environment)
    key = environment.get(TARGETS_KEY, "").strip()
    if not key:
        raise KeyUnusable(
            f"{TARGETS_KEY} is missing: the PEM text, or the path of the file, of the targets key"
        )
    try:
        signer = load_signer(key)
        _check_key(signer, environment.get(ROOT, "").strip())
    except ContractError as error:
        raise KeyUnusable(f"{TARGETS_KEY} cannot be used: {error}") from error
    return Publisher(settings, signer, publishing.actor_of(environment))


def review_bundles(
    bundles: Sequence[Bundle], settings: publishing.PublisherSettings, *, now: datetime, insist: bool = False
) -> Review:
    """What publishing these bundles would do and change; needs no key. Raises PublishingRefused."""
    with publishing.connect(settings.database_url) as connection:
        plan, published = publishing.review(connection, _request(bundles, settings, now, insist=insist))
    objects = {name: data for bundle in bundles for name, data in bundle.objects.items()}
    comparison = Comparison({**objects, **published.objects})
    changes: dict[str, BundleChange] = {}
    unreadable = dict(published.unreadable)
    for bundle in bundles:
        slug = bundle.tenant.slug
        if slug in published.manifests:
            try:
                changes[slug] = comparison.of(published.manifests[slug], bundle.manifest)
            except UntrustedBundle as error:
                unreadable[slug] = str(error)
    return Review(plan, changes, unreadable)


def publish_bundles(
    bundles: Sequence[Bundle],
    publisher: Publisher,
    *,
    now: datetime,
    insist: bool = False,
    expect: str | None = None,
) -> publishing.Plan:
    """Publishes bundles and gives the plan that was followed.

    `insist` refuses inactive tenants instead of passing them over; `expect` is the beginning of the digest of the
    reviewed plan, and any other plan is refused. Raises PublishingRefused; then nothing was published.
    """
    request = _request(bundles, publisher.settings, now, insist=insist)
    with publishing.connect(publisher.settings.database_url) as connection:
        plan = publishing.plan(connection, request)
        _check_expected(plan, expect)
        sign = targets_signature(publisher.signer, now)
        return publishing.publish(connection, request, plan, sign=sign, actor=publisher.actor)


def _request(
    bundles: Sequence[Bundle], settings: publishing.PublisherSettings, now: datetime, *, insist: bool
) -> publishing.PublishRequest:
    publications = tuple(publication_of(bundle) for bundle in bundles)
    return publishing.PublishRequest(publications, settings.max_tenants, now, insist)


def _check_key(signer: CryptoSigner, root_file: str) -> None:
    if not root_file:
        return
    try:
        root = check_root(Path(root_file).read_bytes())
    except OSError as error:
        raise ContractError(f"{ROOT} names {root_file!r}, which cannot be read: {error.strerror}") from error
    if not may_sign(root, TARGETS, signer):
        raise ContractError(f"it is not the key that root version {root.version} names for targets")


def _check_expected(plan: publishing.Plan, expect: str | None) -> None:
    if expect is not None and not plan.digest.startswith(expect):
        message = f"the plan is {plan.digest[:SHORT_DIGEST]} now, not {expect}"
        raise publishing.PublishingRefused(
            [publishing.Refused.of(codes.BASE_MOVED, None, message, "look at the new plan with --plan")]
        )


def show_plan(
    plan: publishing.Plan, state: str, review: Review | None = None, *, quiet: bool = False
) -> None:
    """Prints the steps, with what they change if that was reviewed; raises PublishingRefused for a plan that may not be followed."""
    for line in () if quiet else _lines(plan, review):
        click.echo(line)
    if plan.refused:
        raise publishing.PublishingRefused(plan.refused)
    if not quiet:
        tail = f"plan {plan.digest[:SHORT_DIGEST]}: {len(plan.effects)} {state}"
        click.echo(tail if plan.effects else "nothing to do")


def _lines(plan: publishing.Plan, review: Review | None) -> Iterator[str]:
    kept = [step for step in plan.steps if isinstance(step, publishing.KeepVersion)]
    versions = [step for step in plan.steps if isinstance(step, publishing.PublishVersion)]
    told_in_groups = (publishing.KeepVersion, publishing.PublishVersion)
    yield from (step.describe() for step in plan.steps if not isinstance(step, told_in_groups))
    yield from describe_versions(_next_version(step, review) for step in versions)
    if kept:
        yield f"= {named(f'{step.tenant} v{step.version}' for step in kept)} unchanged"


def _next_version(step: publishing.PublishVersion, review: Review | None) -> NextVersion:
    change = review.changes.get(step.tenant) if review else None
    unreadable = review.unreadable.get(step.tenant) if review else None
    return NextVersion(step.tenant, step.version, step.summary, change, unreadable)


def _review_json(review: Review, compilation: Compilation, root: Path) -> str:
    """The plan as one JSON object; a difference has null where a fact was not there, or is no longer."""
    faults = [from_here(fault, root) for fault in compilation.diagnostics]
    steps = [{"step": type(step).__name__, **asdict(step)} for step in review.plan.steps]
    value = {
        "plan": review.plan.digest,
        "steps": steps,
        "changes": {slug: asdict(change) for slug, change in sorted(review.changes.items())},
        "unreadable": dict(sorted(review.unreadable.items())),
        "refused": [asdict(item) for item in review.plan.refused],
        "diagnostics": records(faults),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def refusals() -> Iterator[None]:
    """Prints what was refused; exit code 2 for settings, 1 for all else."""
    try:
        yield
    except publishing.SettingsError as error:
        click.echo(f"error[{error.code}]: the environment is not usable\n{error}", err=True)
        raise SystemExit(2) from error
    except KeyUnusable as error:
        click.echo(f"error[{codes.KEY_UNUSABLE.id}]: {error}", err=True)
        raise SystemExit(2) from error
    except publishing.PublishingRefused as error:
        for item in error.refused:
            click.echo(f"error[{item.code}]: {item.message}\n  help: {item.remedy}", err=True)
        raise SystemExit(1) from error
