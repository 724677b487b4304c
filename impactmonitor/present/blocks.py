"""What a figure block is: heading, value or table, notes and source. No block is made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Measure, Unit
from impactmonitor.present import bars, formulas, marks
from impactmonitor.present.cells import Cell, Note, SourceLine
from impactmonitor.present.marks import Mark
from impactmonitor.present.remarks import remark
from impactmonitor.tables import Observation, Publication

Categories = dict[str, Observation]
Measures = dict[str, Categories]
NO_FIGURES: Measures = {}

MOST_ROWS = 10
"""A longer table is shown among others without the parts of its groups."""


@dataclass(frozen=True)
class Sources:
    """Where figures of a page come from: needed to explain and to name the source of each."""

    catalogue: Catalogue
    publications: dict[str, Publication]
    references: dict[tuple[str, str, str, str], Publication] = field(default_factory=dict)

    def explain(self, observation: Observation) -> str:
        """How a computed figure was computed; of any other what is remarked on it."""
        if not observation.formula:
            return remark(observation.note, self.catalogue)
        return formulas.explain(
            observation,
            self.catalogue,
            lambda f: self.references.get((f.indicator, f.category, f.region, f.period)),
        )


@dataclass(frozen=True)
class Subject:
    """Whose figures a block shows: region code, name in a column, begin of a sentence (`In Drenthe`).

    `compare`: the Netherlands beside it. `wider`: name of the region of which it is a part, shown between the two.
    """

    code: str
    column: str
    place: str
    compare: bool = True
    wider: str = ""


@dataclass(frozen=True)
class Heading:
    """Title and subtitle of a block. `mark` is the stage that all own figures share, `where` begins a sentence.

    `region` and `code` are whose figures they are and of which period; `period` is that in words.
    """

    indicator: str
    title: str
    measure: str
    place: str
    where: str
    region: str
    code: str
    period: str
    mark: Mark | None
    national: bool

    @property
    def anchor(self) -> str:
        """Id of the block on its page."""
        return f"c-{self.indicator}"


@dataclass(frozen=True)
class Line:
    """A further figure of a block with its own words: the count beside a rate."""

    label: str
    unit: str
    cell: Cell


def behind(measure: Measure, unit: Unit) -> str:
    """Unit behind a big number: `% van de meldingen`, `per 10.000 inwoners`; nothing behind a number of cases."""
    if unit.id == "%":
        return f"% {measure.of}" if measure.of else "%"
    return "" if unit.id == "aantal" else unit.shown


class _WithNotes:
    """What blocks have in common: notes, of which some explain a calculation."""

    notes: tuple[Note, ...]

    @property
    def calculated(self) -> list[Note]:
        """How computed figures were computed; each has a letter."""
        return [note for note in self.notes if note.letter]

    @property
    def remarks(self) -> list[Note]:
        """All other notes."""
        return [note for note in self.notes if not note.letter]


@dataclass(frozen=True)
class Total(_WithNotes):
    """A figure without breakdown: the number, what stands beside it, and further measures.

    `count` is its number of cases, where that is known. `netherlands` and `beside` are those of the Netherlands,
    `region` and `wider` those of the region of which the place is a part. `shown` is every figure in the block.
    """

    heading: Heading
    measure: Measure
    unit: Unit
    own: Observation
    count: Observation | None
    netherlands: Observation | None
    region: Observation | None
    value: Cell
    beside: Cell | None
    wider: Cell | None
    wider_name: str
    strip: bars.Strip | None
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    source: SourceLine
    shown: tuple[Observation, ...]

    @property
    def unit_text(self) -> str:
        """Unit behind the big number: `% van de meldingen`, `per 10.000 inwoners`."""
        return behind(self.measure, self.unit)

    def cells(self) -> Iterator[Cell]:
        """All cells, for the legend."""
        yield self.value
        yield from (shown for shown in (self.wider, self.beside) if shown)
        yield from (line.cell for line in self.lines)


@dataclass(frozen=True)
class Row:
    """A category of a breakdown, with a figure and a bar for the place, its region and the Netherlands."""

    label: str
    depth: int
    own: Cell
    wider: Cell | None
    beside: Cell | None
    own_bar: str
    wider_bar: str
    beside_bar: str


@dataclass(frozen=True)
class Breakdown:
    """One measure of a breakdown as a table. `compared` and `with_region` tell which further columns it has."""

    title: str
    period: str
    unit: str
    compared: bool
    with_region: bool
    rows: tuple[Row, ...]
    elsewhere: tuple[Row, ...]

    @property
    def main_rows(self) -> list[Row]:
        """The groups that are no part of another one; empty when there is little to leave out."""
        main = [row for row in self.rows if not row.depth]
        return main if len(self.rows) > MOST_ROWS and 1 < len(main) < len(self.rows) else []


@dataclass(frozen=True)
class Table(_WithNotes):
    """A breakdown: the measure shown first, other measures, and what is needed to say a sentence about it.

    `shown` is every figure in the block.
    """

    heading: Heading
    column: str
    wider_name: str
    measure: Measure
    unit: Unit
    first: Breakdown
    further: tuple[Breakdown, ...]
    multi: bool
    own: Categories
    counts: Categories
    netherlands: Categories
    region: Categories
    labels: dict[str, str]
    top_level: tuple[str, ...]
    notes: tuple[Note, ...]
    source: SourceLine
    shown: tuple[Observation, ...]

    def cells(self) -> Iterator[Cell]:
        """All cells, for the legend."""
        for part in (self.first, *self.further):
            for row in (*part.rows, *part.elsewhere):
                yield from (shown for shown in (row.own, row.wider, row.beside) if shown)


Block = Total | Table


@dataclass(frozen=True)
class Beside:
    """Figures that stand beside the own ones: of the Netherlands, and of the region of which the place is a part."""

    netherlands: Measures
    region: Measures

    def of(self, kind: str) -> tuple[Categories, Categories]:
        """Those of one measure: the Netherlands, the region. Counts never are: areas differ in size."""
        if kind == "count":
            return {}, {}
        return self.netherlands.get(kind, {}), self.region.get(kind, {})


def by_indicator(observations: Iterable[Observation]) -> dict[str, Measures]:
    """Observations of one region, of one period for each indicator, as indicator, measure, category."""
    found: dict[str, Measures] = {}
    for o in observations:
        found.setdefault(o.indicator, {}).setdefault(o.measure, {})[o.category] = o
    return found


def legend(blocks: Iterable[Block]) -> list[Mark]:
    """The marks that occur in these blocks, in the order of the full legend."""
    found = {mark for item in blocks for shown in item.cells() for mark in shown.marks}
    return [mark for mark in marks.ALL if mark in found]
