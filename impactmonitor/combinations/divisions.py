"""Rules on dividing one figure by another: shares, rates and ratios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.combinations import moments, numbers, things
from impactmonitor.combinations.findings import Found, block, mark, warn
from impactmonitor.combinations.operands import Figure
from impactmonitor.tables import TOTAL


def share(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    """A count as a percentage of the whole of which it is a part, of one place and period."""
    pair = _pair(figures)
    if pair is None:
        yield block("needs-two", figures[0])
        return
    part, whole = pair
    yield from _counts(part, whole)
    yield from _same_place_and_time(catalogue, part, whole)
    yield from things.methods(part, whole)
    if not _is_part(catalogue, part, whole):
        yield block("not-a-part", part, whole)
    yield from numbers.numerator(part)
    yield from numbers.denominator(whole)
    yield from numbers.within(part, whole)


def _is_part(catalogue: Catalogue, part: Figure, whole: Figure) -> bool:
    if part.indicator.id == whole.indicator.id:
        return part.category != whole.category and (
            whole.category == TOTAL or whole.category in things.ancestors(part.codelist, part.category)
        )
    declared = things.is_part(catalogue, part.indicator, whole.indicator)
    return declared and whole.category == TOTAL and part.indicator.counted == whole.indicator.counted


def rate(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    """A count per so many inhabitants: the same area, and the population of 1 January of the year."""
    pair = _pair(figures)
    if pair is None:
        (only,) = figures[:1]
        yield from numbers.numerator(only)
        if len(figures) != 1 or "rate" not in only.indicator.measures:
            yield block("needs-two", only)
        elif only.measure not in ("count", "rate"):
            yield block("counts-only", only)
        return
    count, people = pair
    yield from _counts(count, people)
    populations = {
        m.computed.denominator for i in catalogue.indicators.values() for m in i.measures.values() if m.computed
    }
    if people.indicator.id not in populations or people.category != TOTAL:
        yield block("no-population", count, people)
    if count.indicator.id in populations or count.indicator.theme == people.indicator.theme:
        yield block("population-per-population", count, people)
    if count.method != "registration":
        yield block("estimate-per-inhabitants", count, people)
    if count.indicator.period_type == "cohort":
        yield block("cohort-and-other", count, people)
    if count.region.code != people.region.code:
        if things.related(catalogue, count, people) == "same":
            yield mark("same-area", count, people)
        else:
            yield block("other-region", count, people)
    yield from _reference_date(count, people)
    yield from numbers.numerator(count)
    yield from numbers.denominator(people)


def _reference_date(count: Figure, people: Figure) -> Iterator[Found]:
    if count.period is None or people.period is None:
        if count.period is not people.period:
            yield block("period-missing", count, people)
        return
    if count.period.year != people.period.year or count.period.end.year != people.period.year:
        yield block("reference-date", count, people)
    elif (people.period.start.month, people.period.start.day) != (1, 1):
        yield warn("reference-date-within-year", count, people)


def ratio(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    """One figure divided by another: two counts of one place and period, or one figure of two places or periods."""
    pair = _pair(figures)
    if pair is None:
        yield block("needs-two", figures[0])
        return
    a, b = pair
    if a.key == b.key:
        yield block("same-figure", a, b)
    yield from things.methods(a, b)
    yield from things.sources(a, b)
    if a.measure != b.measure:
        yield block("other-measure", a, b)
    elif a.unit != b.unit:
        yield block("other-unit", a, b)
    if a.measure == "score":
        yield block("other-scale", a, b)
    if (a.indicator.id, a.category) == (b.indicator.id, b.category):
        yield from things.compared_regions(catalogue, a, b)
        yield from moments.across(a, b)
    else:
        if a.measure not in ("count", "rate"):
            yield block("counts-only", a, b)
        if a.codelist and b.codelist and a.codelist.id != b.codelist.id and TOTAL not in (a.category, b.category):
            yield block("other-code-list", a, b)
        yield from _same_place_and_time(catalogue, a, b)
    if a.method == "cohort":
        yield block("cohorts", a, b)
    yield from numbers.numerator(a)
    yield from numbers.denominator(b) if b.measure == "count" else ()


def _pair(figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Numerator and denominator: by their roles, else the first and the second."""
    if len(figures) != 2:
        return None
    bottom = [f for f in figures if f.role in ("denominator", "noemer", "population", "whole", "geheel")]
    top = [f for f in figures if f.role in ("numerator", "teller", "part", "deel")]
    if len(bottom) == 1:
        return next(f for f in figures if f is not bottom[0]), bottom[0]
    if len(top) == 1:
        return top[0], next(f for f in figures if f is not top[0])
    return figures[0], figures[1]


def _counts(a: Figure, b: Figure) -> Iterator[Found]:
    for figure in (a, b):
        if figure.measure != "count":
            yield block("counts-only", a, b)


def _same_place_and_time(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    if a.region.code != b.region.code:
        if things.related(catalogue, a, b) == "same":
            yield mark("same-area", a, b)
        else:
            yield block("other-region", a, b)
    if a.period != b.period:
        yield block("other-period", a, b)
