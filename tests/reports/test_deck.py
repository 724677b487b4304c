"""The deck of a meeting: every figure on it is whole, its charts can be edited, and nothing hidden goes along."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
import python_calamine
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Slides
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide

from impactmonitor import language
from impactmonitor.release.read import open_release
from impactmonitor.reports.assemble import region_report
from impactmonitor.reports.content import Figure, Report, Row, Standout
from impactmonitor.reports.deck import MOST_SLIDES, chosen, deck, unseen
from impactmonitor.routes.meeting import PARTS
from impactmonitor.tables import Origin

DRENTHE = "VT02"
HOSTILE = ["=cmd|' /C calc'!A0", "Gr\u00e9 🦊 \u05d0\u05d1\u05d2 \u202eabc", "W" * 300, "a\x00b\x0bc<&>\"'"]


def report_of(home: Path, period: str = "2021H1", origin: Origin = Origin.OFFICIAL) -> Report:
    release = open_release(home / "releases", origin)
    return region_report(release, release.catalogue.regions[DRENTHE], period)


def opened(content: bytes) -> Slides:
    return Presentation(io.BytesIO(content))


def text_of(slide: Slide) -> str:
    """All text of a slide: placeholders and tables."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if isinstance(shape, GraphicFrame) and shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def notes_of(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame else ""


def plain(text: str) -> str:
    """Without spaces, and signs that keep words together."""
    return re.sub(r"[\s\u00ad\u2060]+", "", text)


def charts_of(slide: Slide) -> Iterator[GraphicFrame]:
    yield from (s for s in slide.shapes if isinstance(s, GraphicFrame) and s.has_chart)


def slides_of(slides: Slides, figure: Figure) -> list[Slide]:
    return [
        s for s in slides.slides if figure.subtitle in text_of(s) and figure.title in s.shapes.title.text_frame.text
    ]


def words_of(frame: GraphicFrame) -> str:
    return str(frame._element.nvGraphicFramePr.cNvPr.get("descr") or "")


def workbook_of(frame: GraphicFrame) -> bytes:
    return bytes(frame.chart.part.chart_workbook.xlsx_part.blob)


@pytest.fixture(scope="module")
def drenthe(built_home: Path) -> tuple[Report, bytes]:
    found = report_of(built_home)
    return found, deck(found)


@pytest.fixture(scope="module")
def demo(demo_home: Path) -> tuple[Report, bytes]:
    found = report_of(demo_home, "2024H1", Origin.DEMO)
    return found, deck(found)


def test_every_figure_is_whole_on_its_slide(drenthe: tuple[Report, bytes]) -> None:
    report, slides = drenthe[0], opened(drenthe[1])
    assert {f.indicator for f in chosen(report)} == {f.indicator for f in report.figures}
    for figure in report.figures:
        found = slides_of(slides, figure)
        assert found, figure.title
        for slide in found:
            told = (*figure.sentences, *figure.cautions, figure.source, report.release)
            assert all(words in text_of(slide) for words in told), figure.title
            assert figure.value in text_of(slide)
            noted = (figure.definition, *figure.caveats, *figure.does_not_say, *figure.questions, figure.source)
            assert all(words in notes_of(slide) for words in noted), figure.title
        drawn = {v for s in found for c in charts_of(s) for series in c.chart.plots[0].series for v in series.values}
        table = figure.rows or (figure.chart.rows if figure.chart else ())
        assert {v for row in table for v in row.values} <= drawn, figure.title


def test_the_netherlands_stands_beside_it(drenthe: tuple[Report, bytes]) -> None:
    slides = opened(drenthe[1])
    names = [{s.name for s in c.chart.plots[0].series} for slide in slides.slides for c in charts_of(slide)]
    assert {"Drenthe", "Nederland"} in names


def test_charts_are_native_described_and_never_stacked(
    drenthe: tuple[Report, bytes], demo: tuple[Report, bytes]
) -> None:
    for _report, content in (drenthe, demo):
        found = [frame for slide in opened(content).slides for frame in charts_of(slide)]
        assert found
        for frame in found:
            assert words_of(frame)
            assert frame.chart.chart_type in (XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.LINE_MARKERS)


