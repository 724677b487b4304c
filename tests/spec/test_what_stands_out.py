"""Which regions stand out, on small made-up releases with a known answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.formulas import RATE
from impactmonitor.meaning import standing
from impactmonitor.meaning.usual import Moment
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import MOST, Outcome
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Publication, Stage

PERIOD, SHARE, COUNT, CASES = "2024H1", "acuut-of-structureel-onveilig", "meldingen", 2000.0
OUTLIER = "VT02"
PUBLICATIONS = {
    "p": Publication("p", "85357NED", "CBS StatLine 85357NED, Meldingen, regio", "https://example.org/t", "", False)
}


def figure(indicator: str, measure: str, region: str, value: float, category: str = TOTAL) -> Observation:
    return Observation(
        *(indicator, measure, "%" if measure == "share" else "aantal", category, region, PERIOD),
        value=value,
        low=None,
        high=None,
        decimals=1 if measure == "share" else 0,
        obs_status=ObsStatus.NORMAL,
        conf_status=ConfStatus.FREE,
        stage=Stage.FINAL,
        formula="",
        note="",
        second_hand=False,
        source="veilig-thuis",
        publication="p",
        edition=1,
    )


@pytest.fixture
def regions(catalogue: Catalogue) -> list[str]:
    return [r.code for r in catalogue.regions.of_type("VT", 2024)]


def shares(regions: Iterable[str], outlier: float = 75.0) -> list[Observation]:
    """A share around 43 per cent of 2,000 cases in each region; one region far above."""
    draw = random.Random(7)
    found = []
    for code in regions:
        value = outlier if code == OUTLIER else round(43 + draw.uniform(-4, 4), 1)
        found += [figure(SHARE, "share", code, value), figure(COUNT, "count", code, CASES)]
    return found


def test_a_region_far_from_the_others_stands_out(catalogue: Catalogue, regions: list[str]) -> None:
    rows = shares(regions)
    moment = Moment(catalogue, rows)
    held = moment.of(rows[0] if rows[0].region == OUTLIER else next(o for o in rows if o.region == OUTLIER))
    assert not isinstance(held, NotPossible)
    assert held.outcome is Outcome.SIGNAL
    assert held.value == pytest.approx(0.75)
    assert held.rest == pytest.approx(0.43, abs=0.02)
    assert held.cases.base == CASES
    others = [moment.of(o) for o in rows if o.measure == "share" and o.region != OUTLIER]
    assert all(not isinstance(h, NotPossible) and h.outcome is not Outcome.SIGNAL for h in others)


def test_a_signal_is_told_with_both_figures_and_the_limits(catalogue: Catalogue, regions: list[str]) -> None:
    found = Moment(catalogue, shares(regions)).of_region(OUTLIER)
    told = list(standing.signals(catalogue, PUBLICATIONS, found))
    assert (found.found, found.compared, len(told)) == (1, 1, 1)
    assert told[0].sentence.rule == "signal"
    text = told[0].sentence.text.replace("\u00a0", " ")
    assert "In Drenthe was dit 75,0 %, in de andere 24 regio’s met dit cijfer samen 4" in text
    assert "groter dan de gebruikelijke verschillen tussen regio’s: gewoonlijk liggen zij tussen" in text
    assert told[0].source_words == "Bron: CBS StatLine 85357NED. Status: definitief."
    assert told[0].url == "https://example.org/t"
    assert told[0].question in map(str, catalogue.indicators[SHARE].questions)
    words = " ".join(standing.say(found, PERIOD))
    assert "valt er 1 op" in words
    assert "door toeval" in words
    assert "niet waardoor dat komt" in words


Change = Callable[[Observation], Observation]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda o: replace(o, stage=Stage.PROVISIONAL), Reason.PROVISIONAL),
        (lambda o: replace(o, obs_status=ObsStatus.BREAK) if o.region == OUTLIER else o, Reason.COMPARABILITY),
        (lambda o: replace(o, second_hand=True) if o.region == OUTLIER else o, Reason.COMPARABILITY),
        (lambda o: replace(o, value=15.0) if o.measure == "count" and o.region == OUTLIER else o, Reason.FEW_EVENTS),
        (lambda o: replace(o, indicator="adviezen") if o.measure == "count" else o, Reason.NO_INTERVAL),
    ],
    ids=["provisional", "break", "second-hand", "few cases", "no cases"],
)
def test_no_signal_where_the_figures_do_not_carry_one(
    catalogue: Catalogue, regions: list[str], change: Change, reason: Reason
) -> None:
    rows = [change(o) for o in shares(regions)]
    own = next(o for o in rows if o.region == OUTLIER and o.measure == "share")
    found = Moment(catalogue, rows).of(own)
    assert isinstance(found, NotPossible)
    assert found.reason is reason


@pytest.mark.parametrize("period", ["2023", "2023H1", "2023H2"])
def test_another_area_is_no_reason_to_keep_a_region_out(catalogue: Catalogue, regions: list[str], period: str) -> None:
    rows = [replace(o, period=period) for o in shares(regions)]
    new = next(o for o in rows if o.region == "VT27" and o.measure == "share")
    assert not isinstance(Moment(catalogue, rows).of(new), NotPossible)


def test_fewer_than_fifteen_regions_say_nothing(catalogue: Catalogue, regions: list[str]) -> None:
    few = [OUTLIER, *[code for code in regions if code != OUTLIER][:13]]
    found = Moment(catalogue, shares(few)).of_region(OUTLIER)
    assert found.compared == 0
    assert [r.reason for r in found.reasons] == [Reason.FEW_REGIONS]
    words = " ".join(standing.say(found, PERIOD))
    assert "is niet te zeggen: daarvoor zijn van ten minste 15 regio’s vergelijkbare cijfers nodig" in words


def test_a_hidden_figure_takes_no_part(catalogue: Catalogue, regions: list[str]) -> None:
    """Also when its value is still there: what is hidden can not come back through the limits of others."""
    rows = shares(regions)
    hidden = [
        replace(o, obs_status=ObsStatus.SUPPRESSED, conf_status=ConfStatus.PRIMARY) if o.region == OUTLIER else o
        for o in rows
    ]
    without = [o for o in rows if o.region != OUTLIER]
    other = next(o for o in without if o.measure == "share")
    assert Moment(catalogue, hidden).of(other) == Moment(catalogue, without).of(other)
    refused = Moment(catalogue, hidden).of(next(o for o in hidden if o.region == OUTLIER and o.measure == "share"))
    assert refused == NotPossible(Reason.NO_REGION)


def test_a_rate_is_held_by_its_people(catalogue: Catalogue, regions: list[str]) -> None:
    rows = []
    for n, code in enumerate(regions):
        count, people = (4000.0, 500_000.0) if code == OUTLIER else (1500.0 + n, 500_000.0)
        formula = f"{RATE}({COUNT}/{TOTAL}/{code}/{PERIOD}={count:g}; inwoners/{TOTAL}/{code}/2024-01-01={people:g})"
        rows.append(replace(figure(COUNT, "rate", code, round(count / people * 10_000, 1)), formula=formula))
    found = Moment(catalogue, rows).of(next(o for o in rows if o.region == OUTLIER))
    assert not isinstance(found, NotPossible)
    assert found.outcome is Outcome.SIGNAL
    assert found.value * 10_000 == pytest.approx(80.0)


def test_no_more_than_five_are_listed_and_mirrors_once(catalogue: Catalogue, regions: list[str]) -> None:
    codes = [c.code for c in catalogue.codelists["organisatie-13"].categories][:8]
    rows = []
    for code in regions:
        rows.append(figure(COUNT, "count", code, CASES))
        for n, group in enumerate(codes):
            usual = 10.0 + n / 10
            value = usual * 2.2 if code == OUTLIER else usual
            rows.append(figure("meldingen-naar-organisatie", "share", code, value, group))
    found = Moment(catalogue, rows).of_region(OUTLIER)
    assert found.found == len(codes)
    assert len(found.signals) == MOST
    sizes = [abs(held.z) for _figure, held in found.signals]
    assert sizes == sorted(sizes, reverse=True)
    assert "Hier staan de cijfers die het verst" in " ".join(standing.say(found, PERIOD))

    two = [c.code for c in catalogue.codelists["beroepsmatig-burger"].categories][:2]
    rows = [figure("adviezen", "count", code, CASES) for code in regions]
    for code in regions:
        first = 80.0 if code == OUTLIER else 45.0
        rows += [
            figure("adviezen-beroepsmatig-of-burger", "share", code, value, group)
            for group, value in zip(two, (first, 100 - first), strict=True)
        ]
    assert len(Moment(catalogue, rows).of_region(OUTLIER).signals) == 1


def test_a_figure_on_the_printed_limit_does_not_stand_out(catalogue: Catalogue, regions: list[str]) -> None:
    """What lies outside only by the decimals that were not printed is not called so."""
    rows = shares(regions)
    own = next(o for o in rows if o.region == OUTLIER and o.measure == "share")
    outcomes = {}
    for tenths in range(430, 700):
        moved = [replace(o, value=tenths / 10) if o is own else o for o in rows]
        held = Moment(catalogue, moved).of(replace(own, value=tenths / 10))
        assert not isinstance(held, NotPossible)
        outcomes[tenths / 10] = held.outcome
        if held.outcome is Outcome.SIGNAL:
            assert tenths / 10 > held.limits.upper * 100 + 0.05
            break
    assert outcomes[max(outcomes)] is Outcome.SIGNAL


def test_regions_that_do_not_count_are_told(catalogue: Catalogue, regions: list[str]) -> None:
    left = [code for code in regions if code != OUTLIER][:4]
    found = Moment(catalogue, [o for o in shares(regions) if o.region not in left]).of_region(OUTLIER)
    text = next(standing.signals(catalogue, PUBLICATIONS, found)).sentence.text
    assert "in de andere 20 regio’s met dit cijfer samen" in text
    assert "Van 4 regio’s is er geen cijfer dat meetelt." in text
