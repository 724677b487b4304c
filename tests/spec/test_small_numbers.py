"""When a figure is said to be about few cases: stated numbers, and never more than is known."""

from __future__ import annotations

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning.cases import FEW_CASES
from impactmonitor.meaning.cautions import FEW_IN_GROUPS, few, of_block
from impactmonitor.present.figures import Block, Sources, Subject, block, by_indicator
from impactmonitor.tables import Observation, ObsStatus, Publication

PUBLICATION = Publication("p", "t", "Een publicatie", "", "veilig-thuis", False)
PLACE = {"region": "GM0106", "publication": "p"}


def made(catalogue: Catalogue, rows: list[Observation]) -> Block:
    name = rows[0].indicator
    sources = Sources(catalogue, {"p": PUBLICATION})
    found = block(
        sources,
        catalogue.indicators[name],
        by_indicator(rows)[name],
        {},
        Subject("GM0106", "Assen", "In de gemeente Assen"),
    )
    assert found is not None
    return found


@pytest.mark.parametrize(("cases", "said"), [(FEW_CASES, False), (FEW_CASES - 1, True), (5, True), (0, False)])
def test_a_count_of_few_cases(catalogue: Catalogue, cases: int, said: bool) -> None:
    text = few(made(catalogue, [observation(**PLACE, value=float(cases))]))
    assert bool(text) is said
    if said:
        assert f"klein aantal ({cases})" in text[0].text


def test_a_rate_is_judged_by_its_count(catalogue: Catalogue) -> None:
    rate = observation(**PLACE, measure="rate", unit="per 10 000 inwoners", value=42.0, decimals=1)
    assert few(made(catalogue, [rate])) == [], "the number of cases is not known"
    assert "klein aantal (5)" in few(made(catalogue, [rate, observation(**PLACE, value=5.0)]))[0].text
    assert few(made(catalogue, [rate, observation(**PLACE, value=500.0)])) == []


@pytest.mark.parametrize("total", [FEW_IN_GROUPS, FEW_IN_GROUPS - 10])
def test_groups_of_few_cases_together(catalogue: Catalogue, total: int) -> None:
    role = PLACE | {"indicator": "adviezen-naar-rol"}
    codelist = catalogue.codelist_of(catalogue.indicators["adviezen-naar-rol"])
    assert codelist is not None
    first, second = [c.code for c in codelist.categories if not c.parent][:2]
    rows = [observation(**role, category=first, value=total - 30.0), observation(**role, category=second, value=30.0)]
    assert bool(few(made(catalogue, rows))) is (total < FEW_IN_GROUPS)


def test_with_a_gap_the_sum_is_not_known(catalogue: Catalogue) -> None:
    role = PLACE | {"indicator": "adviezen-naar-rol"}
    codelist = catalogue.codelist_of(catalogue.indicators["adviezen-naar-rol"])
    assert codelist is not None
    first, second = [c.code for c in codelist.categories if not c.parent][:2]
    gap = observation(**role, category=second, value=None, obs_status=ObsStatus.SUPPRESSED)
    assert few(made(catalogue, [observation(**role, category=first, value=20.0), gap])) == []


def test_cases_in_more_groups_are_not_added_up(catalogue: Catalogue) -> None:
    name = next(i.id for i in catalogue.ordered if i.breakdown and i.breakdown.multi and "count" in i.measures)
    codelist = catalogue.codelist_of(catalogue.indicators[name])
    assert codelist is not None
    rows = [
        observation(**PLACE, indicator=name, category=c.code, value=10.0) for c in codelist.categories if not c.parent
    ][:3]
    assert few(made(catalogue, rows)) == []


@pytest.mark.parametrize(
    ("indicator", "values", "said"),
    [
        ("adviezen-naar-rol", (120.0, 45.0), True),
        ("adviezen-naar-rol", (121.0, 45.0), False),
        ("adviezen-naar-rol", (120.0, None), False),
        ("aard-bij-adviezen", (120.0, 45.0), False),
    ],
    ids=["rounded", "not rounded", "one count", "not to be added"],
)
def test_counts_that_are_rounded_to_fives_say_so(
    catalogue: Catalogue, indicator: str, values: tuple[float | None, ...], said: bool
) -> None:
    codelist = catalogue.codelist_of(catalogue.indicators[indicator])
    assert codelist is not None
    codes = [c.code for c in codelist.categories if not c.parent]
    rows = [
        observation(
            **PLACE,
            indicator=indicator,
            category=code,
            value=value,
            obs_status=ObsStatus.MISSING if value is None else ObsStatus.NORMAL,
        )
        for code, value in zip(codes, values, strict=False)
    ]
    told = {s.rule: s.text for s in of_block(catalogue, made(catalogue, rows), None)}
    assert ("rounded" in told) is said
    if said:
        assert "afgerond op vijftallen" in told["rounded"]
