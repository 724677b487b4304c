"""Of which period each indicator stands on a page: that of the page, or the nearest one when it has another kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import Period, parse
from impactmonitor.present import marks
from impactmonitor.present.coverage import Known, newest_first
from impactmonitor.tables import Observation

Periods = Mapping[str, Mapping[str, int]]
"""Of one indicator in one region: per period its measures with their number of figures; 0 when there are only gaps."""


@dataclass(frozen=True)
class Moments:
    """The period of each indicator on a page. `leading` is that of its leading measure, where that is earlier."""

    period: dict[str, str] = field(default_factory=dict)
    leading: dict[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Indicator and period of everything that is shown."""
        return {*self.period.items(), *self.leading.items()}

    def shows(self, o: Observation, lead: str | None) -> bool:
        """Whether a figure stands on the page; `lead` is the leading measure of its indicator."""
        earlier = self.leading.get(o.indicator) if o.measure == lead else None
        return o.period == (earlier or self.period.get(o.indicator))

    def without(self, indicators: Iterable[str]) -> Moments:
        """The same for all other indicators."""
        left_out = set(indicators)
        return Moments(
            {name: code for name, code in self.period.items() if name not in left_out},
            {name: code for name, code in self.leading.items() if name not in left_out},
        )

    def and_also(self, other: Moments) -> Moments:
        """Both; of an indicator that is in both, as it is here."""
        return Moments(other.period | self.period, other.leading | self.leading)


def known_of(observations: Iterable[Observation]) -> Known:
    """What there is among these figures of one region."""
    found: Known = {}
    for o in observations:
        measures = found.setdefault(o.indicator, {}).setdefault(o.period, {})
        measures[o.measure] = measures.get(o.measure, 0) + (not marks.gap(o))
    return found


def filled(periods: Periods) -> list[str]:
    """Periods with a figure, late to early."""
    return newest_first(p for p, measures in periods.items() if any(measures.values()))


def of_page(known: Known, period: str, wanted: Iterable[str]) -> Moments:
    """What stands on the page of a region in `period`: the indicators of `wanted` that it has then.

    An indicator that this region never has over a period of that kind (a yearly one on the page of a half-year) is
    there with its latest period that had ended by then. A shorter one must lie within the period of the page.
    """
    found: dict[str, str] = {}
    for indicator in wanted:
        periods = known.get(indicator, {})
        code = period if period in periods else _of_another_kind(filled(periods), parse(period))
        if code:
            found[indicator] = code
    return Moments(found)


def _of_another_kind(codes: list[str], page: Period) -> str | None:
    if any(parse(code).kind == page.kind for code in codes):
        return None
    return next((code for code in codes if _fits(parse(code), page)), None)


def _fits(other: Period, page: Period) -> bool:
    longer = other.end - other.start >= page.end - page.start
    return other.end <= page.end and (longer or other.start >= page.start)


def latest(known: Known, wanted: Iterable[Indicator]) -> Moments:
    """Each indicator with its latest period with a figure, and that of its leading measure when that is an earlier one.

    An indicator with gaps only is there with the latest of them.
    """
    found, leading = {}, {}
    for indicator in wanted:
        periods = known.get(indicator.id, {})
        codes = filled(periods) or newest_first(periods)
        if not codes:
            continue
        found[indicator.id] = codes[0]
        lead = next((code for code in codes if periods[code].get(indicator.lead_measure or "")), codes[0])
        if lead != codes[0]:
            leading[indicator.id] = lead
    return Moments(found, leading)


def on_or_before(codes: list[str], day: dt.date | None) -> str | None:
    """The latest period that ends on or before `day`, else the earliest; without a day the latest of all."""
    if not codes or day is None:
        return codes[0] if codes else None
    return next((c for c in codes if parse(c).end <= day), codes[-1])


def background(known: Known, wanted: Iterable[str], day: dt.date | None) -> Moments:
    """What describes the region: per indicator the period that is nearest to the day, see `on_or_before`."""
    found = {name: on_or_before(filled(known.get(name, {})), day) for name in wanted}
    return Moments({name: code for name, code in found.items() if code})
