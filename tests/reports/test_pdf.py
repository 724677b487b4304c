"""The report of a region: every figure of the page is in it, with status and source, and everyone can read it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import page
import pypdf
import pytest

from impactmonitor import language
from impactmonitor.exceptions import ReleaseError
from impactmonitor.release.read import Release, open_release
from impactmonitor.reports import pdf as writer
from impactmonitor.reports.assemble import region_report
from impactmonitor.reports.content import Report
from impactmonitor.reports.pdf import PdfError, pdf
from impactmonitor.tables import Origin

DRENTHE = "VT02"
MARK = "\u2060"
"""Stands before the letter of a note."""
HOSTILE = ["=cmd|' /C calc'!A0", "#strong[x] $x$ @cite <label>", "Gr\u00e9 🦊 \u05d0\u05d1\u05d2 \u202eabc", "W" * 300]


def opened(home: Path, origin: Origin = Origin.OFFICIAL) -> Release:
    return open_release(home / "releases", origin)


def report_of(home: Path, period: str = "2021H1", origin: Origin = Origin.OFFICIAL) -> Report:
    release = opened(home, origin)
    return region_report(release, release.catalogue.regions[DRENTHE], period)


@pytest.fixture(scope="module")
def drenthe(built_home: Path) -> tuple[Report, bytes]:
    """The report on bundled figures, made once."""
    found = report_of(built_home)
    return found, pdf(found)


def text_of(content: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [" ".join(p.extract_text().replace("\u00a0", " ").split()) for p in reader.pages]


def plain(text: str) -> str:
    """Letters only: a line may end anywhere, with or without a hyphen."""
    return re.sub(r"[\s\u00a0\u00ad\u2060-]+", "", text)


def running(content: bytes) -> str:
    """The text as one, without what stands on top and at the foot of each page."""
    pages = [plain(text) for text in text_of(content)]
    return "".join(
        re.sub(r"Uitgave[0-9a-f]{16}.*?\d+/\d+$", "", re.sub("^Drenthe1ehalfjaar2021", "", p)) for p in pages
    )


def test_it_is_accessible_by_an_independent_validator(drenthe: tuple[Report, bytes], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(drenthe[1])
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    found = str(page.validate_pdf(str(path), profile="2a"))
    wrong = set(re.findall(r"\[(PDFA[A-Z0-9-]+)\]", found))
    assert wrong <= {"PDFA2A-STREAM-LENGTH-001"}, found
    # that rule takes a last byte of compressed data that looks like the end of a line for one; so look for ourselves
    streams = re.finditer(rb"obj\s*(<<(?:(?!endobj|stream).)*>>)\s*stream\r?\n", drenthe[1], re.S)
    for match in streams:
        length = re.search(rb"/Length (\d+)\b(?! \d+ R)", match[1])
        assert length
        after = drenthe[1][match.end() + int(length[1]) :][:12]
        assert after.lstrip(b"\r\n").startswith(b"endstream")


def test_every_figure_stands_in_it_with_its_words_and_source(drenthe: tuple[Report, bytes]) -> None:
    report, content = drenthe
    text = running(content)
    assert len(report.figures) == 7
    for figure in report.figures:
        told = (figure.title, figure.value, figure.unit, *figure.cautions, *figure.sentences, figure.source)
        for words in (*told, *(cell for row in figure.rows for cell in row.cells)):
            assert plain(words) in text, f"{figure.indicator}: {words}"


def test_release_and_page_stand_on_every_page(drenthe: tuple[Report, bytes]) -> None:
    report, content = drenthe
    pages = text_of(content)
    for number, text in enumerate(pages, 1):
        assert report.release in text
        assert f"{number} / {len(pages)}" in text


def test_it_has_a_title_a_language_and_bookmarks(drenthe: tuple[Report, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(drenthe[1]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Drenthe, 1e halfjaar 2021"
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")  # type: ignore[index]
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert {"Samenvatting", "Wat ontbreekt", "Bronnen"} <= set(titles)


def test_what_is_missing_says_why(drenthe: tuple[Report, bytes]) -> None:
    report, content = drenthe
    text = running(content)
    assert report.absent
    assert "in dit rapport" in report.absent_words
    assert "op deze pagina" not in report.absent_words
    for group in report.absent:
        for reason, names in group.entries:
            assert plain(reason) in text
            assert all(plain(name) in text for name in names)


def test_the_same_report_has_the_same_bytes(drenthe: tuple[Report, bytes]) -> None:
    assert pdf(drenthe[0]) == drenthe[1]


def test_invented_figures_say_so_on_every_page(demo_home: Path) -> None:
    report = report_of(demo_home, "2024H1", Origin.DEMO)
    few = replace(report, sections=tuple(replace(s, figures=s.figures[:2]) for s in report.sections))
    pages = text_of(pdf(few))
    assert len(pages) > 5
    assert all("Fictieve voorbeeldcijfers" in text for text in pages)
    assert not any("CC BY" in text for text in pages)


def test_an_official_report_has_no_banner(drenthe: tuple[Report, bytes]) -> None:
    assert not drenthe[0].banner
    assert not any("Fictieve" in text for text in text_of(drenthe[1]))


def test_english_has_no_dutch_of_ours(built_home: Path) -> None:
    with language.use("en"):
        pages = text_of(pdf(report_of(built_home)))
    assert "Summary" in " ".join(pages)
    assert "Samenvatting" not in " ".join(pages)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(drenthe: tuple[Report, bytes], name: str) -> None:
    figure = replace(drenthe[0].figures[0], title=name, source=f"Bron: {name}.")
    few = replace(drenthe[0], title=name, sections=(replace(drenthe[0].sections[0], figures=(figure,)),), absent=())
    text = plain("".join(text_of(pdf(few))))
    assert plain(name)[:3] in text


def test_hidden_values_are_not_in_the_document(demo_home: Path) -> None:
    """What is hidden has no value in a report either, also not in what the template is given."""
    report = report_of(demo_home, "2024H1", Origin.DEMO)
    hidden = [o for f in report.figures for o in f.observations if o.conf_status != "F"]
    assert hidden
    assert all(o.value is None for o in hidden)


def test_nothing_to_report_is_one_sentence(built_home: Path) -> None:
    with pytest.raises(ReleaseError, match=r"Over 1999 staat in uitgave .* geen cijfer van .*Drenthe. Wel over:"):
        report_of(built_home, "1999")


def test_without_letters_it_says_so(
    drenthe: tuple[Report, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "FONTS", tmp_path)
    writer._fonts.cache_clear()
    try:
        with pytest.raises(PdfError, match="letters of reports are not there"):
            pdf(drenthe[0])
    finally:
        writer._fonts.cache_clear()


def test_every_source_in_which_a_figure_was_printed_is_named(drenthe: tuple[Report, bytes], built_home: Path) -> None:
    """Also where that is not the source of the indicator: the worked example of Regioplan has terms of its own."""
    release = opened(built_home)
    printed = {release.publications[o.publication].source for f in drenthe[0].figures for o in f.observations}
    named = {source.name for source in drenthe[0].sources}
    assert named == {str(release.catalogue.sources[name].name) for name in printed}


def test_every_letter_in_a_series_has_its_note(built_home: Path) -> None:
    """One letter means one thing beside a figure: that of the number, its table and its series."""
    seen = 0
    for period in ("2021H1", "2023"):
        for figure in report_of(built_home, period).figures:
            told = [note[1] for note in figure.notes if note[0] == MARK]
            assert len(told) == len(set(told)), figure.notes
            rows = [*figure.rows, *(figure.chart.rows if figure.chart else ())]
            used = {cell.rpartition(MARK)[2] for row in rows for cell in row.cells if MARK in cell}
            assert used <= set(told), f"{figure.indicator}: {used}, {figure.notes}"
            seen += len(used)
    assert seen > 4


def test_a_series_names_the_sources_of_all_its_figures(drenthe: tuple[Report, bytes], built_home: Path) -> None:
    release, text = opened(built_home), running(drenthe[1])
    charts = [figure.chart for figure in drenthe[0].figures if figure.chart]
    assert any(chart.source for chart in charts)
    for figure in drenthe[0].figures:
        if figure.chart:
            assert plain(figure.chart.source) in text
            for o in figure.chart.observations:
                title = release.publications[o.publication].title.split(",")[0]
                assert title in figure.chart.source or title in figure.source


def test_a_number_stands_on_the_page_of_its_words(drenthe: tuple[Report, bytes]) -> None:
    pages = [plain(text) for text in text_of(drenthe[1])]
    for figure in drenthe[0].figures:
        head, words = plain(figure.title + " " + figure.subtitle), plain(figure.sentences[0])
        assert any(head in page and words in page[page.index(head) :] for page in pages), figure.indicator


def test_a_theme_with_little_in_it_takes_no_page_of_its_own(drenthe: tuple[Report, bytes]) -> None:
    first = drenthe[0].sections[0]
    assert len(first.figures) == 1
    assert any("Samenvatting" in text and first.title in text for text in text_of(drenthe[1])[2:])
