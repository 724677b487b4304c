"""The cases behind a figure: how many events, and what they are divided by, as far as a release holds them.

The events of a rate and the inhabitants come from its formula. The cases of a share are the total of its indicator,
else that of the indicator of which it is a part; its events are the count where the source prints one, else the share
of those cases. A count by itself is held against nothing: its base is 1.
"""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.formulas import RATE, parse
from impactmonitor.present import marks
from impactmonitor.statistics.cases import Cases, Kind
from impactmonitor.tables import TOTAL, Observation, Origin

KINDS: dict[str, Kind] = {"share": "share", "rate": "rate", "count": "rate"}
"""Measures of which the cases can be known, and as what they are tested."""
FEW_CASES = 20
"""A number of cases below this says little: by chance alone it may as well be half as high again."""
SCALE = {"share": 100.0, "rate": 10_000.0, "count": 1.0}
"""What events divided by their base are multiplied by to have the unit of the figure."""


def method_of(catalogue: Catalogue, o: Observation) -> str:
    """How the source of a figure got it: registration, sample, cohort or unknown; empty without a source.

    A demonstration figure is read as the figures that it has the form of: those of the source of its indicator.
    """
    source = catalogue.sources.get(o.source)
    if source and source.origin == Origin.DEMO:
        source = catalogue.sources.get(catalogue.indicators[o.indicator].source or "")
    return source.method if source else ""


def wanted(indicator: Indicator) -> tuple[str, ...]:
    """The indicators whose counts are needed for the cases of an indicator."""
    return (indicator.id, *indicator.part_of[:1])


class Known:
    """Finds the cases of figures among the counts that are given."""

    def __init__(self, catalogue: Catalogue, counts: Iterable[Observation]) -> None:
        self._catalogue = catalogue
        self._counts = {
            (o.indicator, o.category, o.region, o.period): o.value
            for o in counts
            if o.measure == "count" and o.value is not None and not marks.gap(o)
        }

    def of(self, o: Observation) -> Cases | None:
        """Events and base of a figure; None when they are not there, and for means, scores and figures without value.

        The base is in cases for a share, in inhabitants for a rate.
        """
        if o.value is None or marks.gap(o) or o.measure not in KINDS:
            return None
        if o.measure == "count":
            return Cases(o.value, 1.0)
        return _of_rate(o) if o.measure == "rate" else self._of_share(o, o.value / SCALE["share"])

    def _of_share(self, o: Observation, share: float) -> Cases | None:
        base = self._base(o)
        if not base or not 0 <= share <= 1:
            return None
        printed = self._counts.get((o.indicator, o.category, o.region, o.period))
        events = printed if printed is not None else share * base
        return Cases(events, base) if events <= base else None

    def _base(self, o: Observation) -> float | None:
        """The number of cases of which a share is a part."""
        own = self._counts.get((o.indicator, TOTAL, o.region, o.period)) if o.category != TOTAL else None
        wholes = self._catalogue.indicators[o.indicator].part_of
        if own is not None or not wholes:
            return own
        return self._counts.get((wholes[0], TOTAL, o.region, o.period))


def _of_rate(o: Observation) -> Cases | None:
    formula = parse(o.formula) if o.formula else None
    if formula is None or formula.name != RATE or len(formula.operands) != 2:
        return None
    events, people = (operand.value for operand in formula.operands)
    return Cases(events, people) if people > 0 else None
