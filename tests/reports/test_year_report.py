"""The report of a year and its factsheet: every cited figure is in it with its source, and nothing that disagrees."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
from reports.test_pdf import opened, plain, text_of

from impactmonitor import language
from impactmonitor.catalogue.year_reports import Chapter as Text
from impactmonitor.catalogue.year_reports import YearReport
from impactmonitor.exceptions import UnknownNameError
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.reports.pdf import PdfError, content, pdf
from impactmonitor.reports.year.assemble import year_report
from impactmonitor.reports.year.cited import Figures
from impactmonitor.reports.year.document import Block, Chapter, Word, YearDocument
from impactmonitor.tables import ConfStatus, ObsStatus, Origin

YEAR = 2023
FALLS = "onderzoeken-rvdk from=2022 to=2023"


def document(home: Path, origin: Origin = Origin.OFFICIAL, name: str = "nl", factsheet: bool = False) -> YearDocument:
    with language.use(name):
        return year_report(opened(home, origin), YEAR, factsheet)


def printed(found: YearDocument) -> bytes:
    with language.use(found.language):
        return pdf(found)


@pytest.fixture(scope="module")
def report(built_home: Path) -> tuple[YearDocument, bytes]:
    """The Dutch report on bundled figures, made once."""
    found = document(built_home)
    return found, printed(found)


def _resources(found: Any) -> Iterator[Any]:
    """Those of a page and of the drawings in it."""
    found = found.get_object()
    yield found
    for drawing in found.get("/XObject", {}).values():
        if "/Resources" in drawing.get_object():
            yield from _resources(drawing.get_object()["/Resources"])


def words(found: YearDocument) -> Iterator[str]:
    """Everything that is said in sentences and on tiles."""
    for chapter in found.chapters:
        for block in chapter.blocks:
            for said in (block.words, *block.items):
                yield from (word.text for word in said)
            yield from (text for t in block.tiles for text in (t.value, t.unit, t.title, t.period))


def noted(chapter: Chapter) -> set[int]:
    """Numbers of notes in its text and on its tiles."""
    said = (w for b in chapter.blocks for words in (b.words, *b.items) for w in words)
    return {w.note for w in said if w.note} | {t.note for b in chapter.blocks for t in b.tiles}


def running(content: bytes) -> str:
    """The text as one, without what stands on top and at the foot of each page."""
    pages = [plain(text) for text in text_of(content)]
    return "".join(
        re.sub(r"Uitgave[0-9a-f]{16}.*?\d+/\d+$", "", re.sub("^Jaarbericht2023Nederland", "", p)) for p in pages
    )


@pytest.mark.parametrize("factsheet", [False, True])
def test_everyone_can_read_it(built_home: Path, tmp_path: Path, factsheet: bool) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(printed(document(built_home, factsheet=factsheet)))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    wrong = set(re.findall(r"\[(PDFA[A-Z0-9-]+)\]", str(page.validate_pdf(str(path), profile="2a"))))
    assert wrong <= {"PDFA2A-STREAM-LENGTH-001"}  # see test_pdf.py


def test_every_cited_figure_stands_in_it(report: tuple[YearDocument, bytes], built_home: Path) -> None:
    found, made = report
    release, text = opened(built_home), running(made)
    figures, said = Figures(release.catalogue, release.select), list(words(found))
    cited = 0
    for chapter in release.catalogue.year_reports[0].chapters:
        for reference in (r for part in chapter.prose().parts for r in part.references):
            if reference.kind in ("figure", "change", "direction", "spread"):
                cited += 1
                assert figures.cite(reference).text in said
            elif reference.kind == "tile":
                assert any(
                    plain(figures.written(figures.one(reference))).startswith(plain(word)) for word in said if word
                )
    assert cited > 20
    for word in said:
        assert plain(word) in text, word


def test_every_figure_has_a_note_and_a_source(report: tuple[YearDocument, bytes]) -> None:
    found, made = report
    text = running(made)
    for chapter in found.chapters:
        assert noted(chapter) == {note.number for note in chapter.notes}
        letters = {source.letter for source in chapter.sources}
        for note in chapter.notes:
            assert note.sources
            assert set(note.sources) <= letters
            assert plain(f"{note.name}, {note.period}. Status: {note.status}.") in text
        assert all(plain(source.title) in text for source in chapter.sources)
    assert all(plain(defined.definition) in text for defined in found.definitions)
    assert all(plain(source.name) in text for source in found.sources)
    assert {"*", "~", "†"} <= {sign for sign, _meaning in found.signs}


def test_the_source_of_a_chart_covers_all_that_is_drawn(report: tuple[YearDocument, bytes]) -> None:
    found, made = report
    charts = [b.figure for c in found.chapters for b in c.blocks if b.kind == "chart" and b.figure]
    own = [f.chart.source for f in charts if f.chart and f.chart.source]
    assert any("84852NED" in source and "voorlopig" in source for source in own)
    assert all(plain(source) in running(made) for source in own)
    assert all(f.chart and plain(f.chart.subtitle) in running(made) for f in charts)


def test_it_has_a_title_a_language_and_a_bookmark_for_each_chapter(report: tuple[YearDocument, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(report[1]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Jaarbericht 2023, Nederland"
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")  # type: ignore[index]
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert {c.title for c in report[0].chapters} | {"Bronnen"} <= set(titles)
    assert "Bronnen van dit hoofdstuk" in " ".join(text_of(report[1]))


def test_the_same_report_has_the_same_bytes(report: tuple[YearDocument, bytes]) -> None:
    assert printed(report[0]) == report[1]


@pytest.mark.parametrize("name", ["nl", "en"])
@pytest.mark.parametrize("origin", [Origin.OFFICIAL, Origin.DEMO])
def test_a_factsheet_has_two_pages(demo_home: Path, origin: Origin, name: str) -> None:
    found = document(demo_home, origin, name, factsheet=True)
    pages = text_of(printed(found))
    assert len(pages) == len(found.chapters) == 2
    for chapter, text in zip(found.chapters, pages, strict=True):
        assert plain(chapter.title) in plain(text)
        assert found.release in plain(text)
        for block in chapter.blocks:
            assert all(plain(t.value) in plain(text) for t in block.tiles)
            assert not block.figure or plain(block.figure.title) in plain(text)
        assert all(plain(source.title) in plain(text) for source in chapter.sources)
    assert any(block.kind == "chart" for block in found.chapters[1].blocks)


def test_a_factsheet_that_is_too_long_says_so(built_home: Path) -> None:
    """Some lines more make its chart smaller; a page more would no longer be two."""
    found = document(built_home, factsheet=True)
    first, second = found.chapters
    line = Block("paragraph", words=(Word("Een regel die er nog bij komt, en die de bladzijde langer maakt."),))

    def longer(lines: int) -> bytes:
        made = dataclasses.replace(first, blocks=(*first.blocks, *[line] * lines))
        return printed(dataclasses.replace(found, chapters=(made, second)))

    assert len(text_of(longer(4))) == 2
    for lines in (20, 80):
        with pytest.raises(PdfError, match="Shorten its text"):
            longer(lines)


def test_it_is_set_in_letters_without_serifs(report: tuple[YearDocument, bytes]) -> None:
    """Also the label of a line with a dagger, which Open Sans lacks."""
    reader = pypdf.PdfReader(io.BytesIO(report[1]))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1].split("-")[0]
        for sheet in reader.pages
        for resources in _resources(sheet["/Resources"])
        for font in resources.get("/Font", {}).values()
    }
    assert "OpenSans" in fonts
    assert fonts <= {"OpenSans", "DejaVuSansMono"}


@pytest.mark.parametrize("name", ["nl", "en"])
def test_invented_figures_say_so_on_every_page(demo_home: Path, name: str) -> None:
    found = document(demo_home, Origin.DEMO, name)
    pages = text_of(printed(found))
    assert found.banner
    assert all(found.banner in text for text in pages)
    assert not any("CC BY" in text for text in pages)
    assert not document(demo_home).banner


def test_english_has_no_dutch_of_ours(built_home: Path) -> None:
    text = " ".join(text_of(printed(document(built_home, name="en"))))
    assert "Sources of this chapter" in text
    assert not re.search(r"Bronnen van|Bij de cijfers|Alle cijfers|voorlopig\b", text)


def with_text(release: Release, text: str) -> Chapter:
    """A chapter with this text, on the figures of the release."""
    title = release.catalogue.year_reports[0].title
    chapter = Text(id="10-proef", nl=f"# Titel\n\n{text}\n", en=f"# Title\n\n{text}\n")
    texts = YearReport(year=YEAR, title=title, lead=title, chapters=[chapter])
    other = Release(release.folder, release.origin)
    other.catalogue = dataclasses.replace(release.catalogue, year_reports=(texts,))
    found = year_report(other, YEAR)
    assert content(found)["chapters"]
    [made] = found.chapters
    assert {n.number for n in made.notes} == noted(made), "a note on what is withheld"
    return made


@pytest.mark.parametrize(
    ("text", "kinds", "why"),
    [
        (f"Het aantal {{{{ direction: indicator={FALLS} says=stijgt }}}}.", ["withheld"], "de tekst past niet bij"),
        ("In 1999: {{ figure: indicator=meldingen period=1999 }}.", ["withheld"], "heeft de cijfers daarvoor niet"),
        ("{{ tile: indicator=meldingen period=1999 }}", ["withheld"], "heeft de cijfers daarvoor niet"),
        (
            "{{ tile: indicator=adviezen period=2023 }}\n{{ tile: indicator=meldingen period=1999 }}\n"
            "{{ tile: indicator=onderzoeken-rvdk period=2023 }}",
            ["tiles", "withheld"],
            "heeft de cijfers daarvoor niet",
        ),
        ("{{ show: indicator=meldingen-naar-rol period=1999 }}", ["withheld"], "heeft de cijfers daarvoor niet"),
        (
            "{{ chart: indicator=slachtoffers-kindermishandeling-0-17 period=2017 }}",
            ["withheld"],
            "heeft de cijfers daarvoor niet",
        ),
        (
            "- Zonder cijfer.\n- Er waren {{ figure: indicator=meldingen period=2023 }}, en "
            "{{ figure: indicator=meldingen period=1999 }}.",
            ["list", "withheld"],
            "heeft de cijfers daarvoor niet",
        ),
    ],
)
def test_what_cannot_be_said_is_withheld_whole(built_home: Path, text: str, kinds: list[str], why: str) -> None:
    blocks = with_text(opened(built_home), f"{text}\n\nDaarna.").blocks
    assert [b.kind for b in blocks] == [*kinds, "paragraph"]
    assert why in blocks[-2].words[0].text
    said = "".join(w.text for b in blocks for s in (b.words, *b.items) for w in s)
    assert "stijgt" not in said
    assert "1999" not in said
    assert sum(len(b.tiles) for b in blocks) in (0, 2)
    assert "Daarna." in said


def test_how_regions_are_spread_names_none_of_them(demo_home: Path) -> None:
    """How the lowest figure was computed would tell which region has it."""
    release = opened(demo_home, Origin.DEMO)
    [note] = with_text(release, "Dat is {{ spread: indicator=meldingen measure=rate period=2023 }}.").notes
    assert re.fullmatch(r"2023, \d+ Veilig Thuis-regio’s", note.period)
    assert not note.remarks
    assert not any(str(r.name) in note.name for r in release.catalogue.regions.of_type("VT", YEAR))


def test_a_release_without_texts_says_so(built_home: Path) -> None:
    release = opened(built_home)
    other = Release(release.folder, release.origin)
    other.catalogue = dataclasses.replace(release.catalogue, year_reports=())
    with pytest.raises(UnknownNameError, match=r"year report of 2023\. There are none of another year"):
        year_report(other, YEAR)


def test_a_hidden_figure_is_in_no_sentence_or_tile(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even when its value came along: whoever hid it decides, not whether the number is still there."""
    select = Release.select

    def hiding(self: Release, asked: Selection) -> ReleasedTable:
        table = select(self, asked)
        codes = {"obs_status": ObsStatus.SUPPRESSED, "conf_status": ConfStatus.PRIMARY}
        rows = [
            dataclasses.replace(o, **codes) if (o.indicator, o.period) == ("meldingen", "2023") else o for o in table
        ]
        return dataclasses.replace(table, observations=rows)

    whole = " ".join(words(document(built_home)))
    assert "127.340" in whole
    assert "71,5" in whole
    monkeypatch.setattr(Release, "select", hiding)
    for factsheet in (False, True):
        found = document(built_home, factsheet=factsheet)
        text = running(printed(found))
        assert "127.340" not in text
        assert "71,5" not in text
        assert plain("Over ‘Meldingen bij Veilig Thuis’ is hier iets weggelaten") in text
        assert "143.210" in text
