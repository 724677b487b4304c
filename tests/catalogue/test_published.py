"""The bundled figures are exactly the printed ones, and the known conflicts are settled as data/README.md says."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.findings import Finding
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import TOTAL, Observation, ObsStatus

PUBLISHED = default_catalogue() / "published"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CBS, NATIONAL = "cbs_published_figures.csv", "national_published_figures.csv"

Examined = tuple[Accepted, list[Finding]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def in_force(
    examined: Examined, indicator: str, measure: str, region: str, period: str, category: str = TOTAL
) -> Observation:
    (found,) = [o for o in examined[0].observations if o.key == (indicator, measure, category, region, period)]
    return found


def earlier(
    examined: Examined, indicator: str, measure: str, region: str, period: str, category: str = TOTAL
) -> list[float | None]:
    return [o.value for o in examined[0].earlier if o.key == (indicator, measure, category, region, period)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not on this machine")
@pytest.mark.parametrize("name", [CBS, NATIONAL])
def test_bundled_rows_equal_the_collected_rows(name: str) -> None:
    """Row by row; only the addresses of the seed texts, which are no public addresses, are left empty."""
    collected = rows(SHARED / name)
    for row in collected:
        if row["source_url"].startswith("seed:"):
            row["source_url"] = ""
    assert rows(PUBLISHED / name) == collected


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not on this machine")
def test_municipal_population_equals_the_collected_population() -> None:
    collected = [r["population_2022_01_01"] for r in rows(SHARED / "vt_membership_population.csv")]
    bundled = [r["value"] for r in rows(PUBLISHED / "population_municipalities_2022.csv")]
    assert sorted(bundled) == sorted(collected)
    assert sum(int(v) for v in bundled) == 17_590_672


def test_every_row_ends_in_exactly_one_place(examined: Examined) -> None:
    shaped = examined[0].shaped
    placed = [r for r, _ in (*shaped.mapped, *shaped.covered, *shaped.not_carried)]
    times = Counter((r.file, r.line) for r in placed)
    assert set(times.values()) == {1}
    assert Counter(r.file for r in placed) == {CBS: 3175, NATIONAL: 1213, "population_municipalities_2022.csv": 342}


def test_972_national_rows_are_covered_by_the_cbs_file(examined: Examined) -> None:
    covered = examined[0].shaped.covered
    assert len(covered) == 972
    for row, twin in covered:
        assert (row.file, twin.file) == (NATIONAL, CBS)
        assert (row.value, row.region, row.period, row.url) == (twin.value, twin.region, twin.period, twin.url)


def test_reasons_for_what_is_not_carried_are_sentences(examined: Examined) -> None:
    reasons = {reason for _, reason in examined[0].shaped.not_carried}
    assert {r for r in reasons if len(r) < 20 or not r.endswith(".")} == set()


def test_every_rule_for_not_carrying_is_used(catalogue: Catalogue, examined: Examined) -> None:
    used = {reason for _, reason in examined[0].shaped.not_carried}
    assert [rule for rule in catalogue.not_carried if rule.reason not in used] == []


def test_every_recipe_maps_at_least_one_row(catalogue: Catalogue, examined: Examined) -> None:
    """An unused mapping is a finding too: a label may have been misread."""
    used = {(o.indicator, row.table, o.measure) for row, o in examined[0].shaped.mapped}
    wanted = {(i.id, r.table, r.kind) for i in catalogue.indicators.values() for r in i.recipe if r.seen}
    assert sorted(wanted - used) == []


def test_a_dot_has_no_value_and_only_a_dot_is_missing(examined: Examined) -> None:
    mapped = examined[0].shaped.mapped
    dots = [(row, o) for row, o in mapped if row.dot]
    assert len(dots) > 250
    assert {(o.value, o.low, o.high, o.obs_status) for _, o in dots} == {(None, None, None, ObsStatus.MISSING)}
    assert [
        o
        for row, o in mapped
        if not row.dot and (o.obs_status == ObsStatus.MISSING or (o.value is None and o.low is None))
    ] == []


def test_printed_zeros_stay_zeros(examined: Examined) -> None:
    """0 per cent to the OM in Zaanstreek-Waterland is a figure, not a dot."""
    found = in_force(examined, "overdracht-om", "share", "VT22", "2021H1")
    assert (found.value, found.decimals, found.obs_status) == (0.0, 0, ObsStatus.PROVISIONAL)


def test_the_two_intervals_have_no_point(examined: Examined) -> None:
    found = {
        o.measure: (o.value, o.low, o.high, o.obs_status)
        for o in examined[0].observations
        if o.indicator == "slachtoffers-kindermishandeling-0-17"
    }
    assert found == {
        "count": (None, 90_000, 127_000, ObsStatus.ESTIMATED),
        "rate": (None, 26, 37, ObsStatus.ESTIMATED),
    }
    assert [o.indicator for o in examined[0].observations if o.low is not None and o.value is None] == [
        "slachtoffers-kindermishandeling-0-17"
    ] * 2


def test_second_hand_figures_only_where_a_recipe_admits_them(catalogue: Catalogue, examined: Examined) -> None:
    admitted = {(i.id, r.table) for i in catalogue.indicators.values() for r in i.recipe if r.second_hand}
    mapped = [(row, o) for row, o in examined[0].shaped.mapped if row.second_hand]
    assert len(mapped) > 300
    assert {(o.indicator, row.table) for row, o in mapped} <= admitted
    assert {o.second_hand for _, o in mapped} == {True}
    assert {o.second_hand for row, o in examined[0].shaped.mapped if not row.second_hand} == {False}
    press = [r for r in examined[0].shaped.mapped if r[0].table.startswith(("PERS-", "NIEUWS-"))]
    assert {o.second_hand for _, o in press} <= {True}


GOLDEN = [
    # indicator, measure, region, period, in force, earlier vintages: data/README.md, 'Known conflicts'
    ("meldingen", "count", "NL01", "2019H1", 65_075, [64_960]),
    ("adviezen", "count", "NL01", "2019H1", 53_145, [53_080]),
    ("jeugdhulp", "share", "NL01", "2023", 13.9, [13.5]),
    ("jeugdhulp", "share", "PV20", "2023", 15.5, [15.2]),
    ("ondertoezichtstellingen-gestart", "count", "NL01", "2019", 9_344, [9_330]),
    ("ondertoezichtstellingen-gestart", "count", "NL01", "2021H1", 4_445, [4_400]),
    ("ondertoezichtstellingen-gestart", "count", "NL01", "2016", 8_478, [8_480]),
    ("jeugdbeschermingsmaatregelen-gestart", "count", "NL01", "2022", 9_064, [9_065]),
    ("inwoners", "count", "NL01", "2022-01-01", 17_590_672, [17_591_394]),
    ("meldingen", "count", "NL01", "2020", 127_410, []),
    ("meldingen", "count", "NL01", "2020H1", 64_505, []),
    ("meldingen", "count", "NL01", "2020H2", 62_910, []),
    ("meldingen", "count", "NL01", "2025H1", 66_270, []),
    ("adviezen", "count", "NL01", "2025H1", 84_935, []),
    ("meldingen", "count", "NL01", "2022H1", 59_985, []),
    ("politiemeldingen", "count", "NL01", "2022H1", 42_145, []),
    ("inwoners", "count", "NL01", "2023-01-01", 17_815_508, []),
]


@pytest.mark.parametrize(("indicator", "measure", "region", "period", "value", "before"), GOLDEN)
def test_known_conflicts(
    examined: Examined, indicator: str, measure: str, region: str, period: str, value: float, before: list[float]
) -> None:
    assert in_force(examined, indicator, measure, region, period).value == value
    assert earlier(examined, indicator, measure, region, period) == before


# statline.md 5 (adviezen, meldingen, police count), and the share of 85361NED.
SERIES = {
    "adviezen": [53_145, 54_540, 58_575, 63_475, 67_545, 66_625, 66_155],
    "meldingen": [65_075, 66_730, 64_505, 62_910, 60_880, 58_500, 59_985],
    "politiemeldingen": [44_725, 44_075, 43_555, 41_495, 40_625, 40_235, 42_145],
}


@pytest.mark.parametrize("indicator", SERIES)
def test_national_series(examined: Examined, indicator: str) -> None:
    periods = ["2019H1", "2019H2", "2020H1", "2020H2", "2021H1", "2021H2", "2022H1"]
    assert [in_force(examined, indicator, "count", "NL01", p).value for p in periods] == SERIES[indicator]


@pytest.mark.parametrize(
    ("indicator", "category", "region", "value"),
    [
        ("adviezen-naar-organisatie", "burger", "VT02", 56.2),
        ("adviezen-naar-organisatie", "beroepsmatig-overig", "VT02", 11.4),
        ("adviezen-naar-organisatie", "burger", "NL01", 44.8),
        ("meldingen-naar-organisatie", "politie", "VT02", 54.6),
        ("meldingen-naar-organisatie", "burger", "VT02", 11.1),
        ("meldingen-naar-organisatie", "politie", "NL01", 64.2),
        ("acuut-of-structureel-onveilig", TOTAL, "VT02", 23.9),
        ("acuut-of-structureel-onveilig", TOTAL, "VT22", 55.6),
        ("acuut-of-structureel-onveilig", TOTAL, "NL01", 42.8),
        ("duur-bij-meldingen", "tot-1-week", "VT22", 61),
        ("duur-bij-meldingen", "langer-dan-5-jaar", "VT22", 1.4),
        ("overdracht-om", TOTAL, "VT22", 0),
        ("overdracht-rvdk", TOTAL, "VT22", 0.7),
    ],
)
def test_figures_of_the_two_worked_examples(
    examined: Examined, indicator: str, category: str, region: str, value: float
) -> None:
    assert in_force(examined, indicator, "share", region, "2021H1", category).value == value


def test_provisional_and_final_are_told_apart(examined: Examined) -> None:
    """The star of the page: 2022H1 and 2023 are provisional, 2021 is final."""
    stages = {p: in_force(examined, "meldingen", "count", "NL01", p).stage for p in ("2021H2", "2022H1", "2023")}
    assert stages == {"2021H2": "final", "2022H1": "provisional", "2023": "provisional"}
    assert in_force(examined, "meldingen", "count", "NL01", "2023").obs_status == "P"
