"""What is said of a series: lines, changes and developments, on made-up series with a known answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning.cases import Known
from impactmonitor.meaning.model import Reading
from impactmonitor.meaning.series import moved, read
from impactmonitor.present.blocks import Sources
from impactmonitor.present.charts.series import Trend, trend
from impactmonitor.present.charts.timeline import Subject
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Publication, Stage

INDICATOR, REGION = "meldingen", "VT02"
HALVES = [f"{year}H{half}" for year in range(2019, 2025) for half in (1, 2)]


def counts(values: list[float], provisional: int = 0, region: str = REGION) -> list[Observation]:
    """Counts per half-year from 2019 on; the last ones may be provisional."""
    return [
        Observation(
            *(INDICATOR, "count", "aantal", TOTAL, region, period),
            value=value,
            low=None,
            high=None,
            decimals=0,
            obs_status=ObsStatus.NORMAL,
            conf_status=ConfStatus.FREE,
            stage=Stage.PROVISIONAL if len(values) - n <= provisional else Stage.FINAL,
            formula="",
            note="",
            second_hand=False,
            source="veilig-thuis",
            publication="p",
            edition=1,
        )
        for n, (period, value) in enumerate(zip(HALVES, values, strict=False))
    ]


def series(catalogue: Catalogue, rows: list[Observation]) -> Trend:
    sources = Sources(catalogue, {"p": Publication("p", "t", "Tabel", "https://example.org", "veilig-thuis", False)})
    made = trend(sources, catalogue.indicators[INDICATOR], "count", [Subject(REGION, "Drenthe", "region", rows)])
    assert made
    return made


def reading(catalogue: Catalogue, rows: list[Observation]) -> Reading:
    return read(catalogue, series(catalogue, rows), catalogue.units["aantal"], Known(catalogue, rows))


def rules(found: Reading) -> set[str]:
    return {s.rule for s in found.all}


FLAT = [2000.0, 2040, 1980, 2010, 2025, 1990, 2015, 2005, 1985, 2030, 2000, 2020]
GROWING = [2000 * 1.06**n for n in range(12)]


def test_chosen_regions_are_told_in_their_order_and_the_netherlands_last(catalogue: Catalogue) -> None:
    sources = Sources(catalogue, {"p": Publication("p", "t", "Tabel", "https://example.org", "veilig-thuis", False)})
    subjects = [
        Subject("VT02", "Drenthe", "region", counts(FLAT)),
        Subject("VT08", "Groningen", "beside", counts(GROWING, region="VT08")),
        Subject("VT04", "Friesland", "beside", counts(FLAT, region="VT04")),
        Subject("NL01", "Nederland", "netherlands", counts(FLAT, region="NL01")),
    ]
    made = trend(sources, catalogue.indicators[INDICATOR], "count", subjects)
    assert made
    text = " ".join(s.text for s in read(catalogue, made, catalogue.units["aantal"]).sentences)
    assert text.index("Drenthe: ") < text.index("Groningen: ") < text.index("Nederland: ")
    assert "Friesland" not in text


def test_a_steady_rise_is_told_as_one(catalogue: Catalogue) -> None:
    found = reading(catalogue, counts([round(v) for v in GROWING]))
    assert {"line", "since-before", "since-a-year", "trend"} <= rules(found)
    assert "een stijging, van 2.120 in het 2e halfjaar van 2019 naar 3.797 in het 2e halfjaar van 2024" in found.text
    assert "Eerste en tweede halfjaren zijn apart bekeken." in found.text
    assert not found.needed


def test_a_fall_is_told_as_a_fall(catalogue: Catalogue) -> None:
    found = reading(catalogue, counts([round(v) for v in reversed(GROWING)]))
    assert "een daling, van 3.582 in het 2e halfjaar van 2019 naar 2.000 in het 2e halfjaar van 2024" in found.text


def test_movement_without_direction_is_no_development(catalogue: Catalogue) -> None:
    found = reading(catalogue, counts(FLAT))
    assert {"no-trend", "change-usual"} <= rules(found)
    assert "Dat betekent niet dat er niets veranderde" in found.text


def test_a_leap_after_quiet_years_is_more_than_usual(catalogue: Catalogue) -> None:
    assert "change-large" in rules(reading(catalogue, counts([*FLAT[:11], 2900])))


def test_too_few_moments_are_no_development_and_it_says_how_many_it_takes(catalogue: Catalogue) -> None:
    found = reading(catalogue, counts(FLAT[:5]))
    assert {"few-points", "moments-needed"} <= rules(found)
    assert "ten minste 8 definitieve halfjaren" in found.needed[0].text
    assert "zijn het er 5" in found.needed[0].text


def test_provisional_figures_are_told_but_not_tested(catalogue: Catalogue) -> None:
    found = reading(catalogue, counts([*FLAT[:11], 2900], provisional=1))
    assert {"since-before", "provisional", "change-not-tested"} <= rules(found)
    told = next(s for s in found.sentences if s.rule == "change-not-tested")
    assert "schommelingen" in told.why
    assert "vijftien regio" not in told.why
    assert not rules(found) & {"change-large", "change-usual"}


@pytest.mark.parametrize(("values", "said"), [([8.0, 9.0], True), ([8.0, 8.0], False)])
def test_estimates_that_differ_may_do_so_by_chance(catalogue: Catalogue, values: list[float], said: bool) -> None:
    name, periods = "slachtoffers-huiselijk-geweld", ("2020", "2022")
    rows = [
        replace(o, indicator=name, measure="share", unit="%", region="NL01", period=period, source="prevalentiemonitor")
        for o, period in zip(counts(values), periods, strict=True)
    ]
    sources = Sources(catalogue, {"p": Publication("p", "t", "Rapport", "", "prevalentiemonitor", False)})
    made = trend(sources, catalogue.indicators[name], "share", [Subject("NL01", "Nederland", "netherlands", rows)])
    assert made
    known = Known(catalogue, rows)
    found = (
        read(catalogue, made, catalogue.units["%"], known),
        moved(catalogue, made, catalogue.units["%"], "NL01", "2022", known),
    )
    for reading in found:
        assert ("estimates-differ" in {s.rule for s in reading.spoken}) is said


def test_other_halves_of_the_year_get_a_word(catalogue: Catalogue) -> None:
    assert "other-half" in rules(reading(catalogue, counts(FLAT)))


def test_nothing_crosses_a_break(catalogue: Catalogue) -> None:
    rows = counts(FLAT)
    rows[6] = replace(rows[6], obs_status=ObsStatus.BREAK)
    found = reading(catalogue, rows)
    assert {"interrupted", "few-points"} <= rules(found)
    assert "2.000 in het 1e halfjaar van 2019" not in found.text


@pytest.mark.parametrize("gone", [{"value": None, "obs_status": ObsStatus.MISSING}, {"value": None}])
def test_a_gap_interrupts(catalogue: Catalogue, gone: dict[str, object]) -> None:
    rows = counts(FLAT)
    rows[9] = replace(rows[9], **gone)  # type: ignore[arg-type]
    assert "interrupted" in rules(reading(catalogue, rows))


def test_one_moment_is_one_moment(catalogue: Catalogue) -> None:
    assert "one-moment" in rules(reading(catalogue, counts(FLAT[:1])))


def test_no_figure_is_said(catalogue: Catalogue) -> None:
    rows = [replace(o, value=None, obs_status=ObsStatus.MISSING) for o in counts(FLAT[:2])]
    assert rules(reading(catalogue, rows)) >= {"absent"}


def test_the_move_to_a_period_does_not_look_beyond_it(catalogue: Catalogue) -> None:
    rows = counts([100, 200, 300, 400, 9000])
    found = moved(
        catalogue, series(catalogue, rows), catalogue.units["aantal"], REGION, "2020H2", Known(catalogue, rows)
    )
    assert "gestegen van 300 in het 1e halfjaar van 2020 naar 400 in het 2e halfjaar van 2020" in found.text
    assert "Een jaar eerder, in het 2e halfjaar van 2019, was het 200." in found.text
    assert "9.000" not in found.text


def test_small_counts_of_a_series_carry_their_caution(catalogue: Catalogue) -> None:
    assert "small" not in rules(reading(catalogue, counts([20, 25, 30])))
    (one,) = (s for s in reading(catalogue, counts([25, 15, 30])).cautions if s.rule == "small")
    assert one.text.startswith("In Drenthe gaat het om een klein aantal (15).")
    (more,) = (s for s in reading(catalogue, counts([25, 15, 10])).cautions if s.rule == "small")
    assert more.text.startswith("In Drenthe zijn sommige aantallen klein")
    rows = counts([100, 200, 15])
    found = moved(
        catalogue, series(catalogue, rows), catalogue.units["aantal"], REGION, "2020H1", Known(catalogue, rows)
    )
    assert "small" in rules(found)


def test_a_rise_within_each_half_is_not_told_with_a_first_and_a_second_half(catalogue: Catalogue) -> None:
    """Second halves lie lower: from the first half to the last second half the number falls, yet both halves rise."""
    found = reading(catalogue, counts([5000, 4545, 5100, 4635, 5205, 4730, 5310, 4825]))
    assert "van 4.545 in het 2e halfjaar van 2019 naar 4.825 in het 2e halfjaar van 2022" in found.text
    assert "van 5.000 naar 4.825" not in found.text
