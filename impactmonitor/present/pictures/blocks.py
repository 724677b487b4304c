"""Figure blocks as drawings: a key figure with its scale, a breakdown with its bars, a line chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from impactmonitor.present import bars, numbers
from impactmonitor.present.blocks import Block, Breakdown, Row, Table, Total
from impactmonitor.present.cells import Cell, Note
from impactmonitor.present.charts import palette
from impactmonitor.present.charts.letters import text_width, wrapped
from impactmonitor.present.charts.model import Chart, Role
from impactmonitor.present.pictures import canvas
from impactmonitor.present.pictures.canvas import Drawing
from impactmonitor.present.pictures.picture import INSIDE
from impactmonitor.present.words import netherlands

_SCALE_LEFT, _SCALE_WIDTH = 8.0, INSIDE - 16.0
_LABELS = 250.0
_NUMBER = 92.0
_ROW_GAP = 7.0


def drawings(block: Block) -> tuple[Drawing, ...]:
    """The drawing of a block."""
    return (total(block),) if isinstance(block, Total) else (breakdown(block, block.first),)


def chart(found: Chart) -> Drawing:
    """A chart as on the pages. The renderer is imported here: pages that find their charts never need it."""
    from impactmonitor.present.charts import render

    _, high, markup = render.marks(found, INSIDE)
    return Drawing(high, markup)


def note_words(notes: Iterable[Note]) -> tuple[str, ...]:
    """Remarks under a block, with the letter that ties them to figures."""
    return tuple(f"{canvas.raised(note.letter)} {note.text}" if note.letter else note.text for note in notes)


def written(cell: Cell) -> str:
    """A figure as in a table: with its signs, or why it is absent."""
    if cell.gap:
        return f"{cell.gap.label}{cell.signs}"
    return f"{cell.text}{cell.signs}{canvas.raised(cell.letter)}"


def total(block: Total) -> Drawing:
    """The number with what stands beside it on one scale, and further measures under it."""
    colour = palette.COLOURS["netherlands" if block.heading.national else "region"]
    parts = [_value(block, colour)]
    scale = _scale(block)
    if scale:
        parts.append(scale)
    elif block.beside:
        parts.append(canvas.paragraph(f"{netherlands()}: {written(block.beside)}", INSIDE, 14))
    for item in block.lines:
        words = f"{item.label}: {written(item.cell)}"
        parts.append(canvas.paragraph(f"{words} {item.unit}" if item.unit and not item.cell.gap else words, INSIDE, 14))
    return canvas.stacked(parts, 12)


def _value(block: Total, colour: str) -> Drawing:
    cell = block.value
    if cell.gap:
        words = canvas.text(written(cell), 30, 13, 15, weight=600)
        return Drawing(20, (canvas.sign(cell.gap.drawing, 0, 0) if cell.gap.drawing else "") + words)
    size = 44
    number = f"{cell.text}{cell.signs}"
    found = canvas.text(number, 0, 38, size, colour, 700)
    after = text_width(number, size, bold=True) + 3
    if cell.letter:
        found += canvas.text(cell.letter, after, 16, 13, colour, 600)
        after += text_width(cell.letter, 13, bold=True)
    return Drawing(46, found + canvas.text(block.unit_text, after + 8, 38, 15, palette.INK_2))


def _scale(block: Total) -> Drawing | None:
    """From zero to a round number: my region labelled above, the others below; None when there is no scale."""
    if block.strip is None:
        return None
    shown: list[tuple[Role, str, Cell]] = [("region", block.heading.place, block.value)]
    if block.wider and block.wider.value is not None:
        shown.append(("beside", block.wider_name, block.wider))
    if block.beside and block.beside.value is not None:
        shown.append(("netherlands", netherlands(), block.beside))
    top = bars.ceiling(cell.value for _, _, cell in shown)
    if top is None:
        return None
    axis = 34.0

    def across(value: float) -> float:
        return _SCALE_LEFT + value / top * _SCALE_WIDTH

    found = [canvas.line(_SCALE_LEFT, axis, _SCALE_LEFT + _SCALE_WIDTH, axis, palette.AXIS)]
    found += [canvas.line(across(x), axis - 4, across(x), axis + 4, palette.AXIS) for x in (0.0, top / 2, top)]
    end = f"{numbers.number(top, 0 if top >= 2 else 1)}{numbers.suffix(block.unit)}"
    found.append(canvas.text("0", _SCALE_LEFT, axis + 20, 12, palette.INK_2))
    found.append(canvas.text(end, _SCALE_LEFT + _SCALE_WIDTH, axis + 20, 12, palette.INK_2, anchor="end"))
    low = axis + 20
    for role, name, cell in reversed(shown):
        words = f"{name} {written(cell)}"
        x = across(cell.value or 0.0)
        y = 15.0
        if role != "region":
            low += 18
            y = low
        ink = palette.INK_2 if role == "beside" else palette.COLOURS[role]
        anchor, at = _anchored(words, x)
        found.append(canvas.text(words, at, y, 13, ink, 700, anchor))
        found.append(canvas.point(role, x, axis, 7, cell.provisional))
    return Drawing(low + 6, "".join(found))


def _anchored(words: str, x: float) -> tuple[str | None, float]:
    """How a text is anchored at a place so that it stays inside."""
    half = text_width(words, 13, bold=True) / 2
    if x - half < 0:
        return None, 0.0
    return ("end", float(INSIDE)) if x + half > INSIDE else ("middle", x)


def breakdown(block: Table, part: Breakdown) -> Drawing:
    """A row for every group: its name, its figures, and bars that begin at one line. Never stacked."""
    columns = [(block.column, "region", lambda row: (row.own, row.own_bar))]
    if part.with_region:
        columns.append((block.wider_name, "beside", lambda row: (row.wider, row.wider_bar)))
    if part.compared:
        columns.append((netherlands(), "netherlands", lambda row: (row.beside, row.beside_bar)))
    if block.heading.national:
        columns = [(name, "netherlands", get) for name, _, get in columns]
    rows = [*part.rows, *part.elsewhere]
    return canvas.stacked([_heads(columns), *(_row(row, columns) for row in rows)], _ROW_GAP)


_Column = tuple[str, str, Callable[[Row], tuple[Cell | None, str]]]


def _heads(columns: list[_Column]) -> Drawing:
    """Names of the columns, in their colours, with the line under them."""
    split = [wrapped(name, _NUMBER - 8, 12, bold=True) for name, _, _ in columns]
    tall = 16.0 * max(map(len, split))
    found = []
    for number, (lines, (_, role, _)) in enumerate(zip(split, columns, strict=True)):
        right = _LABELS + (number + 1) * _NUMBER
        ink = palette.INK_2 if role == "beside" else palette.COLOURS[role]
        for n, words in enumerate(reversed(lines)):
            found.append(canvas.text(words, right, tall - 4 - 16 * n, 12, ink, 700, "end"))
    found.append(canvas.line(0, tall + 3, INSIDE, tall + 3, canvas.LINE_COLOUR))
    return Drawing(tall + 4, "".join(found))


def _row(row: Row, columns: list[_Column]) -> Drawing:
    indent = 16 * row.depth
    label = wrapped(row.label, _LABELS - indent - 8, 13)
    thick = {"region": 12.0, "beside": 7.0, "netherlands": 8.0 if len(columns) > 1 else 12.0}
    bars_high = sum(thick[role] + 2 for _, role, _ in columns)
    high = max(18.0 * len(label), bars_high + 4, 20.0)
    found = [canvas.text(words, indent, 14 + 18 * n, 13) for n, words in enumerate(label)]
    left = _LABELS + len(columns) * _NUMBER + 16
    room = INSIDE - left
    y = 2.0
    for number, (_, role, get) in enumerate(columns):
        cell, bar = get(row)
        right = _LABELS + (number + 1) * _NUMBER
        if cell:
            found.append(_figure(cell, right))
        if bar:
            found.append(canvas.rectangle(left, y, float(bar) / 100 * room, thick[role], palette.COLOURS[role]))
        y += thick[role] + 2
    found.append(canvas.line(left, 0, left, high, palette.AXIS))
    return Drawing(high, "".join(found))


def _figure(cell: Cell, right: float) -> str:
    """A number to the right of its column, its signs hanging outside; or the sign and word of a gap."""
    if not cell.gap:
        hang = canvas.text(cell.signs, right + 1, 14, 12, palette.INK_2) if cell.signs else ""
        after = right + 2 + text_width(cell.signs, 12)
        raised = canvas.text(cell.letter, after, 9, 9, palette.INK_2) if cell.letter else ""
        return canvas.text(cell.text, right, 14, 13, weight=600, anchor="end") + hang + raised
    label = cell.gap.label
    if text_width(label, 11) > _NUMBER - 34:
        return canvas.sign(cell.gap.drawing, right - 22, 2) if cell.gap.drawing else ""
    shown = canvas.text(label, right, 14, 11, palette.INK_2, anchor="end")
    return shown + canvas.sign(cell.gap.drawing, right - text_width(label, 11) - 28, 2)