def test_what_is_absent_is_empty_and_says_why(drenthe: tuple[Report, bytes]) -> None:
    report, slides = drenthe[0], opened(drenthe[1])
    figure = next(f for f in report.figures if f.indicator == "meldingen-naar-organisatie")
    chart = next(charts_of(slides_of(slides, figure)[0])).chart
    assert list(chart.plots[0].categories) == ["Politie*", "Burgers* (Nederland: ontbreekt)"]
    assert chart.plots[0].series[1].values == (64.2, None)
    sheet = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(workbook_of(next(charts_of(slides_of(slides, figure)[0]))))
    )
    assert sheet.get_sheet_by_index(0).to_python()[2][1:] == [11.1, ""]
    about = [row[0] for row in sheet.get_sheet_by_index(1).to_python()]
    assert figure.source in about


def test_provisional_moments_are_named(drenthe: tuple[Report, bytes]) -> None:
    figure = next(f for f in drenthe[0].figures if f.indicator == "meldingen")
    chart = next(charts_of(slides_of(opened(drenthe[1]), figure)[0])).chart
    assert "1e halfjaar 2022*" in list(chart.plots[0].categories)
    assert chart.plots[0].series[0].values[0] is None


def test_no_line_crosses_a_break(drenthe: tuple[Report, bytes]) -> None:
    figure = next(f for f in drenthe[0].figures if f.chart)
    assert figure.chart
    broken = replace(
        figure.chart,
        rows=(
            Row("2018", ("1", "2"), (1.0, 2.0)),
            Row("Breuk. Anders geteld.", (), ()),
            Row("2019", ("3", "4"), (3.0, 4.0)),
        ),
    )
    slides = opened(deck(only(drenthe[0], replace(figure, chart=broken))))
    slide = slides_of(slides, figure)[0]
    assert next(charts_of(slide)).chart.plots[0].series[0].values == (1.0, None, 3.0)
    assert "Anders geteld." in text_of(slide)


def test_each_slide_has_a_title_of_its_own_notes_release_and_language(drenthe: tuple[Report, bytes]) -> None:
    report, slides = drenthe[0], opened(drenthe[1])
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in slides.slides:
        assert report.release in text_of(slide)
        assert notes_of(slide)
        assert {r.get("lang") for r in slide._element.iter("{*}rPr")} == {"nl-NL"}
    assert slides.core_properties.language == "nl-NL"
    assert slides.core_properties.title == "Drenthe, 1e halfjaar 2021"


def test_no_empty_placeholder_is_left(drenthe: tuple[Report, bytes], demo: tuple[Report, bytes]) -> None:
    for _report, content in (drenthe, demo):
        for slide in opened(content).slides:
            assert all(s.text_frame.text for s in slide.placeholders if s.has_text_frame), slide.slide_id


def test_the_good_conversation_is_in_it(drenthe: tuple[Report, bytes]) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened(drenthe[1]).slides]
    order = [p.name for p in PARTS if p.id in ("analyse", "conclusies", "acties", "einde")]
    assert [t for t in titles if t in order] == order
    own = titles.index("Eigen cijfers van partners")
    assert titles.index(order[0]) < own < titles.index(order[1])
    assert titles.index(order[1]) < titles.index("Onze conclusies") < titles.index("Onze acties")


def test_invented_figures_say_so_everywhere(demo: tuple[Report, bytes]) -> None:
    report, slides = demo[0], opened(demo[1])
    for slide in slides.slides:
        assert report.banner in text_of(slide)
        assert report.banner in notes_of(slide)
        for frame in charts_of(slide):
            assert report.banner in words_of(frame)
            assert report.banner in frame.chart.chart_title.text_frame.text


def test_an_official_deck_has_no_banner(drenthe: tuple[Report, bytes]) -> None:
    assert not any("Fictieve" in text_of(slide) for slide in opened(drenthe[1]).slides)


