"""Small counts in what a region delivers itself: none below ten, and none that follows by subtraction.

CBS never prints a count from 1 to 9. A region's own figures have no protection but this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import TOTAL, Observation

SMALLEST = 10
"""The smallest count above nought that may be shown."""
WRITE_A_DOT = "Write a dot instead of the value; do so for one more group when the total is given as well."

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_WORDS = {"category": "categories", "region": "municipalities", "period": "shorter periods"}

Place = tuple[str, ...]


def small_remainders(catalogue: Catalogue, figures: Iterable[tuple[int, Observation]], file: str) -> Iterator[Finding]:
    """Totals minus the parts that are given, where 1 to 9 remain for the parts that are not given.

    Parts are the main categories of a code list, the municipalities of a region, or the shorter periods in a longer
    one. Categories of which one case can fall in several do not add up and are left alone.
    """
    counts = [(n, o) for n, o in figures if o.measure == "count" and o.value is not None]
    parts: dict[Place, list[Observation]] = defaultdict(list)
    for _, o in counts:
        for place in _wholes(catalogue, o):
            parts[place].append(o)
    for number, o in counts:
        for place, expected in _as_whole(catalogue, o):
            given = parts.get(place, [])
            rest = (o.value or 0) - sum(p.value or 0 for p in given)
            if given and len(given) < expected and 0 < rest < SMALLEST:
                words = _WORDS[place[0]]
                figure = f"{o.indicator}, {o.category}, {o.region}, {o.period}"
                sum_ = f"{o.value:.15g} minus the {words} that are given leaves {rest:.15g}"
                message = f"{figure}: {sum_}, and a number below {SMALLEST} may point to persons"
                yield Finding(file, number, message, f"Write a dot for one more of the {words}.")


def _main_categories(catalogue: Catalogue, o: Observation) -> list[str]:
    indicator = catalogue.indicators[o.indicator]
    codelist = catalogue.codelist_of(indicator)
    if codelist is None or (indicator.breakdown and indicator.breakdown.multi):
        return []
    return [c.code for c in codelist.categories if c.parent is None]


def _wholes(catalogue: Catalogue, o: Observation) -> Iterator[Place]:
    """The totals of which this figure is a part."""
    period = parse(o.period)
    if o.category in _main_categories(catalogue, o):
        yield ("category", o.indicator, o.region, o.period)
    layout = catalogue.regions.layout_year(period.end.year)
    if layout and catalogue.regions[o.region].type == "GM":
        yield ("region", o.indicator, o.category, catalogue.regions[o.region].parent_in(layout), o.period)
    year, month = period.start.year, period.start.month
    for kind, longer in (("half-year", f"{year}H{(month + 5) // 6}"), ("quarter", f"{year}Q{(month + 2) // 3}")):
        if _MONTHS[period.kind] < _MONTHS[kind]:
            yield ("period", o.indicator, o.category, o.region, longer, period.kind)
    if period.kind != "year":
        yield ("period", o.indicator, o.category, o.region, str(year), period.kind)


def _as_whole(catalogue: Catalogue, o: Observation) -> Iterator[tuple[Place, int]]:
    """The figure as a total of parts, and how many parts there are when all are given."""
    period = parse(o.period)
    if o.category == TOTAL:
        yield ("category", o.indicator, o.region, o.period), len(_main_categories(catalogue, o))
    if catalogue.regions[o.region].type == "VT":
        members = catalogue.regions.members(o.region, period.end.year)
        yield ("region", o.indicator, o.category, o.region, o.period), len(members)
    months = _MONTHS[period.kind]
    for kind, length in _MONTHS.items():
        if length < months:
            yield ("period", o.indicator, o.category, o.region, o.period, kind), months // length
