"""`impactmonitor demo …`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console

import impactmonitor
from impactmonitor import settings
from impactmonitor.commands.drawing import draw_charts
from impactmonitor.commands.releasing import activate
from impactmonitor.files import put_in_place
from impactmonitor.release import names, pointer
from impactmonitor.settings import PACKAGE, Settings
from impactmonitor.tables import Origin

MADE_FROM = "made-from.json"
"""Beside the releases: out of which catalogue and software the last one was made, and how much of it."""
_PARTS = ("catalogue", "deliveries", "disclosure", "indicators", "release", "store", "tables.py", "periods.py")
"""The parts of the program on which the figures depend."""
_LIBRARIES = ("duckdb", "numpy", "pyarrow")


@click.group()
def demo() -> None:
    """Demonstration figures: invented, complete, and never among official figures.

    They show what the site looks like when every source has delivered. Pages on them live under /demo/, with a banner.
    """


@demo.command()
@click.option("--force", is_flag=True, help="Make them again, also when catalogue and software are the same.")
@click.option("--no-activate", is_flag=True, help="Make the release, but leave the active one in force.")
@click.option("--few-municipalities", "few", is_flag=True, help="Only the municipalities of two regions: quicker.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def build(force: bool, no_activate: bool, few: bool, as_json: bool) -> None:
    """Make the release of demonstration figures and put it in force under /demo/.

    Every live indicator, in every region and period from 2019 to 2025. The same catalogue and software always give the
    same release; then nothing is made again. Exit codes are those of `impactmonitor build`.
    """
    config = settings.load()
    folder = config.releases / Origin.DEMO
    made_from = {"inputs": _inputs(config.catalogue), "few_municipalities": few}
    before = pointer.active(folder)
    made = None if force else made_before(folder, made_from)
    again = made is None
    if made is None:
        made = _make(config, few)
        content = json.dumps({**made_from, "release": made}, indent=1)
        put_in_place(folder / MADE_FROM, content.encode(), "the record of the demonstration release")
    held_back = _held_back(folder, made)
    if made != before and not no_activate and not held_back:
        activate(folder, made, "built")
    active = pointer.active(folder)
    if active:
        with Console(stderr=True).status("drawing charts") as status:
            draw_charts(config, Origin.DEMO, active, status.update)
    if as_json:
        click.echo(json.dumps({"release": made, "active": active, "previous": before, "made": again}))
    elif made == before:
        click.echo(f"Demonstration release {made} is already in force; nothing changed.")
    elif made == active:
        click.echo(f"Demonstration release {made} is in force.")
    else:
        why = f", because of the roll-back of {held_back}" if held_back else ""
        click.echo(
            f"Demonstration release {made} is made, but not put in force{why}. "
            f"Put it in force with: impactmonitor release activate --origin demo {made}"
        )


def _inputs(catalogue: Path) -> str:
    """A hash of everything that decides what the figures are."""
    digest = hashlib.sha256()
    for line in (impactmonitor.__version__, *(f"{name} {version(name)}" for name in _LIBRARIES)):
        digest.update(f"{line}\n".encode())
    for root, path in (*((catalogue, p) for p in _files(catalogue)), *((PACKAGE, p) for p in _modules())):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(p for p in folder.rglob("*") if p.is_file())


def _modules() -> Iterator[Path]:
    for part in _PARTS:
        place = PACKAGE / part
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


def made_before(folder: Path, made_from: dict[str, object]) -> str | None:
    """The release that was made of the same before, when it is still there."""
    try:
        record = json.loads((folder / MADE_FROM).read_bytes())
        release = str(record.pop("release"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    there = all((folder / release / name).is_file() for name in (names.MANIFEST, names.index_name(release)))
    return release if record == made_from and there else None


def _held_back(folder: Path, release: str) -> str:
    """The day of a roll-back from this release, or nothing: what was rolled back from is put back by a person."""
    history = pointer.history(folder)
    rolled_back = bool(history) and history[-1].why == pointer.ROLLBACK and history[-1].release != release
    return history[-1].at[:10] if rolled_back and release in {a.release for a in history} else ""


def _make(config: Settings, few: bool) -> str:
    """Make the release; what is not needed to say that it is there already is imported here."""
    from impactmonitor.commands.releasing import checked_catalogue
    from impactmonitor.deliveries.demo import Demonstration
    from impactmonitor.release.publish import Proposal, publish

    with Console(stderr=True).status("reading the catalogue") as status:
        made = Demonstration(checked_catalogue(config), few)
        return publish(
            Proposal(
                origin=Origin.DEMO,
                catalogue=made.catalogue,
                observations=made.observations(status.update),
                publications=[made.publications()],
            ),
            config.releases / Origin.DEMO,
            status.update,
        )