def test_no_more_slides_than_a_meeting_looks_at(demo: tuple[Report, bytes]) -> None:
    report, slides = demo[0], opened(demo[1])
    assert len(report.figures) > MOST_SLIDES == len(slides.slides)
    assert {f.indicator for f in report.keys} <= {f.indicator for f in chosen(report)}
    assert all(any(f in chosen(report) for f in section.figures) for section in report.sections)
    said = next(s for s in slides.slides if "Wat u hier niet ziet" in text_of(s))
    here = len(chosen(report)) + len(unseen(report))
    assert f"Van {len(report.figures)} cijfers staan er {here}" in text_of(said)


def test_figures_without_a_number_stand_together(demo: tuple[Report, bytes]) -> None:
    report, slides = demo[0], opened(demo[1])
    assert unseen(report)
    assert not {f.title for f in unseen(report)} & {s.shapes.title.text_frame.text for s in slides.slides}
    pages = [s for s in slides.slides if "Cijfers zonder getal" in text_of(s)]
    for figure in unseen(report):
        assert any(figure.title in text_of(s) and figure.subtitle in text_of(s) for s in pages)
        assert all(any(words in notes_of(s) for s in pages) for words in (*figure.sentences, figure.source))


def test_a_single_bar_does_not_fill_the_slide(drenthe: tuple[Report, bytes]) -> None:
    figure = next(f for f in drenthe[0].figures if f.rows)
    one = replace(figure, heads=figure.heads[:1], rows=(replace(figure.rows[0], cells=("1",), values=(1.0,)),))
    (frame,) = (c for s in opened(deck(only(drenthe[0], one))).slides for c in charts_of(s))
    assert frame.chart.plots[0].gap_width == 500


def test_a_legend_names_no_area_without_a_number(drenthe: tuple[Report, bytes]) -> None:
    figure = next(f for f in drenthe[0].figures if f.chart and not f.rows)
    assert figure.chart
    rows = tuple(replace(r, values=(1.0, None), cells=("1", "ontbreekt")) for r in figure.chart.rows if r.cells)
    slides = opened(deck(only(drenthe[0], replace(figure, chart=replace(figure.chart, rows=rows)))))
    (frame,) = (c for s in slides.slides for c in charts_of(s))
    assert [s.name for s in frame.chart.plots[0].series] == list(figure.chart.heads[:1])
    assert not frame.chart.has_legend


def test_what_stands_out_and_many_sources_take_slides_of_their_own(demo: tuple[Report, bytes]) -> None:
    report = demo[0]
    standouts = tuple(Standout(f"Cijfer {n}", f"Zin {n}.", f"Vraag {n}?", f"Bron {n}.") for n in range(7))
    slides = opened(deck(replace(report, standouts=standouts, sources=report.sources * 13)))
    text = "\n".join(text_of(s) + notes_of(s) for s in slides.slides)
    assert all(part in text for s in standouts for part in (s.title, s.text, s.question, s.source))
    assert len(slides.slides) == MOST_SLIDES


def test_what_is_hidden_has_no_value_anywhere(demo: tuple[Report, bytes]) -> None:
    report, slides = demo[0], opened(demo[1])
    gaps = 0
    for figure in chosen(report):
        for slide in slides_of(slides, figure):
            for frame in charts_of(slide):
                plot = frame.chart.plots[0]
                for label, *values in zip(plot.categories, *(s.values for s in plot.series), strict=True):
                    if "verborgen" in str(label) and len(values) == 1:
                        gaps += 1
                        assert values == [None]
    assert gaps


def test_charts_hold_released_values_only(demo: tuple[Report, bytes]) -> None:
    """Every number in a chart or in the workbook inside it is one of its figure as reported."""
    report, slides = demo[0], opened(demo[1])
    checked = 0
    for figure in chosen(report):
        table = figure.rows or (figure.chart.rows if figure.chart else ())
        known = {v for row in table for v in row.values if v is not None}
        for slide in slides_of(slides, figure):
            for frame in charts_of(slide):
                book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(frame)))
                cells = {v for row in book.get_sheet_by_index(0).to_python()[1:] for v in row[1:] if v != ""}
                drawn = {v for series in frame.chart.plots[0].series for v in series.values if v is not None}
                assert cells == drawn <= known, figure.title
                checked += 1
    assert checked > 20


