"""Every sentence that can be made of a figure, for every indicator and state: cautions there, no cause, no verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.demo import source as demo_source
from impactmonitor.deliveries.sources.demo.rows import SOURCE as DEMO
from impactmonitor.meaning.model import Reading
from impactmonitor.meaning.readings import read
from impactmonitor.meaning.rules import RULES
from impactmonitor.meaning.usual import Moment
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.funnel import Position
from impactmonitor.statistics.limits import Band
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import Outcome
from impactmonitor.statistics.signals import Reading as Held
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Stage

DUTCH = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorzaakt|succes|probleem|verslechterd|verbeterd|significant|slechtste"
    r"|best presterende)\b",
    re.I,
)
ENGLISH = re.compile(
    r"\b(because|causes|caused|leads to|success|problem|worsened|improved|significant|worst|best performing)\b", re.I
)
FORBIDDEN = {"nl": DUTCH, "en": ENGLISH}
VALUES = {"share": 42.5, "rate": 31.5, "count": 480.0, "mean": 3.4, "score": 12.0}
UNTESTED = [
    Reason.PROVISIONAL, Reason.COMPARABILITY, Reason.FEW_REGIONS, Reason.FEW_EXPECTED, Reason.FEW_EVENTS,
    Reason.FEW_CASES, Reason.NO_REGION, Reason.NO_INTERVAL, Reason.ALL_OR_NOTHING,
]  # fmt: skip
"""Why nothing is to say of one figure beside those of other regions."""


class Fixed:
    """Usual differences that are always the same."""

    def __init__(self, found: Held | NotPossible) -> None:
        self.found = found

    def of(self, figure: Observation) -> Held | NotPossible:
        return self.found if figure.measure in ("share", "rate") else NotPossible(Reason.NO_INTERVAL)

    def regions(self, figure: Observation) -> list[str]:
        return ["VT02", "VT22"]


def held(outcome: Outcome) -> Held:
    return Held(outcome, Position.INSIDE, 0.42, 0.3, Band(0.25, 0.4), 3.5, Cases(420, 1000), 20)


FOUND = [None, *(Fixed(held(o)) for o in Outcome), *(Fixed(NotPossible(r, 15, 2)) for r in UNTESTED)]


def figures(catalogue: Catalogue, indicator: Indicator) -> Iterator[Observation]:
    """One figure for each measure, total and a group."""
    for measure, own in indicator.measures.items():
        groups = [TOTAL]
        if indicator.breakdown:
            groups.append(catalogue.codelists[indicator.breakdown.codelist].categories[0].code)
        for category in groups:
            yield Observation(
                *(indicator.id, measure, own.unit, category, "VT02", "2022H1"),
                value=VALUES[measure],
                low=None,
                high=None,
                decimals=own.decimals,
                obs_status=ObsStatus.NORMAL,
                conf_status=ConfStatus.FREE,
                stage=Stage.FINAL,
                formula="",
                note="",
                second_hand=False,
                source=indicator.source or "",
                publication="p",
                edition=1,
            )


STATES: dict[str, dict[str, object]] = {
    "final": {},
    "provisional": {"stage": Stage.PROVISIONAL},
    "revised": {"stage": Stage.REVISED},
    "zero": {"value": 0.0},
    "few": {"value": 12.0},
    "hidden": {"value": None, "obs_status": ObsStatus.SUPPRESSED, "conf_status": ConfStatus.PRIMARY},
    "hidden-too": {"value": None, "obs_status": ObsStatus.SUPPRESSED, "conf_status": ConfStatus.SECONDARY},
    "dot": {"value": None, "obs_status": ObsStatus.MISSING},
    "not-collected": {"value": None, "obs_status": ObsStatus.NOT_COLLECTED},
    "impossible": {"value": None, "obs_status": ObsStatus.CANNOT_EXIST},
    "absent": {"value": None},
    "range": {"value": None, "low": 10.0, "high": 20.0},
    "margin": {"low": 30.0, "high": 52.0},
    "break": {"obs_status": ObsStatus.BREAK},
    "estimate": {"obs_status": ObsStatus.ESTIMATED},
    "second-hand": {"second_hand": True},
}
CAUTION = {
    "provisional": {"provisional"},
    "revised": {"provisional"},
    "hidden": {"hidden"},
    "hidden-too": {"hidden-too"},
    "dot": {"dot"},
    "not-collected": {"not-collected"},
    "impossible": {"impossible"},
    "absent": {"absent"},
    "break": {"break"},
    "second-hand": {"second-hand"},
}
"""What a reading of such a figure must say, whatever the indicator."""


def readings(catalogue: Catalogue) -> Iterator[tuple[str, Observation, Reading]]:
    """Every indicator in every state, beside a country that is higher, lower, equal or absent."""
    live = [i for i in catalogue.ordered if i.measures]
    for indicator, (state, changes) in product(live, STATES.items()):
        for own in figures(catalogue, indicator):
            figure = replace(own, **changes)  # type: ignore[arg-type]
            for other in (None, 0.5, 1.0, 2.0):
                theirs = replace(own, region="NL01", value=(own.value or 0.0) * other) if other else None
                yield state, figure, read(catalogue, figure, netherlands=theirs, usual=FOUND[1])


def readings_of_usual(catalogue: Catalogue) -> Iterator[Reading]:
    """Everything that can be found about usual differences, for every indicator with a share or rate."""
    for indicator, usual in product([i for i in catalogue.ordered if i.measures], FOUND):
        for own in figures(catalogue, indicator):
            if own.measure in ("share", "rate"):
                theirs = replace(own, region="NL01", value=(own.value or 0.0) * 2)
                yield read(catalogue, own, netherlands=theirs, usual=usual)


def of_the_catalogue(catalogue: Catalogue) -> set[str]:
    """Names that stand in a sentence as they are: of indicators, groups, and why a source wishes something."""
    groups = {str(c.shown) for codes in catalogue.codelists.values() for c in codes.categories}
    return {*groups, *(str(i.name) for i in catalogue.ordered)}


@pytest.mark.parametrize("name", language.LANGUAGES)
def test_no_reading_names_a_cause_or_gives_a_verdict(catalogue: Catalogue, name: str) -> None:
    with language.use(name):
        names = of_the_catalogue(catalogue)
        told = {s.text for _state, _figure, r in readings(catalogue) for s in r.all}
        told |= {s.text for r in readings_of_usual(catalogue) for s in r.all}
        told |= {rule.when for rule in RULES.values()}
        for text in told:
            own = text
            for words in sorted(names, key=len, reverse=True):
                own = own.replace(words, "")
            found = FORBIDDEN[name].search(own)
            assert not found, f"{found[0]}: {text}" if found else ""


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> list[tuple[str, Observation, Reading]]:
    """All readings, in Dutch."""
    return list(readings(catalogue))


Made = list[tuple[str, Observation, Reading]]


def test_every_state_carries_its_caution(made: Made) -> None:
    for state, figure, reading in made:
        rules = {s.rule for s in reading.all}
        assert CAUTION.get(state, set()) <= rules, f"{figure.indicator} {figure.measure}, {state}: {rules}"
        if figure.measure == "count" and figure.value is not None and 0 < figure.value < 20:
            assert "small" in rules


@pytest.mark.parametrize(
    ("indicator", "measure", "caution"),
    [("gezinnen-geweld-gestopt", "share", "cohort"), ("slachtoffers-huiselijk-geweld", "share", "survey")],
)
def test_a_demonstration_figure_is_read_as_what_it_has_the_form_of(
    catalogue: Catalogue, indicator: str, measure: str, caution: str
) -> None:
    demo = replace(catalogue, sources=catalogue.sources | {DEMO: demo_source()})
    own = next(o for o in figures(demo, demo.indicators[indicator]) if o.measure == measure)
    own = replace(own, source=DEMO, stage=Stage.UNSTATED)
    assert caution in {s.rule for s in read(demo, own).cautions}
    rows = [replace(own, region=f"VT{n:02}") for n in range(1, 27)]
    found = Moment(demo, rows).of(rows[0])
    assert isinstance(found, NotPossible)
    assert found.reason is Reason.COMPARABILITY


def test_every_reading_ends_in_a_question(made: Made) -> None:
    assert all(reading.questions for _state, _figure, reading in made)


def test_a_difference_has_more_than_one_meaning(made: Made, catalogue: Catalogue) -> None:
    for _state, figure, reading in made:
        rules = {s.rule for s in reading.all}
        if rules & {"higher", "lower"} and catalogue.indicators[figure.indicator].theme != BACKGROUND:
            source = catalogue.sources.get(catalogue.indicators[figure.indicator].source or "")
            own = {"sample": "estimates-differ", "cohort": "families-differ"}
            wanted = own.get(source.method if source else "", "two-readings")
            assert rules & {"two-readings", *own.values()} == {wanted}, figure.indicator


def test_a_figure_that_is_not_there_is_compared_with_nothing(made: Made) -> None:
    for _state, figure, reading in made:
        if figure.value is None:
            assert not {s.rule for s in reading.all} & {"higher", "lower", "equal", "signal", "inside"}


def test_what_may_not_be_compared_is_not(catalogue: Catalogue) -> None:
    """A region that did not exist in the period."""
    gone = next(r for r in catalogue.regions.of_type("VT") if r.years[-1] < catalogue.regions.latest_year)
    own = next(figures(catalogue, catalogue.indicators["acuut-of-structureel-onveilig"]))
    own = replace(own, region=gone.code, period="2024H1")
    reading = read(catalogue, own, netherlands=replace(own, region="NL01", value=20.0), usual=FOUND[1])
    rules = {s.rule for s in reading.all}
    assert "not-comparable" in rules
    assert not rules & {"higher", "lower", "signal"}


def test_every_rule_of_one_figure_is_reached(made: Made, catalogue: Catalogue) -> None:
    """A rule that no figure can reach is no rule; those of tables and series have tests of their own."""
    reached = {s.rule for _state, _figure, r in made for s in r.all}
    reached |= {s.rule for r in readings_of_usual(catalogue) for s in r.all}
    elsewhere = {
        *("groups", "largest", "small-groups", "combination", "line", "one-moment", "interrupted", "since-before"),
        *(
            "other-half",
            "since-a-year",
            "change-large",
            "change-usual",
            "change-not-tested",
            "trend",
            "no-trend",
            "few-points",
        ),
        *("few-points", "moments-needed", "not-comparable", "areas", "rounded"),
    }
    assert set(RULES) - elsewhere <= reached


WIDE = {
    "nl": re.compile(
        r"\b(doordat|omdat|leidt tot|veroorza\w*|succes\w*|probleem|problemen|verslechter\w*|verbeter\w*|significant\w*"
        r"|slechtste|best presterend\w*)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(because|caus(es|ed|ing)|leads to|succe\w+|problems?|worse\w*|improve\w*|significant\w*|worst)\b", re.I
    ),
}
SAID_OF_RULES = ("combinations.py", "refusals.py")
"""Why figures may not be put together; tested in test_combinations."""


def test_no_text_of_readings_series_comparisons_and_routes_can_say_more() -> None:
    """All texts in the code of readings: what is not in a text cannot come into a sentence."""
    from babel.messages.pofile import read_po

    with (language.LOCALE / "en/LC_MESSAGES/django.po").open("rb") as stream:
        messages = [m for m in read_po(stream, locale="en") if m.id]
    told = [
        m
        for m in messages
        if any(
            ("impactmonitor/meaning/" in file or "impactmonitor/routes/" in file) and not file.endswith(SAID_OF_RULES)
            for file, _line in m.locations
        )
    ]
    assert len(told) > 200
    for message in told:
        for name, texts in (("nl", message.id), ("en", message.string)):
            for text in (texts,) if isinstance(texts, str) else texts:
                found = WIDE[name].search(text)
                assert not found, f"{found[0]}: {text}" if found else ""
