"""Rules on what two figures are: origin, source, method, unit, measure, indicator, category, region."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import CodeList, Indicator
from impactmonitor.combinations import places
from impactmonitor.combinations.findings import Found, block, mark, warn
from impactmonitor.combinations.operands import Figure
from impactmonitor.tables import TOTAL, Stage

PROVISIONAL = (Stage.PROVISIONAL, Stage.REVISED)


def origins(a: Figure, b: Figure) -> Iterator[Found]:
    """Official, local and demonstration figures never meet."""
    if a.origin != b.origin:
        yield block("origins", a, b)


def stages(a: Figure, b: Figure) -> Iterator[Found]:
    """Provisional beside what is not; printed beside computed."""
    if (a.stage in PROVISIONAL) != (b.stage in PROVISIONAL):
        yield warn("provisional-and-final", a, b)
    if a.computed != b.computed:
        yield warn("printed-and-computed", a, b)


def methods(a: Figure, b: Figure) -> Iterator[Found]:
    """How the figures came about: never over the border between cohort, survey and registration."""
    found = {a.method, b.method}
    if len(found) == 1:
        return
    if "cohort" in found:
        yield block("cohort-and-other", a, b)
    elif found == {"sample", "registration"}:
        yield block("survey-and-registration", a, b)
    else:
        yield warn("method-unknown", a, b)


def sources(a: Figure, b: Figure, grave: bool = True) -> Iterator[Found]:
    """Two sources count in their own way; `grave`: whether that forbids it."""
    if a.indicator.source == b.indicator.source:
        return
    same = {a.method, b.method} == {"sample"} or {a.indicator.id, b.indicator.id} & {"politiemeldingen"}
    yield (block if grave or same else warn)("other-source", a, b)


def ancestors(codelist: CodeList | None, category: str) -> set[str]:
    """The categories of which this one is a part."""
    parents = {c.code: c.parent for c in codelist.categories} if codelist else {}
    found: set[str] = set()
    while (parent := parents.get(category)) and parent not in found:
        found.add(parent)
        category = parent
    return found


def added_categories(a: Figure, b: Figure) -> Iterator[Found]:
    """Adding or stacking two categories of one indicator."""
    if a.category == b.category:
        return
    if TOTAL in (a.category, b.category):
        yield block("total-and-part", a, b)
    elif b.category in ancestors(a.codelist, a.category) or a.category in ancestors(b.codelist, b.category):
        yield block("group-and-part", a, b)
    elif a.multi or b.multi:
        yield block("several-answers", a, b)
    elif a.codelist is None or a.codelist.exclusive is None:
        yield warn("exclusive-unknown", a, b)


def added_indicators(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    """Adding two indicators: only what is declared as a sum of these."""
    if a.indicator.id == b.indicator.id:
        return
    if either_part(catalogue, a, b):
        yield block("whole-and-part", a, b)
    elif a.indicator.counted != b.indicator.counted:
        yield block("other-unit-counted", a, b)
    elif not any({a.indicator.id, b.indicator.id} <= set(i.sum_of) for i in catalogue.indicators.values()):
        same_list = a.codelist is not None and b.codelist is not None and a.codelist.id != b.codelist.id
        yield block("other-code-list" if same_list else "indicators-not-a-sum", a, b)
    else:
        yield from added_categories(a, b) if TOTAL not in (a.category, b.category) else ()


def is_part(catalogue: Catalogue, part: Indicator, whole: Indicator) -> bool:
    """Whether every case of one indicator is a case of the other, by what the catalogue declares."""
    seen, todo = set(), [part.id]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        own = catalogue.indicators.get(name)
        todo += own.part_of if own else []
        todo += [i.id for i in catalogue.indicators.values() if name in i.sum_of]
    return whole.id in seen and whole.id != part.id


def either_part(catalogue: Catalogue, a: Figure, b: Figure) -> bool:
    """Whether one of the two indicators is a part of the other."""
    return is_part(catalogue, a.indicator, b.indicator) or is_part(catalogue, b.indicator, a.indicator)


def added_regions(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    """Adding two regions: one layout, no shared area."""
    if a.region.code == b.region.code:
        return
    if a.origin == "local":
        yield block("local-regions", a, b)
    found = related(catalogue, a, b)
    if found in ("contains", "within", "overlaps", "same"):
        yield block("regions-overlap", a, b)
    elif a.region.type != b.region.type:
        yield block("other-layout", a, b)


def related(catalogue: Catalogue, a: Figure, b: Figure) -> places.Relation:
    """How the two regions relate in the year of the figures."""
    period = a.period or b.period
    year = period.end.year if period else catalogue.regions.latest_year
    return places.relation(catalogue.regions, a.region, b.region, year)


def compared_regions(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    """Two regions beside each other."""
    if a.region.code == b.region.code:
        return
    if a.origin == "local":
        yield block("local-regions", a, b)
    found = related(catalogue, a, b)
    if found == "same" and a.measure == b.measure:
        yield mark("same-area", a, b)
        return
    if a.measure == "count" and b.measure == "count":
        yield warn("counts-of-regions", a, b)
    if a.region.type != b.region.type and found not in ("contains", "within"):
        yield warn("mixed-layouts", a, b)
    if a.method == "cohort":
        yield warn("cohort-regions", a, b)


def compared_things(catalogue: Catalogue, a: Figure, b: Figure, axis: bool) -> Iterator[Found]:
    """Two indicators, measures or categories beside each other; `axis`: on one scale, or as a difference."""
    yield from methods(a, b)
    yield from sources(a, b, grave=False)
    if a.measure != b.measure:
        yield block("other-measure", a, b)
    elif a.unit != b.unit:
        yield block("other-unit", a, b)
    if a.indicator.id == b.indicator.id:
        if a.category != b.category and a.measure == "count" and TOTAL in (a.category, b.category) and axis:
            yield mark("part-beside-total", a, b)
        return
    if a.codelist and b.codelist and a.codelist.id != b.codelist.id and TOTAL not in (a.category, b.category):
        yield from _lists(catalogue, a, b)
    if a.indicator.counted != b.indicator.counted or "unknown" in (a.indicator.counted, b.indicator.counted):
        yield warn("unlike-things", a, b)
    of = {str(f.of or "") for f in (a, b)}
    if a.measure in ("share", "rate") and (len(of) > 1 or a.indicator.population != b.indicator.population):
        yield warn("other-whole", a, b)
    if a.measure == "score":
        yield block("other-scale", a, b)
    if a.indicator.period_type != b.indicator.period_type:
        yield warn("other-period-type", a, b)


def _lists(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    """Categories of two code lists: only what the correspondence calls equal is the same group."""
    assert a.codelist
    assert b.codelist
    for known in catalogue.correspondences.values():
        if {known.left, known.right} != {a.codelist.id, b.codelist.id}:
            continue
        left, right = (a, b) if known.left == a.codelist.id else (b, a)
        for pair in known.pairs:
            if left.category in pair.left and right.category in pair.right and pair.relation == "equal":
                yield warn("lists-correspond", a, b)
                return
    yield block("other-code-list", a, b)
