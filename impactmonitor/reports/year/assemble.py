"""The report of a year from a release: texts of editors with the figures in them, and nothing that disagrees with them.

A paragraph, an item of a list or a block that cites what this release does not have, or says a direction that its
figures do not have, is withheld; a line in its place says so. What stands in the document: `reports.year.document`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from impactmonitor.catalogue.prose import Part, Reference, Runs
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.catalogue.year_reports import Chapter as Text
from impactmonitor.catalogue.year_reports import YearReport, title_of
from impactmonitor.exceptions import UnknownNameError
from impactmonitor.language import gettext as _
from impactmonitor.meaning.usual import usual_of
from impactmonitor.present import blocks as shown
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import cell
from impactmonitor.present.region_page import Page
from impactmonitor.present.words import category_labels, measure_of, netherlands
from impactmonitor.release.read import Release
from impactmonitor.reports.assemble import issued
from impactmonitor.reports.figure import figure
from impactmonitor.reports.year.cited import Cited, Figures, NotThere, Unsaid
from impactmonitor.reports.year.document import Block, Chapter, Defined, Tile, Word, Words, YearDocument
from impactmonitor.reports.year.numbered import Numbered
from impactmonitor.tables import TOTAL, Observation


def texts_of(opened: Release, year: int, factsheet: bool = False) -> YearReport:
    """The texts about a year. UnknownNameError, with the years that there are, when there are none."""
    word = "factsheet" if factsheet else "year report"
    known = {report.year: report for report in opened.catalogue.year_reports if report.factsheet or not factsheet}
    if year not in known:
        years = ", ".join(map(str, sorted(known)))
        there = f"There are texts of: {years}." if years else "There are none of another year either."
        raise UnknownNameError(f"Release {opened.id} has no texts of a {word} of {year}. {there}")
    return known[year]


def year_report(opened: Release, year: int, factsheet: bool = False, drawn: bool = True) -> YearDocument:
    """The report of a year in the language of the moment, or its factsheet, of which every page is a chapter.

    Without `drawn` charts have no picture. UnknownNameError when nobody wrote it.
    """
    texts = texts_of(opened, year, factsheet)
    made = _Maker(opened, drawn)
    chapters = tuple(made.pages(texts.factsheet) if factsheet and texts.factsheet else made.chapters(texts.chapters))
    return YearDocument(
        **issued(opened, made.used, [m for m in marks.ALL if m in made.marks]),
        title=_("Factsheet {year}").format(year=texts.year) if factsheet else str(texts.title),
        subtitle=_("Huiselijk geweld en kindermishandeling"),
        place=netherlands(),
        period=netherlands(),
        lead="" if factsheet else str(texts.lead),
        year=texts.year,
        factsheet=factsheet,
        chapters=chapters,
        definitions=tuple(made.definitions()),
    )


class _Maker:
    """Makes chapters, and keeps which figures and marks are in them."""

    def __init__(self, opened: Release, drawn: bool) -> None:
        self.opened = opened
        self.catalogue = opened.catalogue
        self.drawn = drawn
        self.figures = Figures(opened.catalogue, opened.select)
        self.used: dict[Observation, None] = {}
        self.marks: set[marks.Mark] = set()

    def chapters(self, texts: Iterable[Text]) -> Iterator[Chapter]:
        """Each text as a chapter."""
        for text in texts:
            yield self._chapter(text.anchor, text.prose().parts)

    def pages(self, text: Text) -> Iterator[Chapter]:
        """A text with more titles as a chapter for each."""
        parts = text.prose().parts
        starts = [n for n, part in enumerate(parts) if part.level == 1]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(parts)], strict=True), 1):
            yield self._chapter(f"{text.anchor}-{number}", parts[start:end])

    def definitions(self) -> Iterator[Defined]:
        """Every indicator of which there is a figure, in the order of the catalogue."""
        names = {o.indicator for o in self.used}
        for i in self.catalogue.ordered:
            if i.id in names:
                says, caveats = tuple(map(str, i.does_not_say)), tuple(map(str, i.caveats))
                yield Defined(i.id, str(i.name), str(i.definition), says, caveats)

    def _chapter(self, anchor: str, parts: list[Part]) -> Chapter:
        numbered = Numbered(self.opened, self.figures)
        blocks: list[Block] = []
        for tiles, group in itertools.groupby((p for p in parts if p.level != 1), key=_is_tile):
            made = [b for part in group for b in self._blocks(numbered, part)]
            blocks += _beside(made) if tiles else made
        notes, printed = tuple(numbered.notes.values()), tuple(numbered.printed.values())
        return Chapter(anchor, title_of(parts), tuple(blocks), notes, printed)

    def _blocks(self, numbered: Numbered, part: Part) -> Iterator[Block]:
        """A part as a block; of a list what cannot be said follows it."""
        if part.level:
            yield Block("heading", level=part.level, words=(Word(part.plain),))
        elif part.items:
            made = [self._said(numbered, item) for item in part.items]
            if items := tuple(words for words in made if not isinstance(words, Block)):
                yield Block("list", items=items)
            yield from dict.fromkeys(words for words in made if isinstance(words, Block))
        elif part.block:
            yield self._cited(numbered, part.block)
        else:
            words = self._said(numbered, part.runs)
            yield words if isinstance(words, Block) else Block("paragraph", words=words)

    def _said(self, numbered: Numbered, runs: Runs) -> Words | Block:
        """A sentence with its figures; when one of them cannot be said, the block that says so."""
        cited: dict[Reference, Cited] = {}
        for reference in (r.reference for r in runs if r.reference):
            try:
                cited[reference] = self.figures.cite(reference)
            except Unsaid as error:
                return self._withheld(reference, error)
        return tuple(
            Word(cited[r.reference].text, r.strong, self._note(numbered, cited[r.reference]))
            if r.reference
            else Word(r.text, r.strong)
            for r in runs
        )

    def _note(self, numbered: Numbered, cited: Cited) -> int:
        self.used |= dict.fromkeys(cited.observations)
        self.marks |= {m for o in cited.observations for m in marks.marks(o)}
        return numbered.note(cited)

    def _cited(self, numbered: Numbered, reference: Reference) -> Block:
        """A tile, figure or chart; when it cannot be shown, the block that says so."""
        try:
            if reference.kind == "tile":
                return Block("tiles", tiles=(self._tile(numbered, self.figures.one(reference)),))
            return self._shown(numbered, reference)
        except Unsaid as error:
            return self._withheld(reference, error)

    def _tile(self, numbered: Numbered, o: Observation) -> Tile:
        indicator, made = self.catalogue.indicators[o.indicator], cell(o)
        label = "" if o.category == TOTAL else category_labels(self.catalogue, indicator).get(o.category, o.category)
        title = str(indicator.short or indicator.name)
        return Tile(
            value=made.text + made.signs,
            unit=shown.behind(measure_of(indicator, o.measure), self.figures.unit(o)),
            title=f"{title}, {label}" if label else title,
            period=numbers.period(o.period),
            note=self._note(numbered, Cited(made.text, (o,))),
            indicator=o.indicator,
        )

    def _shown(self, numbered: Numbered, reference: Reference) -> Block:
        indicator = self.figures.shown(reference)
        page = Page(self.opened, self.catalogue.regions[NETHERLANDS], reference.get("period"), [indicator], exact=True)
        block = next(iter(page.blocks.all), None)
        trend = page.trends([block]).get(indicator.id) if block and reference.kind == "chart" else None
        if block is None or (reference.kind == "chart" and (trend is None or trend.chart is None)):
            raise NotThere(reference.written)
        made = figure(self.opened, block, trend, usual_of(self.opened), self.drawn)
        drawn = [*block.shown, *(made.chart.observations if made.chart else ())]
        self.used |= dict.fromkeys(drawn)
        self.marks |= {*shown.legend([block]), *(m for c in (trend.cells if trend else ()) for m in c.marks)}
        numbered.letters(drawn)
        return Block("chart" if trend else "figure", figure=made, shown=block, trend=trend)

    def _withheld(self, reference: Reference, error: Unsaid) -> Block:
        """The line that stands where something cannot be said."""
        indicator = self.catalogue.indicators.get(reference.get("indicator"))
        text = (
            _("Over ‘{name}’ is hier iets weggelaten: deze uitgave heeft de cijfers daarvoor niet.")
            if isinstance(error, NotThere)
            else _("Over ‘{name}’ is hier iets weggelaten: de tekst past niet bij de cijfers van deze uitgave.")
        )
        name = str(indicator.name) if indicator else reference.get("indicator")
        return Block("withheld", words=(Word(text.format(name=name)),))


def _is_tile(part: Part) -> bool:
    return part.block is not None and part.block.kind == "tile"


def _beside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tiles that follow each other as one block, and then what is withheld of them, each line once."""
    found = list(blocks)
    if tiles := tuple(tile for block in found for tile in block.tiles):
        yield Block("tiles", tiles=tiles)
    yield from dict.fromkeys(block for block in found if block.kind == "withheld")
