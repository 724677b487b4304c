"""What a chart draws of a series: gaps, breaks, bridges, provisional figures, events."""

from __future__ import annotations

import pytest
from chart_parts import PUBLICATION, made, series
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Break
from impactmonitor.periods import parse
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.present.charts.model import Rule
from impactmonitor.present.charts.series import Subject, trend
from impactmonitor.present.charts.timeline import kinds, place
from impactmonitor.present.figures import Sources
from impactmonitor.tables import ConfStatus, ObsStatus, Stage


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
    assert found.breaks == ("2020: Anders geteld.",)
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
    rows = [*bridged(catalogue, bridge, old), *series("VT27", H2023_1=3_400, H2023_2=3_500)]
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
