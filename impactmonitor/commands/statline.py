"""`impactmonitor statline TABLE`."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict

import click
from rich.console import Console

from impactmonitor import settings
from impactmonitor.commands import update
from impactmonitor.commands.releasing import checked_catalogue
from impactmonitor.deliveries.sources.statline.fetch import read_documents
from impactmonitor.deliveries.sources.statline.resolve import Resolved, resolve
from impactmonitor.deliveries.sources.statline.table import FormError, TableMeta
from impactmonitor.deliveries.statline import services
from impactmonitor.exceptions import NotThereError, SourceError, UnknownNameError
from impactmonitor.outgoing import Outgoing

SHOWN = 60


@click.command()
@click.argument("table")
@click.option("--all", "all_", is_flag=True, help="All labels of a dimension, also when there are many.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, for a program.")
def statline(table: str, all_: bool, as_json: bool) -> None:
    """Show the labels of StatLine TABLE as the service gives them, and which of them the catalogue uses.

    For who writes a recipe. Nothing is kept. Exit code 2 when there is no such table, 10 when nobody answers.
    """
    config = settings.load()
    catalogue = checked_catalogue(config)
    waiting = Console(stderr=True).status(f"asking CBS StatLine for table {table}")
    with waiting, Outgoing(config.outgoing, proxy=config.proxy, limits=update.LIMITS) as outgoing:
        meta = _metadata(config, outgoing, table)
    resolved = resolve(meta, catalogue)
    if as_json:
        click.echo(json.dumps({**asdict(meta), "used": [asdict(p) for p in resolved.places]}, ensure_ascii=False))
        return
    _tell(meta, resolved, all_)


def _metadata(config: settings.Settings, outgoing: Outgoing, table: str) -> TableMeta:
    problem: SourceError | None = None
    for service in services(config.statline_v4, config.statline_v3).values():
        try:
            return read_documents(service, outgoing, table)[1]
        except SourceError as error:
            problem = problem or error
        except FormError as error:
            problem = problem or SourceError(f"Table {table}: {error}.")
    if isinstance(problem, NotThereError):
        raise UnknownNameError(f"StatLine has no table '{table}'. Mind capitals: 84849NED, but 70072ned.")
    raise problem or SourceError(f"Table {table} cannot be asked for.")


def _tell(meta: TableMeta, resolved: Resolved, all_: bool) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for place in resolved.places:
        used[place.measure].add(place.indicator)
        for key in place.keys:
            used[key].add(place.indicator)

    def by(key: str) -> str:
        return f"  <- {', '.join(sorted(used[key]))}" if used[key] else ""

    click.echo(f"{meta.id}  {meta.title}\nchanged {meta.modified}\n\nMeasures")
    for measure in meta.measures:
        click.echo(f"  {measure.label} [{measure.unit}]{by(measure.key)}")
    for dimension in meta.dimensions:
        click.echo(f"\n{dimension.title} ({dimension.kind}, {len(dimension.codes)})")
        shown = dimension.codes if all_ or len(dimension.codes) <= SHOWN else dimension.codes[:SHOWN]
        for code in shown:
            status = f" [{code.status}]" if code.status else ""
            click.echo(f"  {code.title}{status}{by(code.key) if dimension.kind == 'other' else ''}")
        if len(shown) < len(dimension.codes):
            click.echo(f"  … {len(dimension.codes) - len(shown)} more; see them with --all")
    if resolved.findings:
        click.echo("\nRemarks")
    for finding in resolved.findings:
        click.echo(f"  {finding}")
