"""What was printed earlier of the figures of an indicator, beside what holds now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell, Cited, cell, cited
from impactmonitor.present.figures import Sources, category_labels, measure_of, measure_words
from impactmonitor.present.remarks import remark
from impactmonitor.tables import TOTAL, Observation


@dataclass(frozen=True)
class Revision:
    """An earlier printed figure beside the one in force."""

    region: str
    period: str
    category: str
    measure: str
    earlier: Cell
    now: Cell
    source: Cited
    note: str


def revisions(
    sources: Sources, indicator: Indicator, earlier: Iterable[Observation], rows: list[Observation]
) -> list[Revision]:
    """What was printed before, in the order of the release. What is hidden now is not told through what it was."""
    now = {o.key: o for o in rows}
    labels = category_labels(sources.catalogue, indicator)
    found = []
    for o in earlier:
        held = now.get(o.key)
        measure = measure_of(indicator, o.measure)
        found.append(
            Revision(
                region=str(sources.catalogue.regions[o.region].name),
                period=numbers.period(o.period),
                category="" if o.category == TOTAL else labels.get(o.category, o.category),
                measure=measure_words(o.measure, measure, sources.catalogue.units[measure.unit]),
                earlier=cell(held if marks.is_hidden(held) else o),
                now=cell(held),
                source=cited(sources.publications[o.publication]),
                note="" if marks.is_hidden(held) else remark(o.note, sources.catalogue),
            )
        )
    return found
