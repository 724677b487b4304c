"""What a question answers for a region: the region's own figure first, then the country's, else the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Route
from impactmonitor.meaning.model import Reading
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Sources, Subject, by_indicator
from impactmonitor.present.coverage import Coverage
from impactmonitor.present.figures import block
from impactmonitor.routes.answer import Answer, answer, headline, summary
from impactmonitor.routes.meeting import PARTS, TOTAL_MINUTES
from impactmonitor.routes.reach import reach
from impactmonitor.tables import Observation, ObsStatus, Publication

SOURCE = Publication("84849NED", "84849NED", "Een publicatie", "", "veilig-thuis", False)
DRENTHE, NETHERLANDS = "VT02", "NL01"


def made(catalogue: Catalogue, *rows: Observation, beside: Sequence[Observation] = ()) -> Block:
    """The block of figures of one indicator and one region."""
    region = catalogue.regions[rows[0].region]
    name = rows[0].indicator
    sources = Sources(catalogue, {"84849NED": SOURCE})
    found = block(
        sources,
        catalogue.indicators[name],
        by_indicator(rows)[name],
        by_indicator(beside).get(name, {}),
        Subject(region.code, region.name, f"In {region.name}", compare=region.type != "NL"),
    )
    assert found
    return found


def share(category: str, value: float | None, **changes: Any) -> Observation:
    """A share of the advice requests of Drenthe that comes from a group."""
    fields = {"indicator": "adviezen-naar-organisatie", "measure": "share", "unit": "%", "decimals": 1}
    return observation(**{**fields, "region": DRENTHE, "category": category, "value": value, **changes})


def answered(catalogue: Catalogue, route: Route, own: Sequence[Block], country: Sequence[Block] = ()) -> Answer:
    return answer(catalogue, route, catalogue.regions[DRENTHE], own, country, lambda _name: [])


def first(catalogue: Catalogue) -> Route:
    return catalogue.routes["eerder-en-beter-in-beeld"]


def test_figures_keep_the_order_of_the_question(catalogue: Catalogue) -> None:
    blocks = [made(catalogue, observation(indicator=i, region=DRENTHE, value=500.0)) for i in ("meldingen", "adviezen")]
    found = answered(catalogue, first(catalogue), blocks)
    assert [s.indicator.id for s in found.own] == ["adviezen", "meldingen"]
    assert [s.number for s in found.steps] == list(range(1, 12))
    assert all(isinstance(s.reading, Reading) and s.reading.questions for s in found.own)


def test_the_country_stands_in_only_where_the_region_has_nothing(catalogue: Catalogue) -> None:
    own = [made(catalogue, observation(region=DRENTHE, value=500.0))]
    country = [made(catalogue, observation()), made(catalogue, observation(indicator="adviezen"))]
    found = answered(catalogue, first(catalogue), own, country)
    by_name = {s.indicator.id: s for s in found.steps}
    assert by_name["meldingen"].gap is None
    assert not by_name["meldingen"].national
    assert by_name["adviezen"].national
    assert by_name["adviezen"].gap
    assert by_name["adviezen"].gap.mark is marks.ABSENT
    assert summary(found).startswith("Voor Drenthe is er 1 van de 11 cijfers bij deze vraag. Bij 1 staat")


@pytest.mark.parametrize(
    ("name", "indicator", "words"),
    [
        ("eerder-en-beter-in-beeld", "adviezen", "Geen cijfer van dit gebied in deze uitgave."),
        ("heftig-geweld-terugdringen", "recidive-plegers", "De bron geeft dit niet per Veilig Thuis-regio."),
        ("zorg-en-veiligheid", "huisverboden", ""),
    ],
)
def test_every_gap_has_its_reason(catalogue: Catalogue, name: str, indicator: str, words: str) -> None:
    found = answered(catalogue, catalogue.routes[name], [])
    step = next(s for s in found.gaps if s.indicator.id == indicator)
    assert step.gap
    assert step.gap.reason.startswith(words)
    assert step.gap.reason
    assert "Voor Drenthe staat er bij deze vraag geen eigen cijfer" in summary(found)


def test_an_indicator_that_an_older_catalogue_lacks_is_left_out(catalogue: Catalogue) -> None:
    route = first(catalogue)
    unknown = route.indicators[0].model_copy(update={"indicator": "was-er-nog-niet"})
    changed = route.model_copy(update={"indicators": [unknown, *route.indicators[1:]]})
    assert len(answered(catalogue, changed, []).steps) == len(route.indicators) - 1


def test_the_group_of_the_question_stands_in_the_line_else_the_largest(catalogue: Catalogue) -> None:
    table = made(catalogue, share("burger", 56.2), share("onderwijs", 3.1), share("politie", 12.0))
    assert [(h.group, h.own.text) for h in (headline(table, "onderwijs"), headline(table, None)) if h] == [
        ("Onderwijs", "3,1"),
        ("Burgers", "56,2"),
    ]
    without = made(catalogue, share("burger", 56.2), share("politie", 12.0))
    assert (found := headline(without, "onderwijs"))
    assert found.category == "burger"


def test_a_dot_is_never_the_number_of_a_line(catalogue: Catalogue) -> None:
    dot = share("onderwijs", None, obs_status=ObsStatus.MISSING)
    assert (found := headline(made(catalogue, dot, share("burger", 56.2)), "onderwijs"))
    assert found.category == "burger"
    assert headline(made(catalogue, dot), "onderwijs") is None


def test_a_true_zero_is_a_number(catalogue: Catalogue) -> None:
    found = headline(made(catalogue, observation(region=DRENTHE, value=0.0)), None)
    assert found
    assert (found.own.text, found.own.gap) == ("0", None)


def test_the_page_says_to_look_at_a_group_only_when_it_is_there(catalogue: Catalogue) -> None:
    route = first(catalogue)
    with_it = answered(catalogue, route, [made(catalogue, share("burger", 56.2), share("onderwijs", 3.1))])
    without = answered(catalogue, route, [made(catalogue, share("burger", 56.2), share("politie", 12.0))])
    assert [s.label for s in with_it.own] == ["Onderwijs"]
    assert [s.label for s in without.own] == [""]


def test_what_holds_for_more_figures_is_said_once(catalogue: Catalogue) -> None:
    def pair(name: str) -> Block:
        own = observation(indicator=name, measure="rate", unit="per 10 000 inwoners", value=30.0, region=DRENTHE)
        theirs = observation(indicator=name, measure="rate", unit="per 10 000 inwoners", value=40.0)
        return made(catalogue, own, beside=[theirs])

    found = answered(catalogue, first(catalogue), [pair("adviezen"), pair("meldingen")])
    assert found.shared
    for meaning in found.shared:
        assert all(s.reading and meaning in s.reading.meanings for s in found.own)


class Held:
    """A release with these figures: region, indicator and number of figures with a value."""

    def __init__(self, *figures: tuple[str, str, int]) -> None:
        self.figures = figures

    def held_by_region(self, without: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        return [(region, "2023", number) for region, name, number in self.figures if name not in without]

    def held_of(self, region: str) -> list[tuple[str, str, str, int]]:
        return [(name, "count", "2023", number) for place, name, number in self.figures if place == region]

    def held_by_indicator(self) -> list[tuple[str, str, str, str, int]]:
        return []

    def regions_with(self, indicator: str, measure: str, period: str) -> set[str]:
        return set()


def test_reach_counts_own_figures_those_of_the_same_area_and_those_of_the_country(catalogue: Catalogue) -> None:
    held = Held(
        (DRENTHE, "adviezen", 1),
        (DRENTHE, "vervolgstap", 0),
        ("PV22", "meldingen", 1),
        (NETHERLANDS, "adviezen", 1),
        (NETHERLANDS, "duur-bij-meldingen", 3),
    )
    found = {r.route.id: r for r in reach(catalogue, Coverage(held, catalogue), catalogue.regions[DRENTHE])}
    question = found["eerder-en-beter-in-beeld"]
    assert (question.own, question.national, question.total) == (2, 1, 11), "gaps alone do not count"
    assert (question.partial, question.wider) == (0, 0)
    assert question.helps
    assert not found["met-plan-en-regie"].helps
    assert list(found) == [r.id for r in catalogue.ordered_routes]


def test_reach_tells_what_is_there_in_part_and_what_of_the_region_of_a_municipality(catalogue: Catalogue) -> None:
    held = Held(("GM0114", "meldingen", 1), (DRENTHE, "adviezen", 1), (NETHERLANDS, "adviezen", 1))
    emmen, drenthe = catalogue.regions["GM0114"], catalogue.regions[DRENTHE]
    found = {r.route.id: r for r in reach(catalogue, Coverage(held, catalogue), emmen, drenthe, {"meldingen"})}
    question = found["eerder-en-beter-in-beeld"]
    assert (question.own, question.partial, question.wider, question.national) == (1, 1, 1, 0)
    alone = {r.route.id: r for r in reach(catalogue, Coverage(held, catalogue), drenthe)}
    assert not alone["met-plan-en-regie"].helps


def test_a_meeting_keeps_looking_concluding_and_acting_apart() -> None:
    ids = [part.id for part in PARTS]
    assert ids.index("analyse") < ids.index("conclusies") < ids.index("acties")
    assert TOTAL_MINUTES == sum(part.minutes for part in PARTS) == 120
    assert max(PARTS, key=lambda part: part.minutes).id == "analyse"
    assert all(part.name and part.purpose for part in PARTS)


def test_the_reading_is_about_the_number_in_the_line(catalogue: Catalogue) -> None:
    rows = [share("burger", 56.2), share("onderwijs", 3.1)]
    beside = [share("burger", 44.8, region=NETHERLANDS), share("onderwijs", 4.0, region=NETHERLANDS)]
    (step,) = answered(catalogue, first(catalogue), [made(catalogue, *rows, beside=beside)]).own
    assert step.reading
    assert "3,1" in step.reading.text
    assert "4,0" in step.reading.text
    assert "56,2" not in step.reading.text
