"""`impactmonitor release …`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from impactmonitor import settings
from impactmonitor.commands import releasing
from impactmonitor.exceptions import UnknownNameError
from impactmonitor.release import compare, origins, pointer
from impactmonitor.release.read import open_release, release_ids
from impactmonitor.release.verify import verify as verify_release
from impactmonitor.tables import Origin

ORIGIN = click.option(
    "--origin",
    type=click.Choice([o.value for o in Origin]),
    default=Origin.OFFICIAL.value,
    show_default=True,
    help="Whose releases: official, local or demonstration figures.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="The answer as JSON, for a program.")


@click.group()
def release() -> None:
    """List, show, compare, verify, activate or roll back releases.

    A release is a frozen set of figures with its catalogue. Its id is the hash of its content; it never changes.
    """


def _folder(origin: str) -> Path:
    return settings.load().releases / origin


def _none_yet(origin: str) -> str:
    kind = Origin(origin)
    return f"There is no release of {origins.NAMES[kind]} yet. Make one with: {origins.MAKE[kind]}"


def _known(origin: str, name: str | None) -> str:
    """Full id for an id or its unique beginning; the active release without a name."""
    ids = release_ids(settings.load().releases, Origin(origin))
    if not name:
        name = pointer.active(_folder(origin)) if name is None else "?"
        if name is None:
            raise UnknownNameError(_none_yet(origin))
    found = [i for i in ids if i.startswith(name)]
    if len(found) != 1:
        what = "is not there" if not found else "fits more than one release"
        raise UnknownNameError(f"Release '{name}' {what}. Choose from: {', '.join(ids) or 'none yet'}")
    return found[0]


@release.command("list")
@ORIGIN
@JSON
def list_(origin: str, as_json: bool) -> None:
    """All releases in the order in which they were made; * marks the one in force."""
    folder = _folder(origin)
    active = pointer.active(folder)
    since = {a.release: a.at for a in pointer.history(folder)}
    rows = [
        {"release": i, "active": i == active, "in_force_since": since.get(i)}
        for i in release_ids(settings.load().releases, Origin(origin))
    ]
    if as_json:
        click.echo(json.dumps(rows))
    elif not rows:
        click.echo(_none_yet(origin))
    for row in [] if as_json else rows:
        since_text = f"in force since {row['in_force_since']}" if row["in_force_since"] else "never in force"
        click.echo(f"{'*' if row['active'] else ' '} {row['release']}  {since_text}")


@release.command()
@click.argument("name", required=False)
@ORIGIN
@JSON
def show(name: str | None, origin: str, as_json: bool) -> None:
    """What is in a release (the active one without NAME): counts, deliveries, when it was in force."""
    name = _known(origin, name)
    opened = open_release(settings.load().releases, Origin(origin), name)
    activations = [a for a in pointer.history(_folder(origin)) if a.release == name]
    content = {
        "release": name,
        "active": pointer.active(_folder(origin)) == name,
        "activations": [{"at": a.at, "by": a.by, "why": a.why} for a in activations],
        **opened.manifest,
    }
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False))
        return
    click.echo(f"Release {name} ({origin}){', in force' if content['active'] else ''}")
    counts = dict(opened.manifest["counts"])
    figures, computed = counts.pop("observations"), counts.pop("computed")
    click.echo(f"  {figures:>8}  figures: {figures - computed} printed + {computed} computed from them")
    for key, value in counts.items():
        click.echo(f"  {value:>8}  {key.replace('_', ' ')}")
    for delivery in opened.manifest["deliveries"]:
        click.echo(f"  from {delivery['name']} ({delivery['rows']} rows, sha256 {delivery['sha256'][:12]})")
    for a in activations:
        click.echo(f"  {a.at}  {a.why} by {a.by}")


@release.command()
@click.argument("name")
@ORIGIN
def activate(name: str, origin: str) -> None:
    """Put release NAME in force. It is verified first."""
    name = _known(origin, name)
    verify_release(_folder(origin) / name, Origin(origin))
    if pointer.active(_folder(origin)) == name:
        click.echo(f"Release {name} is already in force; nothing changed.")
        return
    releasing.activate(_folder(origin), name, "activated")
    click.echo(f"Release {name} is in force.")


@release.command()
@ORIGIN
def rollback(origin: str) -> None:
    """Go back to the release that was in force before this one."""
    before = pointer.previous(_folder(origin))
    if before is None:
        raise UnknownNameError("There is no earlier release to go back to. See: impactmonitor release list")
    verify_release(_folder(origin) / before, Origin(origin))
    releasing.activate(_folder(origin), before, pointer.ROLLBACK)
    click.echo(f"Release {before} is in force again.")


@release.command()
@click.argument("old")
@click.argument("new", required=False)
@ORIGIN
@JSON
def diff(old: str, new: str | None, origin: str, as_json: bool) -> None:
    """Which figures differ between release OLD and release NEW (the active one without NEW)."""
    folder = _folder(origin)
    before, after = _known(origin, old), _known(origin, new)
    changes = [] if before == after else list(compare.diff(folder / before, folder / after))
    if as_json:
        click.echo(json.dumps([c.as_dict() for c in changes], ensure_ascii=False))
        return
    if before == after:
        click.echo(f"OLD and NEW are one release, {before}, so no figure differs. Others: impactmonitor release list")
        return
    for c in changes:
        click.echo(f"{c.kind:8} {c.indicator}/{c.measure}/{c.category} {c.region} {c.period}: {c.summary}")
    click.echo("1 figure differs." if len(changes) == 1 else f"{len(changes)} figures differ.")


@release.command()
@click.argument("name", required=False)
@ORIGIN
@click.option("--all", "all_", is_flag=True, help="Verify every release.")
def verify(name: str | None, origin: str, all_: bool) -> None:
    """Check that a release (the active one without NAME) is exactly what was frozen. Exit code 6 when it is not."""
    if name and all_:
        raise click.UsageError("Give NAME or --all, not both.")
    chosen = release_ids(settings.load().releases, Origin(origin)) if all_ else [_known(origin, name)]
    for item in chosen:
        rows = verify_release(_folder(origin) / item, Origin(origin))
        click.echo(f"Release {item} is intact: {rows} figures.")
