"""Where a chart puts its words, and what its SVG may hold."""

from __future__ import annotations

import dataclasses
import itertools
import re
from xml.etree import ElementTree

import altair
import pytest
from chart_parts import chart_of, run

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.present.charts import kept, layout, lines, palette
from impactmonitor.present.charts.letters import text_width
from impactmonitor.present.charts.model import ANCHOR, WIDE, WIDTHS, Line, LinePoint, Rule, Tick
from impactmonitor.settings import PACKAGE


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([26.5, 44.1], [0, 10, 20, 30, 40, 50]),
        ([0.0], [0, 1]),
        ([0.3, 0.8], [0, 0.2, 0.4, 0.6, 0.8]),
        ([66_270], [0, 20_000, 40_000, 60_000, 80_000]),
        ([-0.35, 0.4], [-0.4, -0.2, 0, 0.2, 0.4]),
    ],
)
def test_axes_are_round_and_hold_zero(values: list[float], ticks: list[float]) -> None:
    assert layout.scale(values) == ticks


def test_labels_keep_their_distance_and_their_order() -> None:
    found = layout.spread([100, 98, 40, 101], gap=17, low=4, high=120)
    assert sorted(found) == [40, 86, 103, 120]
    assert found[1] < found[0] < found[3]
    crowded = layout.spread([50.0] * 30, gap=17, low=0, high=100)
    assert min(crowded) >= 0
    assert max(crowded) <= 100


def test_words_above_the_plot_do_not_overlap() -> None:
    places = layout.rows([(10, "nieuwe meldcode"), (30, "corona"), (290, "breuk: 2023")], width=300)
    assert [p.row for p in places] == [1, 0, 0]
    assert places[2].ends


# -- the drawing --


@pytest.fixture(scope="module")
def drawn() -> dict[int, str]:
    chart = chart_of(
        Line("Groningen", "other", (run(20, 21, 22, 23, 24),)),
        Line("Nederland", "netherlands", (run(37, 38, 39, 40, 41, open_from=4),)),
        Line("Drenthe & Assen", "region", (run(26, 27), run(29, 30, since=2020.5, open_from=1))),
        rules=(Rule(2020.25, "breuk: 2020", "break"),),
    )
    return dict(zip(WIDTHS, kept.draw(chart), strict=True))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_drawing_names_its_lines_and_describes_itself(drawn: dict[int, str], width: int) -> None:
    root = ElementTree.fromstring(drawn[width])
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{ANCHOR}-t {ANCHOR}-d"
    assert [child.text for child in root][:2] == ["Titel", "Woorden"]
    assert root.get("width") == str(width)
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Nederland 41*", "Drenthe & Assen 30*", "breuk: 2020", "2019", "halve jaren"} <= set(words)
    assert not any("Groningen" in (word or "") for word in words)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_drawing_holds_nothing_that_a_page_forbids(drawn: dict[int, str], width: int) -> None:
    for forbidden in (
        "style=",
        "<style",
        "<script",
        "<image",
        "href",
        "aria-roledescription",
        "graphics-",
        "NaN",
        "url(",
    ):
        assert forbidden not in drawn[width]
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn[width]))
    named = {v for k, v in vars(palette).items() if k.isupper() and isinstance(v, str) and v.startswith("#")}
    assert colours <= named | {"none", "transparent"}, "a colour without a rule in charts.css"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_colour_of_a_drawing_has_a_rule(drawn: dict[int, str], width: int) -> None:
    """So that a chart is readable in dark; the page replaces colours by those of the reader's scheme."""
    rules = (PACKAGE / "web/static/impactmonitor/css/charts.css").read_text(encoding="utf-8")
    for attribute, colour in set(re.findall(r'(fill|stroke)="(#[^"]+)"', drawn[width])):
        assert f'.chart [{attribute}="{colour}"]' in rules


def paths(svg: str, colour: str) -> list[dict[str, str]]:
    return [
        e.attrib for e in ElementTree.fromstring(svg).iter() if e.get("stroke") == colour and e.tag.endswith("path")
    ]


