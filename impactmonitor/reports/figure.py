"""A block of a page as a figure of a report."""

from __future__ import annotations

import dataclasses
import html
import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence

from impactmonitor.language import gettext as _
from impactmonitor.meaning.readings import read_block
from impactmonitor.meaning.revised import revised_of
from impactmonitor.meaning.spread import Usual
from impactmonitor.present.blocks import Block, Breakdown, Table, Total
from impactmonitor.present.blocks import Row as Group
from impactmonitor.present.cells import Cell, Note
from impactmonitor.present.charts import palette
from impactmonitor.present.charts.kept import drawings
from impactmonitor.present.charts.letters import text_width
from impactmonitor.present.charts.model import ANCHOR
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.pictures import blocks as drawn
from impactmonitor.present.pictures.picture import source_words
from impactmonitor.present.words import netherlands
from impactmonitor.release.read import Release
from impactmonitor.reports.content import Chart, Figure, Row
from impactmonitor.tables import Observation

_DAGGER = re.compile(r'(<text text-anchor="start"[^>]* font-size="([0-9.]+)"[^>]*>)([^<†]*)†')


def figure(
    opened: Release, block: Block, trend: Trend | None, usual: Usual | None, drawn_charts: bool = True
) -> Figure:
    """Everything that belongs to a block of a release. KeyError when its catalogue lacks the indicator."""
    catalogue = opened.catalogue
    heading = block.heading
    indicator = catalogue.indicators[heading.indicator]
    reading = read_block(catalogue, block, usual, revised_of(opened))
    place = f"{heading.place[:1].upper()}{heading.place[1:]}"
    star = heading.mark.sign if heading.mark else ""
    total = isinstance(block, Total)
    drawn_trend = trend if trend and trend.chart else None
    letters, added = _lettered(block.notes, drawn_trend.notes if drawn_trend else ())
    source = source_words(block.source)
    return Figure(
        indicator=heading.indicator,
        region=heading.region,
        period=heading.code,
        title=heading.title,
        subtitle=f"{heading.measure}. {place}, {heading.period}{star}",
        value=written(block.value) if isinstance(block, Total) else "",
        unit=block.unit_text if isinstance(block, Total) and not block.value.gap else "",
        hidden=isinstance(block, Total) and block.value.gap is not None,
        beside=tuple(_beside(block)) if isinstance(block, Total) else (),
        heads=() if isinstance(block, Total) else heads(block),
        rows=() if isinstance(block, Total) else tuple(rows((*block.first.rows, *block.first.elsewhere), block.first)),
        percent=block.unit.id == "%",
        multi=not total and block.multi if isinstance(block, Table) else False,
        chart=chart(drawn_trend, place, letters, source, drawn_charts) if drawn_trend else None,
        sentences=tuple(s.text for s in reading.sentences),
        cautions=tuple(s.text for s in reading.cautions),
        meanings=tuple(s.text for s in reading.meanings),
        questions=reading.questions,
        notes=drawn.note_words([*block.notes, *added]),
        source=source,
        definition=str(indicator.definition),
        caveats=tuple(map(str, indicator.caveats)),
        does_not_say=tuple(map(str, indicator.does_not_say)),
        observations=tuple(_observations(block)),
    )


def written(cell: Cell) -> str:
    """A figure as printed: with its signs, or why it is absent."""
    return drawn.written(cell)


def _lettered(own: Sequence[Note], series: Sequence[Note]) -> tuple[dict[str, str], list[Note]]:
    """The letters of a series as they stand beside those of its figure, and the notes they need.

    One letter has one note. That of a figure may say more than the same one of its series.
    """
    known = [note for note in own if note.letter]
    free = (letter for letter in string.ascii_lowercase if letter not in {note.letter for note in own})
    letters: dict[str, str] = {}
    for note in series:
        if note.letter:
            same = next((n for n in known if n.text.startswith(note.text)), None)
            if same is None:
                known.append(same := dataclasses.replace(note, letter=next(free)))
            letters[note.letter] = same.letter
    return letters, [note for note in known if note not in own]


def chart(trend: Trend, place: str, letters: Mapping[str, str], source: str, with_drawing: bool = True) -> Chart:
    """The line chart of a series with its table. Breaks stand in the table as lines of their own.

    `letters`: from those of its notes to those beside the figure. Its own sources are told when they are not `source`.
    """
    assert trend.chart
    drawing = drawings().widest(trend.chart).replace(ANCHOR, "c") if with_drawing else ""
    rows = []
    for row in trend.rows:
        if row.broken:
            rows.append(Row(_("Breuk. {text}").format(text=row.broken), (), ()))
        elif row.period:
            cells = [dataclasses.replace(c, letter=letters.get(c.letter, c.letter)) for c in row.cells]
            rows.append(Row(row.period, tuple(map(written, cells)), tuple(c.value for c in cells)))
    own = source_words(trend.source)
    return Chart(
        subtitle=f"{trend.words}. {place}, {trend.when}",
        svg=_DAGGER.sub(_apart, drawing.replace("<svg ", f'<svg font-family="{palette.FONT}" ', 1)),
        words=trend.chart.description,
        heads=tuple(trend.heads),
        rows=tuple(rows),
        source="" if own == source else own,
        observations=tuple(o for of in trend.timeline.figures.values() for o in of.values()),
    )


def _apart(label: re.Match[str]) -> str:
    """A label with its dagger as a text of its own: the renderer sets a whole text in letters that have all of it."""
    start, size, text = label.groups()
    place = text_width(html.unescape(text), float(size), bold="700" in start)
    return f'{start}{text}<tspan x="{place:.1f}" font-family="DejaVu Sans Mono">†</tspan>'


def _beside(block: Total) -> Iterator[tuple[str, str]]:
    if block.wider:
        yield block.wider_name, written(block.wider)
    if block.beside:
        yield netherlands(), written(block.beside)
    for line in block.lines:
        words = written(line.cell)
        yield line.label, f"{words} {line.unit}" if line.unit and not line.cell.gap else words


def heads(block: Table) -> tuple[str, ...]:
    """Whose figures the columns of a figure in groups hold."""
    found = [block.column]
    if block.first.with_region:
        found.append(block.wider_name)
    if block.first.compared:
        found.append(netherlands())
    return tuple(found)


def rows(groups: Iterable[Group], part: Breakdown) -> Iterator[Row]:
    """These groups of a table, with a figure for each of its columns."""
    for row in groups:
        cells = [row.own]
        if part.with_region:
            cells.append(row.wider or Cell())
        if part.compared:
            cells.append(row.beside or Cell())
        yield Row(row.label, tuple(map(written, cells)), tuple(c.value for c in cells), row.depth)


def _observations(block: Block) -> Iterator[Observation]:
    """The region's own figures of all measures, and those beside them, each once."""
    yield from dict.fromkeys(block.shown)
