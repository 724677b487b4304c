"""The same figure of other regions, beside that of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.catalogue.regions import Region
from impactmonitor.present import numbers
from impactmonitor.present.blocks import Total
from impactmonitor.present.columns import Column, column
from impactmonitor.present.held import sources
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.reports.figure import written
from impactmonitor.routes.answer import Step


def beside(opened: Release, step: Step, regions: Sequence[Region]) -> Column | None:
    """The number that stands in a line, of these regions and of the Netherlands.

    None without any region, and beside what is not the region's own.
    """
    if not regions or step.lent or step.block is None or step.headline is None:
        return None
    own = step.block.own if isinstance(step.block, Total) else step.block.own[step.headline.category]
    codes = tuple(dict.fromkeys(("NL01", *(r.code for r in regions))))
    chosen = (own.measure, own.category, own.period)
    rows = list(opened.select(Selection((own.indicator,), (own.measure,), (own.category,), codes, (own.period,))))
    return column(sources(opened, rows), step.indicator, chosen, rows, regions)


def lines(found: Column, regions: Sequence[Region]) -> Iterator[tuple[str, str]]:
    """Names and figures of regions; those without one follow, those with the same reason on one line."""
    without: dict[str, list[str]] = {}
    for region in regions:
        cell = found.cells[region.code]
        if cell.gap:
            without.setdefault(written(cell), []).append(str(region.name))
        else:
            yield str(region.name), written(cell)
    for reason, names in without.items():
        yield numbers.listed(names), reason
