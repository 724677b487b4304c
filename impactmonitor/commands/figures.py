"""`impactmonitor figures`."""

from __future__ import annotations

import csv
import difflib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from impactmonitor import settings
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.commands.release import ORIGIN
from impactmonitor.exceptions import UnknownNameError
from impactmonitor.files import put_in_place
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present.export import COLUMNS, records
from impactmonitor.present.files import formats, write
from impactmonitor.release import compare
from impactmonitor.release.read import Release, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin

REGION_HELP = (
    "CBS code or name, e.g. VT02 or drenthe. A name of several areas means the Veilig Thuis region; the province is "
    "provincie-drenthe or PV22, the municipality gemeente-utrecht."
)
_KINDS = {"provincie": "PV", "landsdeel": "LD", "gemeente": "GM"}
_NONE = "No figures of this selection are in the release. See: impactmonitor figures --help"


@click.command()
@click.option("--indicator", "indicators", multiple=True, help="Id of an indicator, e.g. adviezen. May be repeated.")
@click.option("--region", "regions", multiple=True, help=f"{REGION_HELP} May be repeated.")
@click.option("--period", "periods", multiple=True, help="E.g. 2021H1, 2023, 2022-01-01. May be repeated.")
@click.option("--earlier", is_flag=True, help="The earlier vintages of these figures instead of those in force.")
@click.option("--history", is_flag=True, help="Every value that these figures ever had, with release and moment.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV with decimal point (this is the default).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Write a file of this kind instead: {', '.join(f'.{kind.extension}' for kind in formats.OF_FIGURES)}.",
)
@ORIGIN
def figures(
    indicators: tuple[str, ...],
    regions: tuple[str, ...],
    periods: tuple[str, ...],
    earlier: bool,
    history: bool,
    as_csv: bool,
    as_json: bool,
    output: Path | None,
    origin: str,
) -> None:
    """Print released figures: all of them, or those of an indicator, region or period.

    The same answer as the pages. An empty value with obs_status O is a dot of the source: zero, small or unknown.
    With --output the same file as on the site, with its codebook and sources.
    """
    if as_csv and as_json:
        raise click.UsageError("Choose --csv or --json, not both.")
    if earlier and history:
        raise click.UsageError("Choose --earlier or --history, not both.")
    if output and (as_csv or as_json or earlier or history):
        raise click.UsageError(
            "--output writes the figures in force; leave out --csv, --json, --earlier and --history."
        )
    kind = _kind(output) if output else None
    release = open_release(settings.load().releases, Origin(origin))
    catalogue = release.catalogue
    for name in indicators:
        if name not in catalogue.indicators:
            raise UnknownNameError(f"Indicator '{name}' does not exist.{_nearest(name, catalogue.indicators)}")
    for name in periods:
        try:
            parse(name)
        except ValueError as error:
            raise UnknownNameError(f"{error}.") from error
    codes = tuple(code for name in regions for code in region_codes(catalogue, name))
    _refuse_impossible(catalogue, codes, periods)
    selection = Selection(indicators=indicators, regions=codes, periods=periods)
    if output and kind:
        _write(output, kind, release, selection)
        return
    rows: list[dict[str, str]]
    columns = COLUMNS
    if history:
        moments = compare.history(settings.load().releases, Origin(origin), selection)
        rows = [{**record, "in_force_since": m.since} for m in moments for record in records(m.table)]
        columns = [*COLUMNS, "in_force_since"]
    else:
        rows = list(records(release.revisions(selection) if earlier else release.select(selection)))
    if not rows:
        click.echo(_NONE, err=True)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _kind(output: Path) -> formats.Format:
    """The kind of file that the name asks for."""
    extension = output.suffix.removeprefix(".").lower()
    for kind in formats.OF_FIGURES:
        if kind.extension == extension:
            return kind
    known = ", ".join(f".{kind.extension}" for kind in formats.OF_FIGURES)
    raise click.UsageError(
        f"{output.name} is not a kind of file that is written. Give it one of these endings: {known}."
    )


def _write(output: Path, kind: formats.Format, release: Release, selection: Selection) -> None:
    """Put the file in place."""
    title = _("Cijfers uit de Impactmonitor") if selection != Selection() else _("Alle cijfers van de uitgave")
    try:
        written = write.selected(kind, release, selection, title)
    except write.TooMany as error:
        raise click.UsageError(f"{error}. Ask for fewer, or write .csv or .parquet.") from error
    if not written.figures:
        click.echo(_NONE, err=True)
        return

    def fill(path: Path) -> None:
        with path.open("wb") as stream:
            stream.writelines(written.pieces)

    put_in_place(output, fill, f"the file {output}", "Choose another --output.")
    click.echo(f"{written.figures} figures of release {release.id} are in {output}.")


def _refuse_impossible(catalogue: Catalogue, codes: tuple[str, ...], periods: tuple[str, ...]) -> None:
    """Say so when a region existed in none of the periods asked for, and which region to ask for instead."""
    regions = catalogue.regions
    for code in codes if periods else ():
        if any(regions.valid_in(code, parse(period)) for period in periods):
            continue
        years = {parse(period).year for period in periods}
        if all(regions.layout_year(year) is None for year in years):
            known = sorted(regions.layouts)
            raise UnknownNameError(
                f"There is no list of regions for {', '.join(periods)}, so no figure of {regions[code].name} either. "
                f"Choose a period from {known[0]} to {known[-1]}."
            )
        instead = {other for b in regions.successors(code) for other in b.after}
        instead |= {other for b in regions.predecessors(code) for other in b.before}
        names = [f"{o} ({regions[o].name})" for o in sorted(instead - {code}) if regions.valid_in(o, parse(periods[0]))]
        remedy = f" Ask for {' and '.join(names)} instead." if names else ""
        raise UnknownNameError(f"{code} ({regions[code].name}) did not exist in {', '.join(periods)}.{remedy}")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.lower(), list(known), 1, 0.65) or difflib.get_close_matches(
        name.capitalize(), list(known), 1, 0.65
    )
    return f" Did you mean '{near[0]}'?" if near else ""


def region_codes(catalogue: Catalogue, name: str) -> list[str]:
    """Codes for a code, slug or name; a name of several types (Utrecht) means the Veilig Thuis region, as on the site.

    `provincie-utrecht`, `landsdeel-noord-nederland` and `gemeente-utrecht`, as in the addresses of the site, mean that
    type. Figures of areas that overlap never come together from one name.
    """
    if name.upper() in catalogue.regions:
        return [name.upper()]
    word, _, rest = name.partition("-")
    kind = _KINDS.get(word.lower(), "")
    found = [r for r in catalogue.regions.named(rest if kind else name) if not kind or r.type == kind]
    if not found:
        known = [r.name for r in catalogue.regions]
        raise UnknownNameError(f"Region '{name}' does not exist.{_nearest(name, known)}")
    return [r.code for r in found if r.type == found[0].type]
