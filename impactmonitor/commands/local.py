"""`impactmonitor local …`."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections import Counter
from pathlib import Path

import click

from impactmonitor import settings
from impactmonitor.actors import COMMAND_LINE
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.commands.releasing import checked_catalogue
from impactmonitor.deliveries import local as reports
from impactmonitor.deliveries.ledger import Entry
from impactmonitor.exceptions import UnknownNameError
from impactmonitor.periods import parse
from impactmonitor.release import pointer
from impactmonitor.release.publish import Proposal, exclusive, publish
from impactmonitor.settings import Settings
from impactmonitor.tables import PUBLICATION_SCHEMA, Observation, Origin, to_arrow


@click.group()
def local() -> None:
    """Figures that a region delivers itself: add a report of its Veilig Thuis, list or remove reports.

    They get a release of their own and stand beside the official figures, never among them.
    """


@local.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", required=True, help="Title of the report. A later report of the same title replaces it.")
@click.option("--date", "date", required=True, help="Day on which the report appeared, as 2024-05-15.")
@click.option("--url", default="", help="Address of the report, when it stands on the internet.")
def add(file: Path, title: str, date: str, url: str) -> None:
    """Add the figures of FILE (CSV) and put them in force. Whoever adds a report says that it may be published.

    The columns stand in docs/how-to/add-quarterly-figures.md. When anything is wrong, everything that is wrong is
    named (exit code 4) and nothing changes.
    """
    facts = reports.Facts(" ".join(title.split()), _day(date), _address(url))
    config = settings.load()
    content = _bytes(file)
    with exclusive(config.deliveries / reports.LEDGER):
        catalogue = checked_catalogue(config)
        now = dt.datetime.now(dt.UTC)
        entry, observations = reports.accept(catalogue, content, file.name, facts, config.deliveries, now)
        others = [e for e in reports.in_force(config.deliveries) if e.dataset != entry.dataset]
        combined = reports.combine(catalogue, [*others, entry], config.deliveries)
        release = _publish(config, catalogue, combined)
        if reports.ledger(config.deliveries).current(entry.dataset) != entry:
            reports.ledger(config.deliveries).enter(entry)
        fresh = _activate(config, release, "report added")
    for line in _arrived(catalogue, entry, observations, combined):
        click.echo(line)
    click.echo(f"Local release {release} is {'in force' if fresh else 'already in force; nothing changed'}.")


@local.command("list")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, for a program.")
def list_(as_json: bool) -> None:
    """The reports in force, with their names, titles and dates."""
    rows = [
        {"name": e.dataset, **e.facts, "figures": sum(d.rows for d in e.documents), "added": e.retrieved}
        for e in reports.in_force(settings.load().deliveries)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']}: {row['title']}, {row['published']}, {row['figures']} figures")
    if not rows:
        click.echo("There are no reports of regions. Add one with: impactmonitor local add FILE")


@local.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take report NAME out of force; `local list` gives the names. Its bytes and earlier releases stay."""
    config = settings.load()
    with exclusive(config.deliveries / reports.LEDGER):
        entries = {e.dataset: e for e in reports.in_force(config.deliveries)}
        if name not in entries:
            near = difflib.get_close_matches(name, entries, 1, 0.5)
            hint = f"Did you mean '{near[0]}'?" if near else "See: impactmonitor local list"
            raise UnknownNameError(f"There is no report '{name}'. {hint}")
        del entries[name]
        catalogue = checked_catalogue(config)
        release = _publish(config, catalogue, reports.combine(catalogue, list(entries.values()), config.deliveries))
        reports.ledger(config.deliveries).remove(name)
        _activate(config, release, "report removed")
    left = f"{len(entries)} report{'s' if len(entries) != 1 else ''} left" if entries else "no reports left"
    click.echo(f"{name} is out of force; {left}. Local release {release} is in force.")


def _day(text: str) -> dt.date:
    try:
        day = dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise UnknownNameError(f"--date '{text}' is not a day. Write it as 2024-05-15.") from error
    if day > dt.datetime.now(dt.UTC).date():
        raise UnknownNameError(f"--date {day} has yet to come. Give the day on which the report appeared.")
    return day


def _address(text: str) -> str:
    if text and (not text.startswith(("https://", "http://")) or text.split() != [text]):
        raise UnknownNameError(f"--url '{text}' is not an address. Let it begin with https://, or leave it out.")
    return text


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnknownNameError(f"{file} cannot be read: {error.strerror or error}.") from error


def _publish(config: Settings, catalogue: Catalogue, combined: reports.Combined) -> str:
    return publish(
        Proposal(
            origin=Origin.LOCAL,
            catalogue=catalogue,
            observations=[to_arrow(combined.observations)],
            revisions=[to_arrow(combined.earlier)],
            publications=[to_arrow(combined.publications, PUBLICATION_SCHEMA)],
            deliveries=combined.deliveries,
        ),
        config.releases / Origin.LOCAL,
    )


def _activate(config: Settings, release: str, why: str) -> bool:
    """Put the release in force; False when it was."""
    folder = config.releases / Origin.LOCAL
    if pointer.active(folder) == release:
        return False
    pointer.activate(folder, release, COMMAND_LINE, why, dt.datetime.now(dt.UTC))
    return True


def _arrived(
    catalogue: Catalogue, entry: Entry, observations: list[Observation], combined: reports.Combined
) -> list[str]:
    """What came in with this report, per indicator and period."""
    counts: dict[str, Counter[str]] = {}
    for o in observations:
        counts.setdefault(o.indicator, Counter())[o.period] += 1
    name = catalogue.regions[entry.facts["region"]].name
    lines = [f"{entry.dataset}: {name}, {len(observations)} figures"]
    for indicator in sorted(counts):
        periods = sorted(counts[indicator], key=lambda code: parse(code).sort_key)
        lines.append(f"  {indicator}: " + ", ".join(f"{p} ({counts[indicator][p]})" for p in periods))
    if dots := sum(o.value is None for o in observations):
        lines.append(f"  of which {dots} without a figure (a dot)")
    if earlier := sum(o.publication == entry.dataset for o in combined.earlier):
        lines.append(f"  of which {earlier} not in force: a report that appeared later gives another value")
    return lines
