"""A figure without breakdown as a block: the number, what stands beside it, and further measures."""

from __future__ import annotations

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present import bars, numbers
from impactmonitor.present.blocks import Beside, Line, Measures, Sources, Subject, Total
from impactmonitor.present.cells import Cell, cell, notes, source_line
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.words import heading, measure_of, measure_words, netherlands, with_period
from impactmonitor.tables import TOTAL, Observation


def total(
    sources: Sources, indicator: Indicator, own: Measures, found: Beside, subject: Subject, order: list[str]
) -> Total:
    """The block of figures without breakdown; `order` are its measures, the leading one first."""
    kind, *others = order
    measure = measure_of(indicator, kind)
    unit = sources.catalogue.units[measure.unit]
    mine = own[kind][TOTAL]
    theirs, region = found.netherlands.get(kind, {}).get(TOTAL), found.region.get(kind, {}).get(TOTAL)
    extra = [own[other][TOTAL] for other in others]
    labelled = [(subject.column, mine), (subject.wider, region), (netherlands(), theirs)]
    letters, remarks = notes([*labelled, *((subject.column, o) for o in extra)], sources.explain)

    def shown(other: Observation | None, told: bool) -> Cell | None:
        # What describes a place is left out when the other has no figure of that day; elsewhere a gap is told.
        told = told and (other is not None or indicator.theme != BACKGROUND)
        return cell(other, letters=letters) if told else None

    value = cell(mine, letters=letters)
    beside = shown(theirs, subject.compare)
    wider = shown(region, bool(subject.wider) and (region is not None or "VT" in indicator.levels))
    return Total(
        heading=heading(sources, indicator, kind, [mine], subject),
        measure=measure,
        unit=unit,
        own=mine,
        count=own.get("count", {}).get(TOTAL),
        netherlands=theirs,
        region=region,
        value=value,
        beside=beside,
        wider=wider,
        wider_name=subject.wider,
        strip=bars.strip((subject.column, value), beside, (subject.wider, wider), numbers.suffix(unit))
        if kind != "count"
        else None,
        lines=tuple(_line(sources, indicator, o, mine.period, letters) for o in extra),
        notes=tuple(remarks),
        source=source_line([mine, *extra], sources.publications, [theirs], [region], subject.wider),
        shown=tuple(o for o in (mine, *extra, wider and region, beside and theirs) if o),
    )


def _line(sources: Sources, indicator: Indicator, own: Observation, main: str, letters: dict[str, str]) -> Line:
    """A further measure of a total, with its period when that is not the main one."""
    measure = measure_of(indicator, own.measure)
    unit = sources.catalogue.units[measure.unit]
    words = measure_words(own.measure, measure, unit)
    suffix = "" if unit.id == "aantal" or words.lower() == unit.shown.lower() else unit.shown
    when = numbers.period(own.period) if own.period != main else ""
    return Line(with_period(words, when), suffix, cell(own, letters=letters))
