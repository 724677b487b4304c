"""A region that came out of others: its earlier figures are sums with a formula, or nothing."""

from __future__ import annotations

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Bridge
from impactmonitor.formulas import BRIDGED_RATE, BRIDGED_SUM, parse
from impactmonitor.present import formulas
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Stage


@pytest.fixture(scope="module")
def bridge(catalogue: Catalogue) -> Bridge:
    found = bridge_to(catalogue.regions, "VT27")
    assert found
    return found


def part(region: str, value: float | None, period: str = "2022H1", **changes: object) -> Observation:
    return observation(region=region, value=value, period=period, **changes)


def rate(region: str, count: int, people: int, **changes: object) -> Observation:
    formula = f"rate-per-10000(meldingen/totaal/{region}/2022H1={count}; inwoners/totaal/{region}/2022-01-01={people})"
    fields = {"measure": "rate", "decimals": 1, "obs_status": ObsStatus.ESTIMATED, "formula": formula}
    return part(region, round(count / people * 10_000, 1), **(fields | changes))


def test_only_a_region_that_is_exactly_its_predecessors_is_bridged(catalogue: Catalogue) -> None:
    assert bridge_to(catalogue.regions, "VT27")
    assert bridge_to(catalogue.regions, "VT15") is None, "two municipalities moved: not the same area"
    assert bridge_to(catalogue.regions, "VT02") is None


def test_counts_are_added(bridge: Bridge, catalogue: Catalogue) -> None:
    (found,) = bridged(catalogue, bridge, [part("VT16", 2_190), part("VT26", 2_480)])
    assert (found.region, found.value, found.obs_status) == ("VT27", 4_670, ObsStatus.ESTIMATED)
    assert parse(found.formula).name == BRIDGED_SUM
    said = formulas.explain(found, catalogue, lambda _: None)
    assert said == "Afgeleid: de som van Brabant Noordoost (2.190) en Zuidoost-Brabant (2.480), de regio’s van toen."


def test_rates_come_from_summed_counts_and_inhabitants(bridge: Bridge, catalogue: Catalogue) -> None:
    """Not the mean of the two rates."""
    (found,) = bridged(catalogue, bridge, [rate("VT16", 2_000, 500_000), rate("VT26", 900, 100_000)])
    assert found.value == round(2_900 / 600_000 * 10_000, 1)
    assert parse(found.formula).name == BRIDGED_RATE
    said = formulas.explain(found, catalogue, lambda _: None)
    assert "2.900 (Brabant Noordoost (2.000) en Zuidoost-Brabant (900)) gedeeld door 600.000 inwoners" in said


@pytest.mark.parametrize(
    "other",
    [
        [],
        [part("VT26", None, obs_status=ObsStatus.MISSING)],
        [part("VT26", 5, conf_status=ConfStatus.PRIMARY)],
        [part("VT26", 5, second_hand=True)],
        [part("VT26", 5, period="2021H2")],
    ],
)
def test_nothing_is_made_of_half_the_area(bridge: Bridge, catalogue: Catalogue, other: list[Observation]) -> None:
    assert bridged(catalogue, bridge, [part("VT16", 2_190), *other]) == []


def test_shares_and_printed_rates_are_not_bridged(catalogue, bridge: Bridge) -> None:
    shares = [part(code, 40.0, measure="share", unit="%") for code in bridge.before]
    printed = [part(code, 31.5, measure="rate") for code in bridge.before]
    assert bridged(catalogue, bridge, [*shares, *printed]) == []


def test_nothing_is_bridged_after_the_change(bridge: Bridge, catalogue: Catalogue) -> None:
    assert bridged(catalogue, bridge, [part(code, 10, period="2023") for code in bridge.before]) == []


def test_a_sum_is_as_provisional_as_its_parts(bridge: Bridge, catalogue: Catalogue) -> None:
    (found,) = bridged(catalogue, bridge, [part("VT16", 1), part("VT26", 2, stage=Stage.PROVISIONAL)])
    assert found.stage == Stage.PROVISIONAL
