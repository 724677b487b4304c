"""Figures that a region delivers itself: per indicator a table with its periods as columns, and where they come from.

They never share a block with official figures: they are counted and rounded differently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import Words, gettext_noop
from impactmonitor.periods import Period, parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell, cell, most_decimals
from impactmonitor.present.figures import category_labels, measure_of, measure_words
from impactmonitor.present.marks import Mark
from impactmonitor.release.read import ReleasedTable
from impactmonitor.tables import TOTAL, Observation, Publication

VISIBLE = 8
"""Most periods in a table: two years of quarters. All of them are in the CSV."""

KINDS = Words(
    {
        "quarter": gettext_noop("kwartaal"),
        "half-year": gettext_noop("halfjaar"),
        "year": gettext_noop("jaar"),
        "month": gettext_noop("maand"),
    }
)
"""Kinds of period in the order in which they are shown, with their word."""
_MORE = Words(
    {
        "quarter": gettext_noop("kwartalen"),
        "half-year": gettext_noop("halfjaren"),
        "year": gettext_noop("jaren"),
        "month": gettext_noop("maanden"),
    }
)


@dataclass(frozen=True)
class Row:
    """A category with a cell for each period; the total has no indent and no parent."""

    label: str
    cells: tuple[Cell, ...]
    total: bool
    part: bool


@dataclass(frozen=True)
class Table:
    """The figures of one indicator for one kind of period, newest last; `hidden` older ones stand in the CSV only."""

    kind: str
    unit: str
    more: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden: int


@dataclass(frozen=True)
class Report:
    """Where figures stand: the report and the day on which it appeared."""

    publication: Publication
    day: str


@dataclass(frozen=True)
class Block:
    """An indicator: its tables, one for each kind of period, its reports, and how final they are."""

    indicator: str
    title: str
    measure: str
    tables: tuple[Table, ...]
    reports: tuple[Report, ...]
    status: str
    multi: bool

    @property
    def anchor(self) -> str:
        """Id of the block on its page."""
        return f"eigen-{self.indicator}"


def blocks(table: ReleasedTable) -> list[Block]:
    """The figures of one region as blocks, in catalogue order."""
    found = []
    for indicator in table.catalogue.ordered:
        rows = [o for o in table if o.indicator == indicator.id]
        for measure in indicator.measures:
            if own := [o for o in rows if o.measure == measure]:
                found.append(_block(table, indicator, own))
    return found


def legend(found: Iterable[Block]) -> list[Mark]:
    """The marks that occur in these blocks, in the usual order."""
    used = {m for b in found for t in b.tables for r in t.rows for c in r.cells for m in c.marks}
    return [m for m in marks.ALL if m in used]


def newest(table: ReleasedTable) -> str:
    """The newest period with a figure in words, e.g. `het 1e kwartaal 2024`; empty without any."""
    codes = {o.period for o in table if not marks.gap(o)}
    return numbers.the_period(max(codes, key=lambda code: parse(code).sort_key)) if codes else ""


def _block(table: ReleasedTable, indicator: Indicator, own: list[Observation]) -> Block:
    catalogue = table.catalogue
    kind = own[0].measure
    measure = measure_of(indicator, kind)
    publications = dict.fromkeys(table.publication(o) for o in own)
    return Block(
        indicator=indicator.id,
        title=str(indicator.name),
        measure=measure_words(kind, measure, catalogue.units[measure.unit]),
        tables=tuple(
            _table(catalogue, indicator, name, rows)
            for name in KINDS
            if (rows := [o for o in own if parse(o.period).kind == name])
        ),
        reports=tuple(
            Report(p, numbers.day(dt.date.fromisoformat(p.published)) if p.published else "")
            for p in sorted(publications, key=lambda p: (p.published, p.id), reverse=True)
        ),
        status=marks.status_words(own),
        multi=bool(indicator.breakdown and indicator.breakdown.multi) and any(o.category != TOTAL for o in own),
    )


def _table(catalogue: Catalogue, indicator: Indicator, kind: str, rows: list[Observation]) -> Table:
    every: list[Period] = sorted({parse(o.period) for o in rows}, key=lambda p: p.start)
    shown = [p.code for p in every[-VISIBLE:]]
    figures = {(o.category, o.period): o for o in rows}
    present = {o.category for o in rows if o.period in shown}
    decimals = most_decimals(rows)
    codelist = catalogue.codelist_of(indicator)
    parts = {c.code for c in (codelist.categories if codelist else ()) if c.parent in present}
    labels = category_labels(catalogue, indicator)
    unit = catalogue.units[measure_of(indicator, rows[0].measure).unit]
    return Table(
        kind=KINDS[kind],
        unit=numbers.suffix(unit).strip(),
        more=_MORE[kind],
        heads=tuple(numbers.period(code) for code in shown),
        rows=tuple(
            Row(label, tuple(cell(figures.get((code, p)), decimals) for p in shown), code == TOTAL, code in parts)
            for code, label in labels.items()
            if code in present
        ),
        hidden=len(every) - len(shown),
    )
