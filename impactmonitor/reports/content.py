"""What stands in a report, as plain values in one language: whoever writes a PDF, deck or workbook needs nothing else.

Texts are ready to print. A figure never loses its source, status, cautions and release on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from impactmonitor.tables import Observation


@dataclass(frozen=True)
class Row:
    """A group of a figure, or a moment of a series, with a value for each column of its table.

    `depth` is 1 for a part of the group above. `values` are numbers for who draws a bar; None where there is none.
    """

    label: str
    cells: tuple[str, ...]
    values: tuple[float | None, ...]
    depth: int = 0


@dataclass(frozen=True)
class Chart:
    """A line chart: the same in words, and its figures as a table and as released.

    `subtitle` says what is drawn, of where, and from when to when. `svg` needs nothing else; it is empty when nobody
    asked for it. `source` is empty when it is that of its figure.
    """

    subtitle: str
    svg: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str = ""
    observations: tuple[Observation, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Figure:
    """A figure with everything that belongs to it.

    `value` and `unit` are empty for a figure in groups, which has `rows` under `heads` (one head per column of values).
    `hidden` says that there is no number to show. `sentences` read it, `cautions` belong wherever it stands, `meanings`
    and `questions` are for the conversation. `indicator`, `region` and `period` are codes.
    """

    indicator: str
    region: str
    period: str
    title: str
    subtitle: str
    value: str
    unit: str
    hidden: bool
    beside: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    percent: bool
    multi: bool
    chart: Chart | None
    sentences: tuple[str, ...]
    cautions: tuple[str, ...]
    meanings: tuple[str, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    definition: str
    caveats: tuple[str, ...]
    does_not_say: tuple[str, ...]
    observations: tuple[Observation, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Section:
    """A chapter: a theme with its figures."""

    id: str
    title: str
    question: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Standout:
    """A figure that stands out: what, how far, what to ask, and the source and status of the figure."""

    title: str
    text: str
    question: str
    source: str


@dataclass(frozen=True)
class Absent:
    """Figures of a theme that are not there: each reason with the names that it is true of."""

    theme: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class SourceUsed:
    """A source with its owner, terms and what to know of its quality."""

    name: str
    owner: str
    licence: str
    quality: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """What every document has.

    `banner` is set on demonstration figures and stands on every page and slide. `release` is the id, `since` the day on
    which it came into force, in words, and `moment` that day in seconds since 1970.
    """

    language: str
    title: str
    subtitle: str
    place: str
    period: str
    release: str
    since: str
    moment: int
    banner: str
    lead: str
    guide: tuple[str, ...]
    sources: tuple[SourceUsed, ...]
    signs: tuple[tuple[str, str], ...]

    @property
    def running(self) -> str:
        """What stands on top of every page but the first."""
        return self.title


@dataclass(frozen=True)
class Report(Document):
    """A region in one period, complete. `keys` are also in their theme.

    `absent` is what is not in it, by theme; `dotted`, at most one group, what is in it with a dot of the source.
    """

    keys: tuple[Figure, ...]
    standouts: tuple[Standout, ...]
    standing: tuple[str, ...]
    sections: tuple[Section, ...]
    absent: tuple[Absent, ...]
    dotted: tuple[Absent, ...]
    absent_words: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure once, in reading order."""
        return tuple(f for section in self.sections for f in section.figures)