def test_parts_of_a_figure_have_one_scale(demo: tuple[Report, bytes]) -> None:
    report, slides = demo[0], opened(demo[1])
    figure = next(f for f in chosen(report) if len(f.rows) > 14)
    ends = {c.chart.value_axis.maximum_scale for s in slides_of(slides, figure) for c in charts_of(s)}
    assert len(ends) == 1


def test_a_sign_is_explained_where_it_stands(drenthe: tuple[Report, bytes]) -> None:
    report, slides = drenthe[0], opened(drenthe[1])
    figure = next(f for f in report.figures if f.indicator == "slachtoffers-moord-en-doodslag-vijf-jaar")
    slide = slides_of(slides, figure)[0]
    assert "† Uit tweede hand" in text_of(slide)
    assert "* Voorlopig" not in text_of(slide)


def only(report: Report, figure: Figure) -> Report:
    """The report with this figure alone."""
    return replace(report, keys=(), sections=(replace(report.sections[0], figures=(figure,)),), absent=())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(drenthe: tuple[Report, bytes], name: str) -> None:
    figure = next(f for f in drenthe[0].figures if f.rows)
    rows = tuple(replace(row, label=name) for row in figure.rows[:2])
    figure = replace(figure, title=name, heads=(name, *figure.heads[1:]), rows=rows, source=f"Bron: {name}.")
    slides = opened(deck(replace(only(drenthe[0], figure), title=name)))
    seen = name.translate(dict.fromkeys(map(ord, "\x00\x0b\u202e")))
    slide = next(s for s in slides.slides if list(charts_of(s)))
    assert seen in slide.shapes.title.text_frame.text
    assert seen in text_of(slide)
    assert seen in notes_of(slide)
    frame = next(charts_of(slide))
    assert frame.chart.plots[0].series[0].name == seen
    assert all(str(c).startswith(seen) for c in frame.chart.plots[0].categories)
    with zipfile.ZipFile(io.BytesIO(workbook_of(frame))) as book:
        assert not any(b"<f>" in book.read(n) for n in book.namelist() if "worksheets/" in n)


def test_the_same_report_has_the_same_bytes(drenthe: tuple[Report, bytes]) -> None:
    assert deck(drenthe[0]) == drenthe[1]


def test_english_has_no_dutch_of_ours(built_home: Path) -> None:
    with language.use("en"):
        slides = opened(deck(report_of(built_home)))
    text = "\n".join(text_of(s) + notes_of(s) for s in slides.slides)
    assert "Our conclusions" in text
    assert not any(word in text for word in ("Onze conclusies", "Vragen voor", "Uitgave", "minuten"))
    assert slides.core_properties.language == "en-GB"
    assert next(layout.name for layout in slides.slide_layouts) == "Opening"


def test_a_master_that_can_be_restyled(drenthe: tuple[Report, bytes]) -> None:
    """No slide has a colour or font of its own, and all that is on it stands in a placeholder."""
    for slide in opened(drenthe[1]).slides:
        xml = slide._element
        assert not list(xml.iter("{*}srgbClr"))
        assert not list(xml.iter("{*}latin"))
        assert all(shape.is_placeholder for shape in slide.shapes)
        for frame in charts_of(slide):
            assert not list(frame.chart._chartSpace.iter("{*}srgbClr"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("which", ["drenthe", "demo"])
def test_libreoffice_makes_a_page_of_each_slide(request: pytest.FixtureRequest, tmp_path: Path, which: str) -> None:
    report, content = request.getfixturevalue(which)
    (tmp_path / "deck.pptx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")], check=True, capture_output=True)
    pages = [p.extract_text() for p in pypdf.PdfReader(tmp_path / "deck.pdf").pages]
    assert len(pages) == len(opened(content).slides)
    assert all(report.release in text for text in pages)
    for figure in chosen(report):
        wanted = [plain(words) for words in (figure.title, figure.value)]
        assert any(all(words in plain(text) for words in wanted) for text in pages), figure.title
