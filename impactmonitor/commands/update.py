"""`impactmonitor update`."""

from __future__ import annotations

import datetime as dt
import json

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from impactmonitor import settings
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.commands.drawing import draw_charts
from impactmonitor.commands.releasing import (
    Made,
    checked_catalogue,
    hold_back,
    make_release,
    one_at_a_time,
    put_in_force,
    statline_folders,
    statline_ledger,
)
from impactmonitor.commands.update_outcome import NO_MAP, Outcome
from impactmonitor.deliveries.sources.statline.table import Listed
from impactmonitor.deliveries.statline import TableReport, Updater, Watcher, Wishes, kept_series, live_tables, services
from impactmonitor.exceptions import IncompleteError, SourceError, UnknownNameError
from impactmonitor.geography import boundaries
from impactmonitor.outgoing import Limits, Outgoing
from impactmonitor.release import compare, pointer
from impactmonitor.release.read import open_release, release_ids
from impactmonitor.settings import Settings
from impactmonitor.tables import Origin

LIMITS = Limits()


class Bar(Watcher):
    """Shows what is asked, and per table how many cells arrived and how long it takes; silent when nobody watches."""

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
        self.asking = self.progress.add_task("asking CBS StatLine what changed", total=None)

    def table(self, number: int, total: int, listed: Listed) -> None:
        self.progress.update(self.asking, visible=False)
        self.task = self.progress.add_task(f"{listed.id} ({number} of {total})", total=listed.cells)

    def cells(self, done: int, expected: int | None) -> None:
        if self.task is not None:
            self.progress.update(self.task, completed=done, total=expected)

    def finished(self, report: TableReport) -> None:
        if self.task is not None:
            self.progress.remove_task(self.task)
            self.task = None
        self.progress.update(self.asking, visible=True, description=f"looked at {report.table}, on to the next")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only look which tables changed; fetch and change nothing.")
@click.option("--table", "tables", multiple=True, metavar="ID", help="Only this StatLine table; may be repeated.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Fetch again what the source changed on or after this day, also when it is here already.",
)
@click.option("--accept", is_flag=True, help="Take a table also when it looks wrong beside the one of before.")
@click.option("--no-maps", is_flag=True, help="Leave the boundaries of regions as they are.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def update(
    dry_run: bool,
    tables: tuple[str, ...],
    since: dt.datetime | None,
    accept: bool,
    no_maps: bool,
    as_json: bool,
) -> None:
    """Fetch what changed at CBS StatLine, make a release of it and put it in force.

    Boundaries for maps come from PDOK, for each year once; not with --table. Says nothing when nothing changed. Without
    a connection nothing changes (exit code 10). When something could not be taken, the rest is in force and that keeps
    what it had (exit code 11). After a roll-back a new release waits for a person (11). One run at a time (7).
    """
    config = settings.load()
    console = Console(stderr=True)
    catalogue = checked_catalogue(config)
    _check_tables(catalogue, tables)
    wishes = Wishes(tables, since.date() if since else None, dry_run, accept)
    with one_at_a_time(config, "build or update"):
        reports = _fetch(config, catalogue, wishes, console)
        with console.status("looking whether a release is needed"):
            needed = not dry_run and _needs_release(config, catalogue, reports)
        made = _release(config, catalogue, console) if needed else None
        maps = [] if dry_run or no_maps or tables else _maps(config, catalogue, console)
    if made and (active := pointer.active(config.releases / Origin.OFFICIAL)):
        with console.status("drawing charts") as status:
            draw_charts(config, Origin.OFFICIAL, active, status.update)
    with console.status("counting what changed"):
        changes = _changes(config, made)
    outcome = Outcome(reports, made, changes, maps, kept_series(statline_ledger(config), catalogue))
    if as_json:
        click.echo(json.dumps(outcome.as_dict(), ensure_ascii=False))
    else:
        for line in outcome.lines(catalogue, dry_run):
            click.echo(line)
        if outcome.quiet and not dry_run and console.is_terminal:
            console.print(f"Nothing changed: {len(reports)} tables are as they were.")
    if problem := outcome.problem():
        raise IncompleteError(problem)


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


def _needs_release(config: Settings, catalogue: Catalogue, reports: list[TableReport]) -> bool:
    """Whether something arrived, or an earlier run was broken off after something had arrived.

    A release of the same deliveries that was in force once and is not now was put aside by a person, and stays aside.
    """
    if any(r.state == "fetched" for r in reports):
        return True
    folder = config.releases / Origin.OFFICIAL
    chosen = {a.release for a in pointer.history(folder)}
    if not chosen:
        return any(r.state != "failed" for r in reports)
    ledger = statline_ledger(config)
    current = {
        (f"StatLine {name}", entry.retrieved) for name in live_tables(catalogue) if (entry := ledger.current(name))
    }
    for name in chosen & set(release_ids(config.releases, Origin.OFFICIAL)):
        manifest = open_release(config.releases, Origin.OFFICIAL, name).manifest
        if current <= {(d["name"], d["retrieved"]) for d in manifest["deliveries"]}:
            return False
    return bool(current)


def _release(config: Settings, catalogue: Catalogue, console: Console) -> Made:
    """Make the release and put it in force, unless someone rolled back: then a person has to choose again."""
    with console.status("making the release") as status:
        made = make_release(config, catalogue, status.update, strict=False)
    hold_back(config, made, only_same=False)
    put_in_force(config, made, "updated")
    return made


def _changes(config: Settings, made: Made | None) -> dict[str, compare.Counts]:
    if made is None or made.before is None or made.before == made.release:
        return {}
    folder = config.releases / Origin.OFFICIAL
    return compare.count(folder / made.before, folder / made.release) if (folder / made.before).is_dir() else {}
