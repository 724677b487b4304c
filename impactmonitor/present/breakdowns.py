"""A breakdown as a block: a table with a bar in each row, for each of its measures."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.catalogue.schema import Indicator, Unit
from impactmonitor.present import bars, marks, numbers
from impactmonitor.present.blocks import Beside, Breakdown, Categories, Measures, Row, Sources, Subject, Table
from impactmonitor.present.cells import cell, most_decimals, notes, source_line
from impactmonitor.present.words import (
    category_labels,
    heading,
    measure_of,
    measure_words,
    netherlands,
    older_period,
    with_period,
)
from impactmonitor.tables import TOTAL


def table(
    sources: Sources, indicator: Indicator, own: Measures, found: Beside, subject: Subject, order: list[str]
) -> Table:
    """The block of a breakdown; `order` are its measures, the leading one first."""
    labels = category_labels(sources.catalogue, indicator)
    codelist = sources.catalogue.codelist_of(indicator)
    parents = {c.code: c.parent for c in codelist.categories} if codelist else {}
    labelled = [(labels.get(c, c), o) for m in order for c, o in own[m].items()]
    for name, other in ((subject.wider, found.region), (netherlands(), found.netherlands)):
        labelled += [(f"{name}, {labels.get(c, c)}", o) for m in order for c, o in other.get(m, {}).items()]
    letters, remarks = notes(labelled, sources.explain)
    look = _Look(labels, parents, letters)
    main = next(iter(own[order[0]].values())).period
    parts = []
    for kind in order:
        measure = measure_of(indicator, kind)
        unit = sources.catalogue.units[measure.unit]
        when = older_period(own[kind], main)
        title = with_period(measure_words(kind, measure, unit), when)
        parts.append(look.breakdown(title, when or numbers.period(main), unit, own[kind], *found.of(kind)))
    kind = order[0]
    theirs, region = found.of(kind)
    beside = [o for k in order for categories in reversed(found.of(k)) for o in categories.values()]
    return Table(
        heading=heading(sources, indicator, kind, list(own[kind].values()), subject),
        column=subject.column,
        wider_name=subject.wider,
        measure=measure_of(indicator, kind),
        unit=sources.catalogue.units[measure_of(indicator, kind).unit],
        first=parts[0],
        further=tuple(parts[1:]),
        multi=bool(indicator.breakdown and indicator.breakdown.multi),
        own=own[kind],
        counts=own.get("count", {}),
        netherlands=theirs,
        region=region,
        labels=labels,
        top_level=tuple(c for c in labels if c != TOTAL and not parents.get(c)),
        notes=tuple(remarks),
        source=source_line(
            [o for categories in own.values() for o in categories.values()],
            sources.publications,
            [o for k in order for o in found.of(k)[0].values()],
            [o for k in order for o in found.of(k)[1].values()],
            subject.wider,
        ),
        shown=(*(o for k in order for o in own[k].values()), *beside),
    )


@dataclass(frozen=True)
class _Look:
    """What all tables of a block share: names and parents of its groups, and the letters of its notes."""

    labels: dict[str, str]
    parents: dict[str, str | None]
    letters: dict[str, str]

    def breakdown(
        self, title: str, period: str, unit: Unit, own: Categories, theirs: Categories, region: Categories
    ) -> Breakdown:
        """One measure; bars share a scale, except that of a count of all groups together."""
        everyone = (own, theirs, region)
        decimals = most_decimals(o for found in everyone for o in found.values())
        inner = [o.value for found in everyone for c, o in found.items() if c != TOTAL and not marks.gap(o)]
        top = bars.ceiling(inner)

        def row(code: str) -> Row:
            mine = cell(own.get(code), decimals, self.letters)
            wider = cell(region.get(code), decimals, self.letters) if region else None
            beside = cell(theirs.get(code), decimals, self.letters) if theirs else None
            scale = None if code == TOTAL and unit.id != "%" else top
            return Row(
                label=self.labels[code],
                depth=1 if self.parents.get(code) else 0,
                own=mine,
                wider=wider,
                beside=beside,
                own_bar=_capped(mine.value, scale),
                wider_bar=_capped(wider.value, scale) if wider else "",
                beside_bar=_capped(beside.value, scale) if beside else "",
            )

        return Breakdown(
            title=title,
            period=period,
            unit="" if unit.id == "aantal" else unit.shown,
            compared=bool(theirs),
            with_region=bool(region),
            rows=tuple(row(code) for code in self.labels if code in own),
            elsewhere=tuple(
                row(code) for code in self.labels if code not in own and (code in theirs or code in region)
            ),
        )


def _capped(value: float | None, top: float | None) -> str:
    """A bar, unless it would be longer than the scale (a total beside its parts)."""
    return bars.width(value, top) if value is not None and top is not None and value <= top else ""
