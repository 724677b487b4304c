"""The conversation kit: everything to print for a meeting about one question in one region."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.meaning.model import Sentence
from impactmonitor.present.blocks import Row, Total
from impactmonitor.present.cells import Cell, Note
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Step
from impactmonitor.routes.meeting import PARTS, TOTAL_MINUTES
from impactmonitor.web import access, asked, history, questions
from impactmonitor.web.addresses import question_path
from impactmonitor.web.answers import Answers, legend
from impactmonitor.web.figures import Figure
from impactmonitor.web.peers import Beside, Peers
from impactmonitor.web.views import standing
from impactmonitor.web.views.report import KIT

BLANK = range(4)
"""Empty rows to write in."""


@dataclass(frozen=True)
class Told:
    """A figure of the kit with its reading; `meanings` are those that are not shared with another figure.

    `beside` are the same figures of the regions that were chosen.

    `rows` are the groups with a figure, `without` is how many have none; `notes` explain the figures that are printed.
    """

    step: Step
    figure: Figure
    meanings: tuple[Sentence, ...]
    beside: Beside | None

    @property
    def rows(self) -> list[Row]:
        """The groups with a figure of the place or beside it; none when there is one number only."""
        block = self.figure.block
        return [] if isinstance(block, Total) else [row for row in block.first.rows if _figures(row)]

    @property
    def without(self) -> int:
        """How many groups have no figure at all."""
        block = self.figure.block
        return 0 if isinstance(block, Total) else len(block.first.rows) + len(block.first.elsewhere) - len(self.rows)

    @property
    def cells(self) -> list[Cell]:
        """Every cell that is printed."""
        line = self.step.headline
        found = [line.own, line.wider, line.beside] if line else []
        found += [cell for row in self.rows for cell in (row.own, row.wider, row.beside)]
        found += [row.cell for row in self.beside.rows] if self.beside else []
        return [cell for cell in found if cell]

    @property
    def notes(self) -> list[Note]:
        """How the computed figures that are printed were computed."""
        letters = {cell.letter for cell in self.cells}
        return [note for note in self.figure.block.calculated if note.letter in letters]


def _figures(row: Row) -> bool:
    return any(cell and not cell.gap for cell in (row.own, row.wider, row.beside))


@require_safe
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """`/vragen/<question>/gesprek/`: with `?regio=` it leads to the kit for that region, else to the question."""
    opened = access.release()
    route = questions.find_route(opened, name)
    chosen = questions.chosen(request, opened, lambda word: question_path(route.id, word, "gesprek"))
    return chosen or HttpResponseRedirect(question_path(route.id))


@require_safe
def show(request: HttpRequest, name: str, word: str) -> HttpResponse:
    """`/vragen/<question>/<region>/gesprek/`; which regions stand beside it is in the query."""
    opened, where = access.release(), access.addresses(access.release())
    route, query = questions.find_route(opened, name), request.META.get("QUERY_STRING", "")
    region = questions.find_region(opened, word, lambda other: question_path(route.id, other, "gesprek"))
    if where.word(region) != word:
        return HttpResponseRedirect(
            question_path(route.id, where.word(region), "gesprek") + (f"?{query}" if query else "")
        )
    here = question_path(route.id, word, "gesprek")
    answers = Answers(opened, region, [route])
    answer, peers = answers.of(route), Peers(opened, region, query, here)
    beside = peers.beside(answer.steps)
    shared = answer.shared
    told = [
        Told(
            s,
            f,
            tuple(m for m in s.reading.meanings if m not in shared) if s.reading else (),
            beside.get(s.indicator.id),
        )
        for s in answer.steps
        if (f := answers.figure(s, trends=False))
    ]
    outlook = history.outlook(opened)
    context = {
        "document": here + KIT + peers.query,
        "route": route,
        "region": region,
        "place": label(region),
        "answer": answer,
        "told": told,
        "shared": shared,
        "parts": PARTS,
        "minutes": TOTAL_MINUTES,
        "blank": BLANK,
        "route_page": question_path(route.id),
        "question_address": question_path(route.id, word) + peers.query,
        "here": here,
        "peers": peers,
        "wrong": asked.sentences(peers.wishes),
        "standing": standing.told_in(opened, answers, answer),
        "wider": questions.wider(opened, answers, lambda other: question_path(route.id, other, "gesprek")),
        "marks": legend(c for t in told for c in t.cells),
        "nationwide": region.type == "NL",
        "next": next(iter(outlook.coming), None),
        "step": history.steps()[0],
        "release": opened.id,
    }
    return render(request, "pages/conversation.html", context, status=asked.status(peers.wishes))
