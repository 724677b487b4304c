"""Texts of the year report agree with the figures, or `check` and `build` say where they do not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from impactmonitor import language
from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.check_year_reports import DIRECTIONS, year_reports_are_sound
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.prose import parse
from impactmonitor.catalogue.year_reports import Chapter, YearReport
from impactmonitor.release.read import open_release
from impactmonitor.reports.year.agree import disagreements
from impactmonitor.reports.year.cited import Figures, Unsaid
from impactmonitor.tables import Origin
from tests.conftest import Run

INVESTIGATIONS = "indicator=onderzoeken-rvdk from=2022 to=2023"


@pytest.fixture(scope="module")
def figures(built_home: Path) -> Figures:
    opened = open_release(built_home / "releases", Origin.OFFICIAL)
    return Figures(opened.catalogue, opened.select)


def said(figures: Figures, reference: str, name: str = language.DUTCH) -> str:
    """What a reference becomes."""
    with language.use(name):
        [part] = parse(f"Tekst {{{{ {reference} }}}}").parts
        return figures.cite(part.references[0]).text


def with_text(catalogue: Catalogue, nl: str, en: str) -> Catalogue:
    """The catalogue with one chapter of this text."""
    title = catalogue.year_reports[0].title
    chapter = Chapter(id="10-proef", nl=f"# Titel\n\n{nl}\n", en=f"# Title\n\n{en}\n")
    report = YearReport(year=2023, title=title, lead=title, chapters=[chapter])
    return dataclasses.replace(catalogue, year_reports=(report,))


def test_a_figure_stands_in_a_sentence_as_the_language_writes_it(figures: Figures) -> None:
    reference = "figure: indicator=onderzoeken-rvdk period=2023"
    assert said(figures, reference) == "13.380†"
    assert said(figures, reference, language.ENGLISH) == "13,380†"
    assert said(figures, "figure: indicator=meldingen measure=count period=2023").endswith("*")


def test_a_direction_is_that_of_the_figures(figures: Figures) -> None:
    assert said(figures, f"direction: {INVESTIGATIONS}") == "daalde"
    assert said(figures, f"direction: {INVESTIGATIONS} says=daalt") == "daalt"
    assert said(figures, f"change: {INVESTIGATIONS}") == "daalde van 13.470† in 2022 naar 13.380† in 2023"
    english = said(figures, f"change: {INVESTIGATIONS} says=falls", language.ENGLISH)
    assert english == "falls from 13,470† in 2022 to 13,380† in 2023"


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        (f"direction: {INVESTIGATIONS} says=stijgt", "De tekst zegt ‘stijgt’, maar het cijfer daalde van 13.470"),
        (f"direction: {INVESTIGATIONS} says=explodeert", "is geen richting"),
        ("direction: indicator=onderzoeken-rvdk from=2023 to=2022", "vóór de tweede"),
        ("direction: indicator=meldingen measure=count from=2020 to=2023", "voorlopig"),
        ("direction: indicator=meldingen measure=count from=2020H1 to=2020", "niet worden gesproken"),
        ("direction: indicator=slachtoffers-huiselijk-geweld measure=share from=2020 to=2022", "schattingen"),
        ("figure: indicator=onderzoeken-rvdk period=1999", "Wel: 2019"),
        ("figure: indicator=bestaat-niet period=2023", "bestaat niet"),
        ("spread: indicator=meldingen measure=count period=2023", "in grootte verschillen"),
        ("spread: indicator=meldingen measure=rate period=2023", "ten minste 10"),
    ],
)
def test_what_cannot_be_said_says_why(figures: Figures, reference: str, why: str) -> None:
    with pytest.raises(Unsaid, match=why):
        said(figures, reference)


def test_regions_are_spread_without_names(demo_home: Path) -> None:
    opened = open_release(demo_home / "releases", Origin.DEMO)
    told = said(Figures(opened.catalogue, opened.select), "spread: indicator=meldingen measure=rate period=2023")
    assert told.startswith("van ")
    assert "regio’s)" in told
    assert not any(str(r.name) in told for r in opened.catalogue.regions.of_type("VT", 2023))


def test_the_texts_are_sound_and_agree_and_travel_with_the_release(
    catalogue: Catalogue, figures: Figures, tmp_path: Path
) -> None:
    assert list(year_reports_are_sound(catalogue)) == []
    assert disagreements(catalogue, figures._select) == []
    (tmp_path / "catalogue.json").write_bytes(snapshot.dump(catalogue))
    assert snapshot.read(tmp_path / "catalogue.json").year_reports == catalogue.year_reports
    assert catalogue.year_reports[0].factsheet


@pytest.mark.parametrize(
    ("nl", "en", "message"),
    [
        ("Het steeg {{ figure: indicator=meldingen period=2023 }}.", "", "'steeg' says a direction beside a figure"),
        ("Het werden er minder: {{ figure: indicator=meldingen period=2023 }}.", "", "'minder' says a direction"),
        ("Het liep op tot {{ figure: indicator=meldingen period=2023 }}.", "", "'liep' says a direction"),
        ("Twee keer zoveel: {{ figure: indicator=meldingen period=2023 }}.", "", "'keer zoveel' says a direction"),
        ("Er waren 1.200 meldingen.", "", "'1.200' is a number typed by hand"),
        ("Dat kwam doordat het regende.", "", "'doordat' gives a cause"),
        ("TODO", "", "still to be written"),
        ("{{ figure: indicator=meldingen period=2023 }}", "", "is missing in the English text"),
        ("{{ figure: indicator=meldingn period=2023 }}", "", "indicator 'meldingn' does not exist"),
        ("{{ figure: indicator=meldingen measure=score period=2023 }}", "", "has no measure 'score'"),
        ("{{ figure: indicator=meldingen category=vrouwen period=2023 }}", "", "has no category 'vrouwen'"),
        ("{{ figure: indicator=meldingen period=vorig-jaar }}", "", "is no period"),
        ("# Nog een titel", "", "has 2 titles"),
        ("## Er waren {{ figure: indicator=meldingen period=2023 }}", "", "a heading cites nothing"),
    ],
)
def test_an_unsound_text_is_named(catalogue: Catalogue, nl: str, en: str, message: str) -> None:
    found = list(year_reports_are_sound(with_text(catalogue, nl, en)))
    assert any(message in f.message and f.file.startswith("year-reports/2023/") for f in found)


def test_years_and_days_may_be_typed(catalogue: Catalogue) -> None:
    assert not list(
        year_reports_are_sound(with_text(catalogue, "Op 31 december 2023.", "On 31 December 2023, in 2023."))
    )


def test_check_and_build_refuse_a_direction_that_the_figure_does_not_have(
    home: Path, catalogue_copy: Path, run: Run
) -> None:
    before = sorted(p.name for p in (home / "releases" / "official").iterdir() if p.is_dir())
    for name, word in (("nl", "stijgt"), ("en", "rises")):
        path = catalogue_copy / "year-reports" / "2023" / name / "50-zorg-en-veiligheid.md"
        path.write_text(
            path.read_text().replace(
                "{{ change: indicator=onderzoeken-rvdk from=2022 to=2023", f"{{{{ change: {INVESTIGATIONS} says={word}"
            )
        )
    checked, built = run("check"), run("build")
    assert (checked.code, built.code) == (3, 3)
    for outcome in (checked, built):
        assert "year-reports/2023/nl/50-zorg-en-veiligheid.md:17" in outcome.err
        assert "maar het cijfer daalde van 13.470† in 2022 naar 13.380† in 2023" in outcome.err
    assert sorted(p.name for p in (home / "releases" / "official").iterdir() if p.is_dir()) == before


def test_half_years_are_no_direction() -> None:
    """Words that begin like one of direction, in either language."""
    for text in ("halve jaren", "halverwege 2023", "een vermindering van zorgen", "in meer steden"):
        assert not DIRECTIONS.search(text), text
