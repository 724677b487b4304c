"""`impactmonitor report`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from impactmonitor import language, settings
from impactmonitor.commands.figures import REGION_HELP, region_codes
from impactmonitor.commands.release import ORIGIN
from impactmonitor.exceptions import ImpactmonitorError, IncompleteError, ReleaseError, UnknownNameError
from impactmonitor.files import put_in_place
from impactmonitor.periods import parse, slug
from impactmonitor.present.held import coverage
from impactmonitor.release.read import Release, open_release
from impactmonitor.tables import Origin

WORKBOOKS = ["xlsx", "ods"]
KINDS = ["pdf", "pptx", *WORKBOOKS]


@click.command()
@click.option("--region", help=REGION_HELP)
@click.option("--all", "everything", is_flag=True, help="A report of every Veilig Thuis region that has figures.")
@click.option("--period", default="", help="E.g. 2021H1 or 2023; without it the latest of the region.")
@click.option("--indicator", default="", help="Id of an indicator: a workbook of it for all regions.")
@click.option("--question", default="", help="Id of a policy question: that, of the region and those like it.")
@click.option("--year", type=int, help="The national report of this year, e.g. 2023.")
@click.option("--factsheet", is_flag=True, help="With --year: the factsheet of two pages.")
@click.option("--kit", is_flag=True, help="With --question: everything for the conversation about it, to print.")
@click.option("--format", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="Kind of file.")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The file; with --all the folder.")
@click.option("--language", "words", type=click.Choice(language.LANGUAGES), default=language.DUTCH, show_default=True)
@ORIGIN
def report(
    region: str | None,
    everything: bool,
    period: str,
    indicator: str,
    question: str,
    year: int | None,
    factsheet: bool,
    kit: bool,
    kind: str,
    output: Path,
    words: str,
    origin: str,
) -> None:
    """Write a region, or the Netherlands in a year, in one document: figures, readings, definitions and sources.

    The PDF is accessible (PDF/UA-1) and holds what the pages say, of the release in force. A workbook (xlsx, ods) says
    the same with every figure as a number, statuses in columns, and a codebook. A deck (pptx) is for a meeting: charts
    to edit, notes, and slides for conclusions and actions. The report of a year (PDF) has texts of editors, from the
    catalogue of the release; what its figures do not bear out is left out, and a line says so. The report of a question
    has the figures of the regions that are like the region beside its own, where one of them has the figure.
    Exit code 6: the release has no figures of the region or period. 11: with --all, some reports were not made.
    """
    from impactmonitor.reports.make import Order, make, make_all  # brings the renderers: only when it runs
    from impactmonitor.reports.workbook.indicator import inside
    from impactmonitor.reports.year.assemble import texts_of

    if [bool(region), everything, bool(indicator), year is not None].count(True) != 1:
        raise click.UsageError("Choose one of --region NAME, --all, --indicator ID and --year YEAR.")
    if year is not None and (period or question or kind != KINDS[0]):
        raise click.UsageError("The report of a year is a PDF of the Netherlands, without --period and --question.")
    if factsheet and year is None:
        raise click.UsageError("--factsheet goes with --year.")
    if indicator and (kind not in WORKBOOKS or period):
        raise click.UsageError(f"--indicator goes with --format {' or '.join(WORKBOOKS)}, and without --period.")
    if (question and (not region or period)) or (kit and not question):
        raise click.UsageError("--question goes with --region only, and --kit with --question.")
    if question and kind != KINDS[0]:
        raise click.UsageError("The report of a question is a PDF.")
    ending = output.suffix.lower().removeprefix(".")
    if not everything and ending in KINDS and ending != kind:
        raise click.UsageError(f"{output.name} would be a {kind.upper()}. Add --format {ending}, or end it in .{kind}.")
    if period:
        try:
            period = parse(period).code
        except ValueError as error:
            raise UnknownNameError(f"{error}.") from error
    releases = settings.load().releases
    opened = open_release(releases, Origin(origin))
    if year is not None:
        texts_of(opened, year, factsheet)  # says which there are, before anything is made
        order = Order(releases, opened.origin, opened.id, language=words, year=year, factsheet=factsheet)
        _write(output, make(order))
        click.echo(f"The {'factsheet' if factsheet else 'report'} of {year} is in {output}.")
        return
    if indicator:
        if indicator not in opened.catalogue.indicators:
            raise UnknownNameError(f"Indicator '{indicator}' does not exist. See: impactmonitor figures --help")
        with language.use(language.ENGLISH):
            inside(opened, opened.catalogue.indicators[indicator])  # says why not, before anything is made
        order = Order(releases, opened.origin, opened.id, "", language=words, kind=kind, indicator=indicator)
        _write(output, make(order))
        click.echo(f"The report of {indicator} is in {output}.")
        return
    if region:
        code = _one(opened, region)
        if question and question not in opened.catalogue.routes:
            known = ", ".join(opened.catalogue.routes)
            raise UnknownNameError(f"Question '{question}' does not exist. There are: {known}.")
        if not question and not _has(opened, code, period):
            raise ReleaseError(_none(opened, code, period))
        order = Order(releases, opened.origin, opened.id, code, period, words, question, kit, kind)
        _write(output, make(order))
        click.echo(f"The report of {opened.catalogue.regions[order.region].name} is in {output}.")
        return
    codes = [r.code for r in opened.catalogue.regions.of_type("VT") if _has(opened, r.code, period)]
    if not codes:
        when = f" of {period}" if period else ""
        raise ReleaseError(f"Release {opened.id} has no figures of any Veilig Thuis region{when}.")
    orders = [Order(releases, opened.origin, opened.id, code, period, words, kind=kind) for code in codes]
    failed: list[str] = []
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("reports", total=len(orders))
        for done, made in make_all(orders):
            if isinstance(made, Exception):
                reason = str(made) if isinstance(made, ImpactmonitorError) else f"{type(made).__name__}: {made}"
                failed.append(f"{opened.catalogue.regions[done.region].name} ({reason})")
            else:
                path = output / _file_name(opened, done.region, period, kind)
                _write(path, made)
            progress.advance(task)
    click.echo(f"{len(orders) - len(failed)} reports are in {output}.")
    if failed:
        raise IncompleteError(f"Reports that were not made: {'; '.join(failed)}")


def _write(path: Path, content: bytes) -> None:
    put_in_place(path, content, f"the report {path}", "Choose another --output.")


def _one(opened: Release, name: str) -> str:
    """The code of the region; of several with this name the Veilig Thuis region."""
    return region_codes(opened.catalogue, name)[0]


def _none(opened: Release, code: str, period: str) -> str:
    name, known = opened.catalogue.regions[code].name, coverage(opened).periods_of(code)
    when = f" of {period}" if period else ""
    also = f" It has figures of: {', '.join(known)}." if known else ""
    return f"Release {opened.id} has no figures of {name}{when}.{also}"


def _has(opened: Release, code: str, period: str) -> bool:
    known = coverage(opened).periods_of(code)
    if opened.catalogue.regions[code].type == "NL":
        return True
    return period in known if period else bool(known)


def _file_name(opened: Release, code: str, period: str, kind: str) -> str:
    when = period or coverage(opened).main_period_of(code) or ""
    return f"impactmonitor-{opened.catalogue.regions[code].slug}-{slug(when)}.{kind}"
