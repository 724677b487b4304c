"""The figures of the conversation kit as its page and its PDF show them: what is printed of each, and what is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning.model import Sentence
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Row, Total
from impactmonitor.present.cells import Cell, Note
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Answer, Step


@dataclass(frozen=True)
class KitFigure:
    """A figure of the kit with its reading; `meanings` are those that are not shared with another figure.

    `number` is its place among the figures of the kit. `others` are the figures of other regions beside it.
    """

    number: int
    step: Step
    block: Block
    place: str
    meanings: tuple[Sentence, ...]
    others: tuple[Cell, ...] = ()

    @property
    def title(self) -> str:
        """Its number and its name, with the group of its one number."""
        line = self.step.headline
        group = f": {line.group}" if line and line.group else ""
        return f"{self.number}. {self.block.heading.title}{group}"

    @property
    def rows(self) -> list[Row]:
        """The groups with a figure of the place or beside it; none when there is one number only."""
        block = self.block
        return [] if isinstance(block, Total) else [row for row in block.first.rows if _figures(row)]

    @property
    def without(self) -> str:
        """How many groups have no figure at all; empty when all have one, and when no group has."""
        block, rows = self.block, self.rows
        number = 0 if isinstance(block, Total) else len(block.first.rows) + len(block.first.elsewhere) - len(rows)
        if not rows or not number:
            return ""
        text = ngettext(
            "{number} groep heeft geen cijfer en staat hier niet.",
            "{number} groepen hebben geen cijfer en staan hier niet.",
            number,
        )
        return text.format(number=number)

    @property
    def multi(self) -> str:
        """Said of groups that may not be added; empty for others."""
        if not self.rows or isinstance(self.block, Total) or not self.block.multi:
            return ""
        return _("Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op.")

    @property
    def lent(self) -> tuple[str, str]:
        """Whose figure stands here, and that the place has none; empty for an own figure."""
        if not self.step.lent:
            return ("", "")
        return (
            _("Cijfer van {whose}").format(whose=self.step.whose),
            _("Voor {place} is het er niet.").format(place=self.place),
        )

    @property
    def cells(self) -> list[Cell]:
        """Every cell that is printed."""
        line = self.step.headline
        found = [line.own, line.wider, line.beside] if line else []
        found += [cell for row in self.rows for cell in (row.own, row.wider, row.beside)]
        return [cell for cell in (*found, *self.others) if cell]

    @property
    def notes(self) -> list[Note]:
        """How the computed figures that are printed were computed."""
        letters = {cell.letter for cell in self.cells}
        return [note for note in self.block.calculated if note.letter in letters]


def kit_figures(answer: Answer, others: Mapping[str, Sequence[Cell]]) -> list[KitFigure]:
    """The figures of an answer in reading order, those beside each by indicator; without the gaps."""
    shared, found = answer.shared, [step for step in answer.steps if step.block]
    return [
        KitFigure(
            number,
            step,
            step.block,
            label(answer.region),
            tuple(m for m in step.reading.meanings if m not in shared) if step.reading else (),
            tuple(others.get(step.indicator.id, ())),
        )
        for number, step in enumerate(found, start=1)
        if step.block
    ]


def signs(figures: Iterable[KitFigure]) -> list[Mark]:
    """The marks of what is printed, in the order of the full legend."""
    found = {mark for figure in figures for cell in figure.cells for mark in cell.marks}
    return [mark for mark in marks.ALL if mark in found]


def _figures(row: Row) -> bool:
    return any(cell and not cell.gap for cell in (row.own, row.wider, row.beside))
