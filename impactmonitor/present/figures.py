"""Released observations as figure blocks: a total with its comparison, or a breakdown as a table with bars."""

from __future__ import annotations

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import parse
from impactmonitor.present import breakdowns, marks, totals
from impactmonitor.present.blocks import (
    NO_FIGURES,
    Beside,
    Block,
    Measures,
    Sources,
    Subject,
    Table,
    Total,
    by_indicator,
    legend,
)
from impactmonitor.present.words import category_labels, measure_of, measure_words
from impactmonitor.tables import TOTAL

__all__ = [
    "NO_FIGURES",
    "Block",
    "Measures",
    "Sources",
    "Subject",
    "Table",
    "Total",
    "block",
    "by_indicator",
    "category_labels",
    "legend",
    "measure_of",
    "measure_words",
]


def block(
    sources: Sources,
    indicator: Indicator,
    own: Measures,
    beside: Measures,
    subject: Subject,
    region: Measures = NO_FIGURES,
) -> Block | None:
    """The block of one indicator for one place; None when the place has no row of it.

    `beside` are figures of the Netherlands, `region` those of the region of which the place is a part. Only figures of
    the same measure and period are put beside the own ones.
    """
    order = _order(indicator, own)
    if not order:
        return None
    found = Beside(
        _same_period(own, beside if subject.compare else NO_FIGURES),
        _same_period(own, region if subject.wider else NO_FIGURES),
    )
    if any(category != TOTAL for categories in own.values() for category in categories):
        return breakdowns.table(sources, indicator, own, found, subject, order)
    return totals.total(sources, indicator, own, found, subject, order)


def _order(indicator: Indicator, own: Measures) -> list[str]:
    """Measures to show, the leading one first; one without a figure, or with an older one, comes after the others."""
    order = list(dict.fromkeys(m for m in (indicator.lead_measure, *indicator.measures) if m and m in own))
    filled = {m for m in order if any(not marks.gap(o) for o in own[m].values())}
    ends = {m: max(parse(o.period).sort_key for o in own[m].values()) for m in order}
    newest = max((ends[m] for m in filled or order), default=None)
    return sorted(order, key=lambda m: (m not in filled, ends[m] != newest))


def _same_period(own: Measures, other: Measures) -> Measures:
    """What may stand beside the own figures: the same measures, of the same periods."""
    return {
        kind: {c: o for c, o in categories.items() if o.period in {mine.period for mine in own[kind].values()}}
        for kind, categories in other.items()
        if kind in own
    }
