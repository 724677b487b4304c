"""`impactmonitor update`."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from impactmonitor import settings
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.commands.releasing import (
    Made,
    checked_catalogue,
    make_release,
    one_at_a_time,
    put_in_force,
    statline_folders,
    statline_ledger,
)
from impactmonitor.deliveries.sources.statline.table import Listed
from impactmonitor.deliveries.statline import TableReport, Updater, Watcher, Wishes, live_tables, services
from impactmonitor.exceptions import IncompleteError, SourceError, UnknownNameError
from impactmonitor.geography import boundaries
from impactmonitor.outgoing import Limits, Outgoing
from impactmonitor.release import compare, pointer
from impactmonitor.release.read import open_release
from impactmonitor.settings import Settings
from impactmonitor.tables import Origin

LIMITS = Limits()


class Bar(Watcher):
    """Shows per table how many cells arrived and how long it will take; silent when nobody watches."""

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("cells"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task: TaskID | None = None

    def table(self, number: int, total: int, listed: Listed) -> None:
        self.task = self.progress.add_task(f"{listed.id} ({number} of {total})", total=listed.cells)

    def cells(self, done: int, expected: int | None) -> None:
        if self.task is not None:
            self.progress.update(self.task, completed=done, total=expected)

    def finished(self, report: TableReport) -> None:
        if self.task is not None:
            self.progress.remove_task(self.task)
            self.task = None


@click.command()
@click.option("--dry-run", is_flag=True, help="Only look which tables changed; fetch and change nothing.")
@click.option("--table", "tables", multiple=True, metavar="ID", help="Only this StatLine table; may be repeated.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Fetch again what the source changed on or after this day, also when it is here already.",
)
@click.option("--accept-fewer", is_flag=True, help="Take a table also when it has fewer cells than before.")
@click.option("--no-maps", is_flag=True, help="Leave the boundaries of regions as they are.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def update(
    dry_run: bool,
    tables: tuple[str, ...],
    since: dt.datetime | None,
    accept_fewer: bool,
    no_maps: bool,
    as_json: bool,
) -> None:
    """Fetch what changed at CBS StatLine, make a release of it and put it in force.

    Boundaries for maps come from PDOK, for each year once; not with --table. Says nothing when nothing changed. Without
    a connection nothing changes (exit code 10). When something could not be taken, the rest is in force and that keeps
    what it had (exit code 11). One run at a time (7).
    """
    config = settings.load()
    console = Console(stderr=True)
    catalogue = checked_catalogue(config)
    _check_tables(catalogue, tables)
    wishes = Wishes(tables, since.date() if since else None, dry_run, accept_fewer)
    with one_at_a_time(config, "build or update"):
        reports = _fetch(config, catalogue, wishes, console)
        maps = [] if dry_run or no_maps or tables else _maps(config, catalogue, console)
        made = None if dry_run or not _needs_release(config, reports) else _release(config, catalogue, console)
    changes = _changes(config, made)
    if as_json:
        click.echo(json.dumps({**_outcome(reports, made, changes), "maps": maps}, ensure_ascii=False))
    else:
        _tell(catalogue, reports, made, changes, dry_run)
        for line in maps:
            click.echo(line)
        if not made and not maps and not dry_run and console.is_terminal and not _failed(reports):
            console.print(f"Nothing changed: {len(reports)} tables are as they were.")
    if failed := _failed(reports):
        names = ", ".join(r.table for r in failed)
        raise IncompleteError(
            f"{len(failed)} of {len(reports)} tables could not be taken ({names}); they keep the figures of before. "
            "The output says why; run the command again later."
        )
    if any(NO_MAP in line for line in maps):
        raise IncompleteError("Not all boundaries could be fetched; the tile map is used instead.")


NO_MAP = "boundaries not taken"


def _maps(config: Settings, catalogue: Catalogue, console: Console) -> list[str]:
    """Fetch the boundaries that are not held; what happened, a line per year. One failure to connect ends it."""
    lines = []
    years = boundaries.missing(config.boundaries, catalogue.regions)
    with Outgoing(config.outgoing, proxy=config.proxy, limits=LIMITS) as outgoing:
        for year in years:
            try:
                with console.status(f"boundaries of {year}"):
                    kept = boundaries.refresh(
                        outgoing, config.pdok, catalogue.regions, config.boundaries, year, dt.datetime.now(dt.UTC)
                    )
                lines.append(f"{year}  boundaries of {len(kept.regions)} regions")
            except SourceError as error:
                lines.append(f"{year}  {NO_MAP}: {error}")
                if error.unreachable:
                    break
    return lines


def _check_tables(catalogue: Catalogue, tables: tuple[str, ...]) -> None:
    known = live_tables(catalogue)
    for table in tables:
        if table not in known:
            raise UnknownNameError(f"No indicator uses StatLine table '{table}'. Choose from: {', '.join(known)}")


def _fetch(config: Settings, catalogue: Catalogue, wishes: Wishes, console: Console) -> list[TableReport]:
    bar = Bar(console)
    with Outgoing(config.outgoing, proxy=config.proxy, limits=LIMITS) as outgoing, bar.progress:
        return Updater(
            outgoing,
            list(services(config.statline_v4, config.statline_v3).values()),
            catalogue,
            statline_ledger(config),
            statline_folders(config),
            wishes,
            lambda: dt.datetime.now(dt.UTC),
            bar,
        ).run()


def _failed(reports: list[TableReport]) -> list[TableReport]:
    return [r for r in reports if r.state == "failed"]


def _needs_release(config: Settings, reports: list[TableReport]) -> bool:
    """Whether something arrived, or an earlier run was broken off after something had arrived."""
    if any(r.state == "fetched" for r in reports):
        return True
    active = pointer.active(config.releases / Origin.OFFICIAL)
    if active is None:
        return any(r.state != "failed" for r in reports)
    manifest = open_release(config.releases, Origin.OFFICIAL, active).manifest
    released = {d["name"]: d["retrieved"] for d in manifest["deliveries"]}
    ledger = statline_ledger(config)
    current = {name: entry.retrieved for name in ledger.datasets() if (entry := ledger.current(name))}
    return any(released.get(f"StatLine {name}") != retrieved for name, retrieved in current.items())


def _release(config: Settings, catalogue: Catalogue, console: Console) -> Made:
    with console.status("making the release") as status:
        made = make_release(config, catalogue, status.update)
        put_in_force(config, made, "updated")
    return made


def _changes(config: Settings, made: Made | None) -> dict[str, compare.Counts]:
    if made is None or made.before is None or made.before == made.release:
        return {}
    folder = config.releases / Origin.OFFICIAL
    return compare.count(folder / made.before, folder / made.release) if (folder / made.before).is_dir() else {}


def _tell(
    catalogue: Catalogue,
    reports: list[TableReport],
    made: Made | None,
    changes: dict[str, compare.Counts],
    dry_run: bool,
) -> None:
    for r in reports:
        before = f", was {r.held[:10]}" if r.held else ", new here"
        if r.state == "fetched":
            click.echo(f"{r.table}  {r.rows:,} cells, changed {r.modified[:10]}{before} ({r.version})")
        elif r.state == "would be fetched":
            click.echo(f"{r.table}  would be fetched: changed {r.modified[:10]}{before}")
        elif r.state == "failed":
            stays = f" The figures of {r.held[:10]} stay in force." if r.held else " There are no figures of it yet."
            click.echo(f"{r.table}  NOT TAKEN: {r.message}{stays}")
    if dry_run and all(r.state == "unchanged" for r in reports):
        click.echo("Nothing would be fetched.")
    if made is None:
        return
    _tell_indicators(catalogue, reports, made)
    for finding in (*(f for r in _failed(reports) for f in r.findings), *made.findings, *_remarks(reports, made)):
        click.echo(f"remark: {finding}")
    for indicator, n in changes.items():
        click.echo(f"change: {indicator}: {n.added:,} new, {n.changed:,} changed, {n.removed:,} gone")
    if made.before == made.release:
        click.echo(f"Release {made.release} is already in force; no figure changed.")
    else:
        since = f" Compare with: impactmonitor release diff {made.before}" if made.before else ""
        click.echo(f"Release {made.release} is in force: {made.figures:,} figures.{since}")


def _fetched(reports: list[TableReport]) -> set[str]:
    return {r.table for r in reports if r.state == "fetched"}


def _remarks(reports: list[TableReport], made: Made) -> list[Any]:
    """Findings of the tables that were fetched now; those of the others were said when they were fetched."""
    fetched = _fetched(reports)
    return [f for arrived in made.arrived if arrived.table in fetched for f in arrived.findings]


def _indicators(made: Made, tables: set[str]) -> dict[str, list[tuple[str, int, str]]]:
    """Per indicator: table, figures with a value and newest period, of these tables."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for arrived in made.arrived:
        if arrived.table in tables and not arrived.earlier:
            for indicator, count in arrived.figures.items():
                found.setdefault(indicator, []).append((arrived.table, count, arrived.newest[indicator]))
    return found


