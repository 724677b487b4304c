"""Charts: what they draw of a series, where they put its words, and what their SVG may hold."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import altair
import pytest
from factories import observation

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Break, Indicator
from impactmonitor.periods import parse
from impactmonitor.present.charts import kept, layout, lines, palette
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.present.charts.model import ANCHOR, NARROW, WIDE, WIDTHS, Line, LineChart, LinePoint, Rule, Tick
from impactmonitor.present.charts.series import Subject, Trend, trend
from impactmonitor.present.charts.timeline import kinds, place
from impactmonitor.present.figures import Sources
from impactmonitor.settings import PACKAGE
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Publication, Stage

PUBLICATION = Publication("84849NED", "84849NED", "Een tabel", "https://www.cbs.nl/tabel", "veilig-thuis", False)


def series(region: str = "NL01", **values: float) -> list[Observation]:
    """Counts of a region by period, written as H2021_1=60.0 for the first half of 2021."""
    return [
        observation(region=region, period=f"{name[1:5]}H{name[-1]}", value=value)
        for name, value in values.items()
    ]  # fmt: skip


def made(catalogue: Catalogue, *subjects: Subject, indicator: Indicator | None = None) -> Trend:
    sources = Sources(catalogue, {PUBLICATION.id: PUBLICATION})
    found = trend(sources, indicator or catalogue.indicators["meldingen"], "count", subjects)
    assert found
    return found


def chart_of(*made_of: Line, rules: tuple[Rule, ...] = (), start: float = 2019.0, end: float = 2021.0) -> LineChart:
    ticks = tuple(Tick(float(y), str(y)) for y in range(int(start), int(end) + 1))
    return LineChart("Titel", "Woorden", made_of, ticks, "halve jaren", "", rules, start, end)


def run(*values: float, since: float = 2019.0, open_from: int = 99) -> tuple[LinePoint, ...]:
    return tuple(
        LinePoint(since + n / 2, v, f"{v:.0f}{'*' if n >= open_from else ''}", n >= open_from)
        for n, v in enumerate(values)
    )


# -- from figures to lines --


def test_a_missing_figure_ends_the_line(catalogue: Catalogue) -> None:
    rows = series(H2019_1=10, H2019_2=11, H2020_2=13, H2021_1=14)
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", rows))
    assert found.chart
    assert [[p.x for p in run] for run in found.chart.lines[0].runs] == [[2019.0, 2019.5], [2020.5, 2021.0]]
    assert [row.period for row in found.rows][2] == "1e halfjaar 2020"
    gap = found.rows[2].cells[0].gap
    assert gap
    assert gap.id == "ontbreekt"


@pytest.mark.parametrize(
    "hidden",
    [
        {"obs_status": ObsStatus.MISSING, "value": None},
        {"obs_status": ObsStatus.NOT_COLLECTED, "value": None},
        {"obs_status": ObsStatus.SUPPRESSED, "value": None},
        {"conf_status": ConfStatus.PRIMARY, "value": 3.0},
    ],
)
def test_what_is_not_shown_has_no_point(catalogue: Catalogue, hidden: dict[str, object]) -> None:
    rows = [*series(H2019_1=10, H2019_2=11, H2020_2=13), observation(period="2020H1", **hidden)]
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", rows))
    assert found.chart
    assert [p.x for run in found.chart.lines[0].runs for p in run] == [2019.0, 2019.5, 2020.5]
    assert len(found.chart.lines[0].runs) == 2


def test_a_true_zero_is_a_point(catalogue: Catalogue) -> None:
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", series(H2019_1=10, H2019_2=0, H2020_1=4)))
    assert found.chart
    assert [p.value for p in found.chart.lines[0].runs[0]] == [10, 0, 4]


def test_provisional_figures_are_open_and_written_with_their_mark(catalogue: Catalogue) -> None:
    rows = [*series(H2019_1=10, H2019_2=11), observation(period="2020H1", value=12, stage=Stage.PROVISIONAL)]
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", rows))
    assert found.chart
    assert [p.open for p in found.chart.lines[0].runs[0]] == [False, False, True]
    assert found.chart.lines[0].last.text == "12*"
    assert "12 voorlopig (1e halfjaar 2020)" in found.chart.description
    assert "Open punten zijn voorlopig" in found.chart.description


def test_a_break_ends_the_line_and_is_named(catalogue: Catalogue) -> None:
    real = catalogue.indicators["meldingen"]
    broken = real.model_copy(update={"breaks": [Break(period="2020", text="Anders geteld.")]})
    rows = series(H2019_1=10, H2019_2=11, H2020_1=20, H2020_2=21)
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", rows), indicator=broken)
    assert found.chart
    assert [[p.value for p in run] for run in found.chart.lines[0].runs] == [[10, 11], [20, 21]]
    assert found.chart.rules == (Rule(2019.75, "breuk: 2020", "break"),)
    assert found.breaks == ("Anders geteld.",)
    assert [row.broken for row in found.rows] == ["", "", "Anders geteld.", "", ""]


def test_a_break_of_some_regions_leaves_the_others_whole(catalogue: Catalogue) -> None:
    """The change of regions in Brabant is drawn for those regions; the line of the Netherlands goes on."""
    values = {"H2022_1": 10.0, "H2022_2": 11.0, "H2023_1": 12.0}
    found = made(
        catalogue,
        Subject("VT21", "Midden-Brabant", "region", series("VT21", **values)),
        Subject("NL01", "Nederland", "netherlands", series(**values)),
    )
    assert found.chart
    assert [len(line.runs) for line in found.chart.lines] == [2, 1]
    drenthe = made(catalogue, Subject("VT02", "Drenthe", "region", series("VT02", **values)))
    assert drenthe.chart
    assert drenthe.chart.rules == ()


def test_a_break_of_some_regions_says_for_how_many(catalogue: Catalogue) -> None:
    values = {"H2022_1": 10.0, "H2022_2": 11.0, "H2023_1": 12.0}
    places = {"VT21": "Midden-Brabant", "VT02": "Drenthe", "VT08": "Groningen"}
    found = made(catalogue, *(Subject(code, name, "beside", series(code, **values)) for code, name in places.items()))
    assert found.chart
    assert [rule.text for rule in found.chart.rules] == ["breuk voor 1 gebied: 2023"]


def test_bridged_figures_come_before_the_break(catalogue: Catalogue) -> None:
    bridge = bridge_to(catalogue.regions, "VT27")
    assert bridge
    old = [*series("VT16", H2022_1=1_000, H2022_2=1_100), *series("VT26", H2022_1=2_000, H2022_2=2_200)]
    rows = [*bridged(bridge, old), *series("VT27", H2023_1=3_400, H2023_2=3_500)]
    found = made(catalogue, Subject("VT27", "Oost-Brabant", "region", rows))
    assert found.chart
    assert [[(p.value, p.bridged) for p in run] for run in found.chart.lines[0].runs] == [
        [(3_000, True), (3_300, True)],
        [(3_400, False), (3_500, False)],
    ]
    assert [rule.text for rule in found.chart.rules] == ["breuk: 2023"]
    assert "door ons opgeteld" in found.chart.description
    assert [row.cells[0].letter for row in found.rows if row.cells] == ["a", "b", "", ""]
    assert "de som van Brabant Noordoost (1.000) en Zuidoost-Brabant (2.000)" in found.notes[0].text


def test_events_are_named_on_their_day_with_their_source(catalogue: Catalogue) -> None:
    rows = series(**{f"H{year}_{n}": 10.0 for year in range(2019, 2022) for n in (1, 2)})
    sources = Sources(catalogue, {PUBLICATION.id: PUBLICATION})
    subject = Subject("NL01", "Nederland", "netherlands", rows)
    found = trend(sources, catalogue.indicators["meldingen"], "count", [subject], with_events=True)
    assert found
    assert found.chart
    assert [(rule.text, rule.kind) for rule in found.chart.rules] == [("coronaperiode", "event")]
    assert found.chart.rules[0].x == 2020
    assert [event.when for event in found.events] == ["1 januari 2019", "1 januari 2019", "2020"]
    assert all(event.stated_by for event in found.events)


def test_years_and_half_years_are_never_one_line(catalogue: Catalogue) -> None:
    rows = [*series(H2019_1=10, H2019_2=11), observation(period="2019", value=21), observation(period="2020", value=22)]
    rows.append(observation(period="2020H1", value=12))
    assert kinds(rows) == ["half-year", "year"]
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", rows))
    assert [row.period for row in found.rows] == ["1e halfjaar 2019", "2e halfjaar 2019", "1e halfjaar 2020"]


def test_one_moment_is_no_line_but_still_a_table(catalogue: Catalogue) -> None:
    found = made(catalogue, Subject("NL01", "Nederland", "netherlands", series(H2019_1=10)))
    assert found.chart is None
    assert [row.cells[0].text for row in found.rows] == ["10"]


def test_no_figures_no_series(catalogue: Catalogue) -> None:
    sources = Sources(catalogue, {})
    subject = Subject("NL01", "Nederland", "netherlands", series(H2019_1=10))
    assert trend(sources, catalogue.indicators["adviezen"], "count", [subject]) is None


@pytest.mark.parametrize(
    ("code", "where"),
    [("2021", 2021), ("2021H2", 2021.5), ("2021Q2", 2021.25), ("2020-07", 2020.5), ("2015/2019", 2017)],
)  # fmt: skip
def test_periods_stand_at_their_first_day(code: str, where: float) -> None:
    assert place(parse(code)) == where


# -- where things go --


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


# -- what is kept --


def test_a_chart_is_drawn_once_and_read_back(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    first = kept.Drawings(tmp_path).get(chart)
    monkeypatch.setattr(kept, "draw", lambda _: pytest.fail("drawn again"))
    again = kept.Drawings(tmp_path)
    assert again.has(chart)
    assert again.get(chart) == first
    assert again.get(chart) is again.get(chart)


def test_a_half_written_drawing_is_made_again(tmp_path) -> None:  # type: ignore[no-untyped-def]
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    drawings = kept.Drawings(tmp_path)
    first = drawings.get(chart)
    path = drawings.path(kept.key(chart))
    assert path
    path.write_text(path.read_text(encoding="utf-8")[:500], encoding="utf-8")
    assert not drawings.has(chart)
    assert kept.Drawings(tmp_path).get(chart) == first
    assert drawings.has(chart)


def test_without_a_place_to_write_it_stays_in_memory(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("")
    drawings = kept.Drawings(tmp_path / "file" / "charts")
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    assert drawings.get(chart) is drawings.get(chart)


def test_the_key_depends_on_figures_words_and_language() -> None:
    a, b = (chart_of(Line("Drenthe", "region", (run(26, last),))) for last in (27, 28))
    assert kept.key(a) != kept.key(b)
    assert kept.key(a) == kept.key(chart_of(Line("Drenthe", "region", (run(26, 27),))))
    with language.use("en"):
        english = kept.key(a)
    assert english != kept.key(a)


def test_numbers_on_the_axis_follow_the_language() -> None:
    chart = chart_of(Line("Nederland", "netherlands", (run(66_000, 67_000),)))
    assert ">80.000<" in kept.draw(chart)[1]
    with language.use("en"):
        assert ">80,000<" in kept.draw(chart)[1]


def test_narrow_charts_move_names_above_when_lines_lie_close() -> None:
    close = [Line(f"Een lange naam {n}", "beside", (run(30, 31 + n / 10, 30),)) for n in range(3)]
    spec = lines.specification(chart_of(*close, end=2020.0), NARROW)
    assert {w["side"] for w in spec["datasets"]["words"]} == {"key"}
    names = ("Noord- en Midden-Limburg", "Nederland")
    apart = [Line(names[0], "region", (run(10, 10, 10),)), Line(names[1], "netherlands", (run(30, 30, 30),))]
    spec = lines.specification(chart_of(*apart, end=2020.0), NARROW)
    assert {w["side"] for w in spec["datasets"]["words"]} == {"left"}
