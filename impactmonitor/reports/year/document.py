"""The national report of a year as plain values in one language, for whoever writes a PDF or a page.

    YearDocument            title, subtitle, lead, release, since, banner, signs, sources: as every `content.Document`
      chapters: Chapter     a chapter of the report; of the factsheet a page
        anchor, title
        blocks: Block       in reading order; `kind` says which of the other fields are filled
          heading           level (2 or 3), words
          paragraph         words
          list              items
          tiles             tiles: key figures that stand beside each other
          figure, chart     figure: with its title, sentences, cautions, notes and source, as in the report of a region;
                            a chart has its drawing (`figure.chart`). A page has `shown` and `trend` to draw it itself
          withheld          words: what was left out and why, because it could not be said of this release
        notes: Note         what the numbers in words and on tiles stand for
        sources: Printed    where its figures were printed; the letters of notes stand for these
      definitions: Defined  what is counted in each indicator that is cited

Words are pieces of a sentence: `text`, `strong`, and `note`, the number of the note under the chapter (0 without). A
cited figure is a piece of its own, so nothing in a text is a figure but what came from the release.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from impactmonitor.present import blocks
from impactmonitor.present.charts.series import Trend
from impactmonitor.reports.content import Document, Figure

Kind = Literal["heading", "paragraph", "list", "tiles", "figure", "chart", "withheld"]


@dataclass(frozen=True)
class Word:
    """A piece of a sentence. With `note` it is a figure, or a word of direction, from the release."""

    text: str
    strong: bool = False
    note: int = 0


Words = tuple[Word, ...]


@dataclass(frozen=True)
class Tile:
    """A key figure: the number with its signs, its unit, what it counts, and over which period."""

    value: str
    unit: str
    title: str
    period: str
    note: int
    indicator: str


@dataclass(frozen=True)
class Block:
    """A part of a chapter, see above. `shown` and `trend` are what `figure` was made of."""

    kind: Kind
    level: int = 0
    words: Words = ()
    items: tuple[Words, ...] = ()
    tiles: tuple[Tile, ...] = ()
    figure: Figure | None = None
    shown: blocks.Block | None = field(default=None, repr=False)
    trend: Trend | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Note:
    """What a figure in a text is: its measure and period, how sure it is, and what belongs wherever it is said.

    `sources` are letters of `Printed`; `indicator` and `period` (codes, of the newest figure) lead to its page.
    """

    number: int
    name: str
    period: str
    status: str
    remarks: tuple[str, ...]
    sources: tuple[str, ...]
    indicator: str
    code: str


@dataclass(frozen=True)
class Printed:
    """A publication in which figures of a chapter stand: its title with the dates that are known, and its address."""

    letter: str
    title: str
    url: str
    second_hand: bool


@dataclass(frozen=True)
class Chapter:
    """A chapter with its notes and sources."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    sources: tuple[Printed, ...]


@dataclass(frozen=True)
class Defined:
    """An indicator that is cited: what is counted, what it does not say, and what to mind."""

    indicator: str
    title: str
    definition: str
    does_not_say: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class YearDocument(Document):
    """The report of a year, or with `factsheet` its factsheet."""

    year: int
    factsheet: bool
    chapters: tuple[Chapter, ...]
    definitions: tuple[Defined, ...]