def test_a_line_stops_at_a_break_and_is_dotted_towards_what_is_provisional(drawn: dict[int, str]) -> None:
    strokes = [p for p in paths(drawn[WIDE], palette.REGION) if p.get("stroke-width") == "3"]
    assert [p.get("stroke-dasharray", "") for p in strokes] == ["", "1,5"]
    assert all(p["d"].count("L") == 1 for p in strokes)
    points = [p for p in paths(drawn[WIDE], palette.REGION) if p.get("stroke-width") != "3"]
    assert [p["fill"] for p in points] == [palette.REGION] * 3 + [palette.SURFACE]


def test_a_single_figure_between_gaps_is_seen(catalogue: Catalogue) -> None:
    chart = chart_of(Line("Drenthe", "other", (run(26), run(29, since=2020.5))))
    svg = kept.draw(chart)[1]
    assert len([p for p in paths(svg, palette.OTHER_SOFT) if p.get("fill") == palette.OTHER_SOFT]) == 2


def test_bridged_figures_are_dashed_and_small() -> None:
    bridged = tuple(LinePoint(2019 + n / 2, 20.0, "20", bridged=True) for n in range(3))
    svg = kept.draw(chart_of(Line("Oost-Brabant", "region", (bridged, run(20, 21, since=2020.5)))))[-1]
    assert [p.get("stroke-dasharray", "") for p in paths(svg, palette.REGION) if p.get("stroke-width") == "3"] == [
        "8,5",
        "",
    ]


@pytest.mark.parametrize("many", [1, 3, 26])
@pytest.mark.parametrize("width", WIDTHS)
def test_names_at_the_end_of_lines_do_not_overlap(many: int, width: int) -> None:
    found = [Line(f"Regio {n}", "beside", (run(30 + n / 50, 30 + n / 40),)) for n in range(many)]
    spec = lines.specification(chart_of(*found, end=2019.5), width)
    tall = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    places = sorted(w["y"] for w in spec["datasets"]["words"])
    assert len(places) == many
    pixels = [(b - a) / (tall[1] - tall[0]) * spec["height"] for a, b in itertools.pairwise(places)]
    assert all(gap > 8.5 for gap in pixels)


def test_a_line_that_ends_early_says_when() -> None:
    found = (Line("Oud", "beside", (run(30, 31),)), Line("Nieuw", "region", (run(20, 21, 22, 23, 24),)))
    for width in WIDTHS:
        words = {w["text"] for w in lines.specification(chart_of(*found), width)["datasets"]["words"]}
        assert words == {"Oud 31 (2019)", "Nieuw 24"}


def test_an_interval_without_value_is_drawn_as_an_interval() -> None:
    points = tuple(LinePoint(2019.0 + n, None, "90–127", low=90, high=127) for n in range(2))
    spec = lines.specification(chart_of(Line("Nederland", "netherlands", (points,))), WIDE)
    assert [(w["y"], w["y2"]) for w in spec["datasets"]["whiskers"]] == [(90, 127)] * 2
    assert spec["datasets"]["points"] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_specification_is_one_that_vega_lite_knows(width: int) -> None:
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)), rules=(Rule(2019.25, "iets", "event"),))
    altair.LayerChart.from_dict(lines.specification(chart, width)).to_dict(validate=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_label_of_the_last_moment_is_whole(width: int) -> None:
    """Five years together have a long label, and the last stands half beside its point."""
    line = Line("provincie Drenthe (zelfde gebied)", "region", (run(21.0, 21.0),))
    chart = dataclasses.replace(
        chart_of(line, end=2019.5), ticks=(Tick(2019.0, "2015–2019"), Tick(2019.5, "2020–2024"))
    )
    frame = lines._frame(chart, width)
    middle = frame.left + frame.across(2019.5)
    assert middle + text_width("2020–2024") / 2 <= frame.left + frame.width + frame.right