def _tell_indicators(catalogue: Catalogue, reports: list[TableReport], made: Made) -> None:
    wanted = {r.table for r in reports if r.state != "unchanged"}
    arrived = _indicators(made, _fetched(reports))
    for indicator in catalogue.ordered:
        asked = {r.table for r in indicator.recipe if r.live} & wanted
        if not asked:
            continue
        if found := arrived.get(indicator.id):
            text = "; ".join(f"{count:,} figures up to {newest} from {table}" for table, count, newest in found)
            click.echo(f"  {indicator.id}: {text}")
        else:
            click.echo(f"  {indicator.id}: nothing arrived from {', '.join(sorted(asked))}")


def _outcome(reports: list[TableReport], made: Made | None, changes: dict[str, compare.Counts]) -> dict[str, Any]:
    arrived = _indicators(made, _fetched(reports)) if made else {}
    return {
        "tables": [{**asdict(r), "findings": [f.as_dict() for f in r.findings]} for r in reports],
        "indicators": {
            indicator: [{"table": t, "figures": n, "newest": p} for t, n, p in found]
            for indicator, found in arrived.items()
        },
        "remarks": [f.as_dict() for f in (*made.findings, *_remarks(reports, made))] if made else [],
        "release": made.release if made else None,
        "previous": made.before if made else None,
        "changes": {indicator: asdict(counts) for indicator, counts in changes.items()},
    }
