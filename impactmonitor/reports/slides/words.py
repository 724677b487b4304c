"""What is said of a figure on its slide and in its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor.language import gettext as _
from impactmonitor.reports.content import Figure
from impactmonitor.reports.slides import charts
from impactmonitor.reports.slides.text import Say


def beside(figure: Figure) -> str:
    return ", ".join(f"{name}: {value}" for name, value in figure.beside)


def signed(figure: Figure) -> str:
    """All that may carry a sign on the slide of a figure."""
    cells = [c for row in (*figure.rows, *(figure.chart.rows if figure.chart else ())) for c in row.cells]
    return " ".join((figure.subtitle, figure.value, *(value for _name, value in figure.beside), *cells))


def number(figure: Figure, scale: float) -> Iterator[Say]:
    """The figure itself, with what stands beside it."""
    yield Say(figure.value, scale=scale if not figure.hidden else min(scale, 1.4), bold=True)
    if figure.unit:
        yield Say(figure.unit)
    for name, value in figure.beside:
        yield Say(value, lead=f"{name}:")


def written(figure: Figure) -> list[Say]:
    """Groups without a number to draw: why, in words."""
    return [Say(cells(figure.heads, row.cells), lead=f"{row.label}:") for row in figure.rows]


def reading(figure: Figure) -> Iterator[Say]:
    """What is seen, what to mind, and what to ask."""
    if figure.sentences:
        yield Say(" ".join(figure.sentences))
    for text in (*told(figure), *charts.breaks(figure)):
        yield Say(text, italic=True)
    if figure.questions:
        yield Say(figure.questions[0], lead=_("Vraag voor het gesprek:"))


def told(figure: Figure) -> list[str]:
    multi = [_("Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op.")] if figure.multi else []
    return [*figure.cautions, *multi]


def words(banner: str, figure: Figure) -> str:
    """A chart in words: what it is of, each figure, and what belongs with it."""
    if figure.rows:
        kind = _("Staafdiagram")
        said = "; ".join(f"{row.label}: {cells(figure.heads, row.cells)}" for row in figure.rows) + "."
    else:
        kind, said = _("Lijndiagram"), figure.chart.words if figure.chart else ""
    parts = (banner, f"{kind}. {figure.title}. {figure.subtitle}.", said, *told(figure), figure.source)
    return " ".join(part for part in parts if part)


def cells(heads: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{head} {cell}" for head, cell in zip(heads, cells, strict=False))


def notes(figure: Figure) -> Iterator[str]:
    """Speaker notes: meaning, caveats, what it does not say, questions, every figure, and where it comes from."""
    yield _("Wat het cijfer betekent:") + f" {figure.definition}"
    yield from noted(_("Let op:"), (*figure.cautions, *figure.caveats))
    yield from noted(_("Dit zegt het cijfer niet:"), figure.does_not_say)
    yield from figure.meanings
    yield from noted(_("Vragen voor het gesprek:"), figure.questions)
    if figure.value:
        others = f" ({beside(figure)})" if figure.beside else ""
        yield _("Cijfer") + f": {figure.value} {figure.unit}".rstrip() + others + "."
    table = figure if figure.rows else figure.chart
    heads, rows = (table.heads, table.rows) if table else ((), ())
    yield from noted(_("De cijfers:"), [f"{r.label}: {cells(heads, r.cells)}" if r.cells else r.label for r in rows])
    yield from figure.notes
    yield figure.source
    if figure.chart and figure.chart.source:
        yield _("Bij de lijn:") + f" {figure.chart.source}"


def noted(head: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield head
        yield from (f"– {text}" for text in texts)


def reasons(figure: Figure) -> str:
    """Why the groups of a figure have no number, each reason once."""
    return ", ".join(dict.fromkeys(cell for row in figure.rows for cell in row.cells[:1]))
