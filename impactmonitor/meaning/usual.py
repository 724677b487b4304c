"""How much Veilig Thuis regions usually differ, by the figures of a release, and which of them stand out.

Of every share and rate of a period the regions are put in one funnel (`statistics.funnel`), by their cases
(`meaning.cases`). A funnel needs final figures, of one way of counting, of fifteen regions.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning.cases import SCALE, Known, method_of
from impactmonitor.meaning.cautions import broken
from impactmonitor.periods import parse as parse_period
from impactmonitor.present import marks
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.statistics import funnel, signals
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import Outcome
from impactmonitor.statistics.signals import Reading as Held
from impactmonitor.tables import Observation, Stage

TESTED = ("share", "rate")
"""Measures that can be held against those of regions of another size."""
REMEMBERED = 16
"""Periods that are kept at hand; one more is read again, in about a tenth of a second."""

Question = tuple[str, str, str]
"""Indicator, measure and category: what regions are compared on."""


@dataclass(frozen=True)
class Standing:
    """What a region may be told about a period: its signals, foremost first, out of how many comparisons.

    `most` signals at the most are listed. When nothing could be compared, `reasons` says why, most frequent first.
    """

    signals: tuple[tuple[Observation, Held], ...]
    found: int
    compared: int
    reasons: tuple[NotPossible, ...]

    @property
    def by_chance(self) -> float:
        """How many would stand out when regions did not differ more than usual."""
        return signals.expected_by_chance(self.compared)


class Usual:
    """How much regions usually differ, for every figure of a release. Safe to share between threads."""

    def __init__(self, opened: Release) -> None:
        self._opened = opened
        self._moment = functools.lru_cache(maxsize=REMEMBERED)(self._read)

    def of(self, figure: Observation) -> Held | NotPossible:
        """What the rule on signals says of a figure, or why that is not to say."""
        return self._moment(figure.period).of(figure)

    def regions(self, figure: Observation) -> list[str]:
        """Codes of the Veilig Thuis regions that have such a figure."""
        return self._moment(figure.period).regions(_question(figure))

    def of_region(self, region: str, period: str) -> Standing:
        """What stands out in a region in a period, by all figures that can be compared."""
        return self._moment(period).of_region(region)

    def open_to_comparison(self, region: str, periods: Sequence[str]) -> list[str]:
        """Of these periods those in which any share or rate of the region is final, in the order given.

        In the others nothing can be compared, and no other region is read for them. One question to the release.
        """
        own = self._opened.select(Selection(measures=TESTED, regions=(region,), periods=tuple(periods)))
        final = {o.period for o in own if o.stage not in (Stage.PROVISIONAL, Stage.REVISED)}
        return [code for code in periods if code in final]

    def _read(self, period: str) -> Moment:
        regions = self._opened.catalogue.regions
        codes = tuple(r.code for r in regions.of_type("VT", parse_period(period).end.year))
        found = list(self._opened.select(Selection(regions=codes, periods=(period,)))) if codes else []
        return Moment(self._opened.catalogue, found)


@functools.lru_cache(maxsize=8)
def usual_of(opened: Release) -> Usual:
    """The usual differences of a release, shared by all who ask."""
    return Usual(opened)


class Moment:
    """The figures of all Veilig Thuis regions in one period."""

    def __init__(self, catalogue: Catalogue, figures: Iterable[Observation]) -> None:
        self._catalogue = catalogue
        self._figures: dict[Question, dict[str, Observation]] = {}
        there = [o for o in figures if not marks.gap(o)]
        for o in there:
            self._figures.setdefault(_question(o), {})[o.region] = o
        self._cases = Known(catalogue, there)
        self._funnels: dict[Question, funnel.Funnel | NotPossible] = {}

    def regions(self, question: Question) -> list[str]:
        """Codes of the regions that have a figure."""
        return sorted(self._figures.get(question, {}))

    def of(self, figure: Observation) -> Held | NotPossible:
        """As `Usual.of`."""
        question = _question(figure)
        rows = self._figures.get(question, {})
        if figure.measure not in TESTED:
            return NotPossible(Reason.NO_INTERVAL)
        if figure.region not in rows:
            return NotPossible(Reason.NO_REGION)
        if any(o.stage in (Stage.PROVISIONAL, Stage.REVISED) for o in rows.values()):
            return NotPossible(Reason.PROVISIONAL)
        if self._flagged(figure):
            return NotPossible(Reason.COMPARABILITY)
        held = signals.read(self._funnel(question), figure.region)
        return held if isinstance(held, NotPossible) or not _by_rounding(figure, held) else _not_far_enough(held)

    def of_region(self, region: str) -> Standing:
        """As `Usual.of_region`."""
        held: dict[Observation, Held] = {}
        refused: dict[NotPossible, int] = {}
        for (indicator, measure, _category), rows in self._figures.items():
            if region not in rows or measure not in TESTED or self._catalogue.indicators[indicator].theme == BACKGROUND:
                continue
            found = self.of(rows[region])
            if isinstance(found, NotPossible):
                bare = NotPossible(found.reason, found.least)
                refused[bare] = refused.get(bare, 0) + 1
            else:
                held[rows[region]] = found
        standing_out = [o for o, r in held.items() if r.outcome is Outcome.SIGNAL]
        return Standing(
            signals=tuple(self._foremost(held)),
            found=len(standing_out),
            compared=len(held),
            reasons=tuple(sorted(refused, key=lambda reason: -refused[reason])),
        )

    def _foremost(self, held: Mapping[Observation, Held]) -> list[tuple[Observation, Held]]:
        """The signals to list; of two groups that mirror each other only the first."""
        listed: list[tuple[Observation, Held]] = []
        for o, reading in signals.foremost(held, most=len(held)):
            mirrored = any(
                o.indicator == other.indicator and o.measure == other.measure and abs(reading.z + mine.z) < 1e-6
                for other, mine in listed
            )
            if not mirrored:
                listed.append((o, reading))
        return listed[: signals.MOST]

    def _funnel(self, question: Question) -> funnel.Funnel | NotPossible:
        if question not in self._funnels:
            self._funnels[question] = self._made(question)
        return self._funnels[question]

    def _made(self, question: Question) -> funnel.Funnel | NotPossible:
        comparable = [o for o in self._figures[question].values() if not self._flagged(o)]
        cases = {o.region: found for o in comparable if (found := self._cases.of(o))}
        if comparable and not cases:
            return NotPossible(Reason.NO_INTERVAL)
        return funnel.shares(cases) if question[1] == "share" else funnel.rates(cases)

    def _flagged(self, o: Observation) -> bool:
        """Whether something is known that makes the figure not comparable with those of other regions."""
        method = method_of(self._catalogue, o)
        return broken(self._catalogue, o) or o.second_hand or method in ("", "cohort", "sample")


def _by_rounding(figure: Observation, held: Held) -> bool:
    """Whether a figure stands out by the decimals that its source left out: printed, it may lie on the limit."""
    if held.outcome is not Outcome.SIGNAL or figure.value is None:
        return False
    half = 0.5 * 10.0**-figure.decimals
    low, high = (limit * SCALE[figure.measure] for limit in (held.limits.lower, held.limits.upper))
    return low - half <= figure.value <= high + half


def _not_far_enough(held: Held) -> Held:
    return replace(held, outcome=Outcome.JUST_OUTSIDE)


def _question(o: Observation) -> Question:
    return o.indicator, o.measure, o.category
