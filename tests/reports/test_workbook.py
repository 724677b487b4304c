"""Workbooks: every figure is a number with its status and note, in two kinds of file, and no text becomes a formula."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import odfdo
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from impactmonitor import language
from impactmonitor.__main__ import cli
from impactmonitor.exceptions import ReleaseError, UnknownNameError
from impactmonitor.present import marks
from impactmonitor.present.files.sheets import status
from impactmonitor.release.read import Release, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.reports.assemble import region_report
from impactmonitor.reports.content import Report, Section
from impactmonitor.reports.workbook import indicator as indicator_module
from impactmonitor.reports.workbook.indicator import workbook as by_indicator
from impactmonitor.reports.workbook.parts import WRITERS, finished, table
from impactmonitor.reports.workbook.region import workbook
from impactmonitor.reports.workbook.told import Told
from impactmonitor.tables import Observation, Origin

KINDS = list(WRITERS)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+31",
    "W" * 300,
    "Gr\u00e9 🦊",
    "\u05d0\u05d1\u05d2 \u202eabc",
    "[a]:*?/\\'",
]
Rows = list[list[Any]]


def opened(home: Path, origin: Origin = Origin.OFFICIAL) -> Release:
    return open_release(home / "releases", origin)


def made(home: Path, period: str, origin: Origin = Origin.OFFICIAL, region: str = "VT02") -> tuple[Report, Release]:
    release = opened(home, origin)
    return region_report(release, release.catalogue.regions[region], period), release


def sheets(content: bytes) -> dict[str, Rows]:
    """Every sheet by name, read by a program that did not write it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def records(rows: Rows, first: str = "Cijfer") -> list[dict[str, Any]]:
    """The table of a sheet, by the heads of its columns."""
    start = next(number for number, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


@pytest.fixture(scope="module", params=KINDS)
def drenthe(built_home: Path, request: pytest.FixtureRequest) -> tuple[Report, dict[str, Rows]]:
    report, release = made(built_home, "2021H1")
    return report, sheets(workbook(request.param, report, release))


def test_every_figure_is_a_number_with_its_status(drenthe: tuple[Report, dict[str, Rows]]) -> None:
    report, book = drenthe
    for section in report.sections:
        found = records(book[section.title[:31].rstrip()])
        for figure in section.figures:
            own = [r for r in found if r["Cijfer"] == figure.title]
            shown = [(r["Waarde"], r["Status"]) for r in own]
            theirs = [r["Nederland"] for r in own if "Nederland" in r]
            for o in figure.observations:
                if o.region == figure.region:
                    assert (o.value if o.value is not None else "", status(o)) in shown
                elif o.region == "NL01":
                    assert (o.value if o.value is not None else "") in theirs


def test_every_figure_has_its_reading_cautions_and_source(drenthe: tuple[Report, dict[str, Rows]]) -> None:
    report, book = drenthe
    found = {r["Cijfer"]: r for r in records(book["Kerncijfers en lezing"], "Thema")}
    for figure in report.figures:
        row = found[figure.title]
        assert row["Bron"] == figure.source
        for text in figure.sentences:
            assert text in row["Lezing"]
        for text in figure.cautions:
            assert text in row["Let op"]
        for text in (*figure.meanings, *figure.questions):
            assert text in row["Voor het gesprek"]


def test_a_row_has_room_for_its_text(built_home: Path) -> None:
    """Not every program that opens a workbook makes room by itself."""
    report, release = made(built_home, "2021H1")
    inside = zipfile.ZipFile(io.BytesIO(workbook("xlsx", report, release)))
    heights = re.findall(rb'<row r="\d+"[^>]* ht="(\d+)"', inside.read("xl/worksheets/sheet2.xml"))
    assert len(heights) == len(report.figures)
    assert max(map(int, heights)) > 60


def test_a_count_of_the_netherlands_is_context_and_in_no_series(built_home: Path) -> None:
    """The sheets agree about the inhabitants: beside them as context, not in the line."""
    report, release = made(built_home, "2023")
    book = sheets(workbook("xlsx", report, release))
    tables = [rows for rows in book.values() if any(row[0] == "Cijfer" and "Meting" in row for row in rows)]
    counts = [r for rows in tables for r in records(rows) if r["Meting"] == "Aantal" and r.get("Nederland")]
    assert any(r["Cijfer"] == "Inwoners" for r in counts)
    assert all("alleen als context: gebieden verschillen in grootte" in r["Status Nederland"] for r in counts)
    series = [r for r in records(book["Reeksen"]) if r["Cijfer"] == "Inwoners"]
    assert {r["Status Nederland"] for r in series} == {"niet in de reeks: gebieden verschillen in grootte"}


def test_the_series_the_gaps_and_the_meanings_are_there(drenthe: tuple[Report, dict[str, Rows]]) -> None:
    report, book = drenthe
    assert records(book["Reeksen"])
    names = {r["Cijfer"] for r in records(book["Wat ontbreekt"], "Thema")}
    assert names == {
        name for group in (*report.absent, *report.dotted) for _why, names in group.entries for name in names
    }
    assert {r["Betekenis"] for r in records(book["Wat de cijfers betekenen"])} == {f.definition for f in report.figures}
    assert next(iter(book)) == "Lees dit"
    assert list(book)[-3:] == ["Cijfers", "Codeboek", "Bronnen"]
    assert report.release in [row[1] for row in book["Lees dit"]]


def test_every_moment_of_a_series_is_there(demo_home: Path) -> None:
    report, release = made(demo_home, "2024H1", Origin.DEMO)
    found = records(sheets(workbook("xlsx", report, release))["Reeksen"])
    for figure in report.figures:
        rows = [r for r in found if r["Cijfer"] == figure.title]
        for row in figure.chart.rows if figure.chart else ():
            if row.cells:
                assert any(r["Periode"] == row.label for r in rows)
            else:
                assert any(r["Opmerking"] == row.label for r in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_invented_figures_say_so_on_every_sheet(demo_home: Path, kind: str) -> None:
    report, release = made(demo_home, "2024H1", Origin.DEMO)
    book = sheets(workbook(kind, report, release))
    for name, rows in book.items():
        assert any(report.banner in str(cell) for row in rows[:3] for cell in row), name


def test_an_official_workbook_has_no_banner(drenthe: tuple[Report, dict[str, Rows]]) -> None:
    assert "Fictieve" not in str(drenthe[1])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_has_a_reason_and_no_value(built_home: Path, kind: str) -> None:
    """Also when a value would still be in the observation."""

    def hide(o: Observation) -> Observation:
        return replace(o, value=4321.0, obs_status="Q", conf_status="A")

    report, release = made(built_home, "2021H1")
    section = report.sections[1]
    figure = section.figures[0]
    hidden = replace(figure, observations=tuple(map(hide, figure.observations)), value="verborgen", chart=None)
    content = workbook(kind, replace(report, sections=(replace(section, figures=(hidden,)),)), release)
    book = sheets(content)
    row = records(book[section.title])[0]
    assert row["Waarde"] == ""
    assert marks.HIDDEN.word in row["Status"]
    inside = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"4321" in inside.read(name) for name in inside.namelist())


def _hostile(report: Report, name: str) -> Report:
    figure = replace(report.figures[0], title=name, source=name, sentences=(name,))
    section = Section(report.sections[0].id, name, name, (figure,))
    return replace(report, title=name, subtitle=name, sections=(section, section), keys=(), standing=(name,))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_name_is_text(built_home: Path, kind: str, name: str) -> None:
    report, release = made(built_home, "2021H1")
    content = workbook(kind, _hostile(report, name), release)
    book = sheets(content)
    assert name in [row[1] for row in book["Kerncijfers en lezing"]]
    assert len({n.casefold() for n in book}) == len(book)
    inside = zipfile.ZipFile(io.BytesIO(content))
    parts = b"".join(inside.read(n) for n in inside.namelist() if n.endswith(".xml"))
    assert b"<f>" not in parts
    assert b"table:formula" not in parts
    if kind == "ods":
        assert odfdo.Document(io.BytesIO(content)).body.tables


def test_names_of_sheets_are_what_every_program_takes() -> None:
    found = finished([table(name, [], []) for name in [*HOSTILE, "", "'", "W" * 299, "w" * 40]], "")
    names = [sheet.name for sheet in found]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_has_the_same_bytes(built_home: Path, kind: str) -> None:
    report, release = made(built_home, "2021H1")
    assert workbook(kind, report, release) == workbook(kind, report, release)


def test_english(built_home: Path) -> None:
    with language.use("en"):
        book = sheets(workbook("xlsx", *made(built_home, "2021H1")))
    assert {"Read this", "Key figures and reading", "Codebook"} <= set(book)
    assert "Waarde" not in str(book.values())


INDICATORS = ["adviezen", "eerdere-betrokkenheid"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_has_every_figure_of_every_region(built_home: Path, kind: str, name: str) -> None:
    release = opened(built_home)
    book = sheets(by_indicator(kind, release, release.catalogue.indicators[name]))
    found = {
        (r["Code"], r["Groep"], r["Periode"], r["Meting"]): (r["Waarde"], r["Status"])
        for r in records(book["Alle periodes"], "Soort gebied")
    }
    figures = release.select(Selection(indicators=(name,)))
    told = Told(release, figures)
    for o in figures:
        key = (o.region, told.group(o), told.period(o), told.measure(o))
        assert found[key] == (o.value if o.value is not None else "", status(o))
    assert len(found) == len(figures)


def test_what_to_mind_stands_beside_each_figure(demo_home: Path) -> None:
    """As its reading says it: what is provisional, few cases, groups that overlap."""
    release = opened(demo_home, Origin.DEMO)
    book = sheets(by_indicator("ods", release, release.catalogue.indicators["aard-bij-meldingen"]))
    found = [r for name in ("Veilig Thuis-regio’s", "Gemeenten") for r in records(book[name], "Gebied") if r["Groep"]]
    small = [r for r in found if r["Waarde"] != "" and 0 < r["Waarde"] < 20]
    assert small
    for row in found:
        assert ("Voorlopig cijfer" in row["Let op"]) == ("voorlopig" in row["Status"]), row
        assert ("klein aantal" in row["Let op"]) == (row in small), row
        if row["Groep"] != "Totaal" and row["Waarde"] != "":
            assert "Groepen kunnen elkaar overlappen. Tel ze niet op." in row["Let op"], row


def test_a_region_without_a_figure_says_why_and_when_it_has_one(built_home: Path) -> None:
    release = opened(built_home)
    book = sheets(by_indicator("xlsx", release, release.catalogue.indicators["adviezen"]))
    rows = {r["Gebied"]: r for r in records(book["Veilig Thuis-regio’s"], "Gebied")}
    assert len(rows) == len(release.catalogue.regions.of_type("VT", 2023))
    assert rows["Zeeland"]["Status"] == marks.ABSENT.word
    towns = {r["Gebied"]: r for r in records(book["Gemeenten"], "Gebied")}
    assert towns["Assen"]["Opmerking"] == "Wel over 2023."
    assert "Zeeland" in {r["Gebied"] for r in records(book["Wat ontbreekt"], "Soort gebied")}


def test_more_figures_than_a_spreadsheet_holds_are_the_latest_ones(demo_home: Path) -> None:
    release = opened(demo_home, Origin.DEMO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indicator_module, "MOST_FIGURES", 2_000)
        book = sheets(by_indicator("ods", release, release.catalogue.indicators["aard-bij-meldingen"]))
        assert "Alle periodes" not in book
        assert "Niet alles" in [row[0] for row in book["Lees dit"]]
        assert all("Fictieve voorbeeldcijfers" in str(rows[:2]) for rows in book.values())
        patch.setattr(indicator_module, "MOST_FIGURES", 10)
        with pytest.raises(ReleaseError, match="Kies CSV"):
            by_indicator("ods", release, release.catalogue.indicators["aard-bij-meldingen"])


def test_an_indicator_without_figures_is_one_sentence(built_home: Path) -> None:
    release = opened(built_home)
    held = {i for i in release.catalogue.indicators if release.count(Selection(indicators=(i,)))}
    empty = next(i for name, i in release.catalogue.indicators.items() if name not in held)
    with pytest.raises(ReleaseError, match="geen enkel cijfer"):
        by_indicator("xlsx", release, empty)


def test_from_the_command_line(built_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "adviezen.ods"
    run = CliRunner()
    outcome = run.invoke(cli, ["report", "--indicator", "adviezen", "--format", "ods", "--output", str(path)])
    assert outcome.exit_code == 0, outcome.output
    assert odfdo.Document(path).body.tables[0].name == "Lees dit"
    for args in (
        ["--indicator", "adviezen"],
        ["--indicator", "adviezen", "--region", "drenthe", "--format", "ods"],
        ["--region", "drenthe", "--question", "x", "--format", "ods"],
    ):
        assert run.invoke(cli, ["report", *args, "--output", str(tmp_path / "x")]).exit_code == 2
    outcome = run.invoke(cli, ["report", "--indicator", "nee", "--format", "ods", "--output", str(tmp_path / "x")])
    assert isinstance(outcome.exception, UnknownNameError)
    assert [p.name for p in tmp_path.iterdir()] == ["adviezen.ods"]


def test_every_region_as_a_workbook(built_home: Path, tmp_path: Path) -> None:
    args = ["report", "--all", "--period", "2021H1", "--format", "xlsx", "--output", str(tmp_path)]
    outcome = CliRunner().invoke(cli, args)
    assert outcome.exit_code == 0, outcome.output
    assert {p.suffix for p in tmp_path.iterdir()} == {".xlsx"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", ["region", "indicator"])
def test_libreoffice_opens_it_whole(built_home: Path, tmp_path: Path, kind: str, of: str) -> None:
    report, release = made(built_home, "2021H1")
    path = tmp_path / f"report.{kind}"
    whole = workbook(kind, report, release)
    path.write_bytes(whole if of == "region" else by_indicator(kind, release, release.catalogue.indicators["adviezen"]))
    other = "ods" if kind == "xlsx" else "xlsx"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    args = ["soffice", profile, "--headless", "--convert-to", other, "--outdir", str(tmp_path), str(path)]
    subprocess.run(args, check=True, capture_output=True, timeout=120)
    found, again = sheets(path.read_bytes()), sheets((tmp_path / f"report.{other}").read_bytes())
    assert list(again) == list(found)
    name, first = ("Bereik van Veilig Thuis", "Cijfer") if of == "region" else ("Alle periodes", "Soort gebied")
    assert records(again[name], first) == records(found[name], first)
    numbers = [row["Waarde"] for row in records(again[name], first) if row["Waarde"] != ""]
    assert numbers
    assert all(isinstance(number, float | int) for number in numbers)
