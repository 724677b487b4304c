"""The conversation kit: everything to print for a meeting about one question in one region."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.present.places import label
from impactmonitor.routes.kit import KitFigure, kit_figures, signs
from impactmonitor.routes.kit_words import BLANK, after, kit_words
from impactmonitor.routes.meeting import PARTS
from impactmonitor.web import access, asked, history, questions
from impactmonitor.web.addresses import question_path
from impactmonitor.web.answers import Answers
from impactmonitor.web.figures import address
from impactmonitor.web.peers import Beside, Peers
from impactmonitor.web.views import standing
from impactmonitor.web.views.report import KIT


@dataclass(frozen=True)
class Told:
    """A figure of the kit with the address of its page, and the same figures of the regions that were chosen."""

    kit: KitFigure
    address: str
    beside: Beside | None


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
    cells = {name: [row.cell for row in found.rows] for name, found in beside.items()}
    told = [
        Told(f, address(answers.behind(f.step).opened, f.block), beside.get(f.step.indicator.id))
        for f in kit_figures(answer, cells)
    ]
    coming = next(iter(history.outlook(opened).coming), None)
    context = {
        "document": here + KIT + peers.query,
        "route": route,
        "region": region,
        "place": label(region),
        "answer": answer,
        "told": told,
        "words": kit_words(),
        "after": after(opened.id, coming.months, coming.title) if coming else after(opened.id),
        "parts": PARTS,
        "blank": range(BLANK),
        "route_page": question_path(route.id),
        "question_address": question_path(route.id, word) + peers.query,
        "here": here,
        "peers": peers,
        "wrong": asked.sentences(peers.wishes),
        "standing": standing.told_in(opened, answers, answer),
        "wider": questions.wider(opened, answers, lambda other: question_path(route.id, other, "gesprek")),
        "marks": signs(t.kit for t in told),
        "nationwide": region.type == "NL",
        "step": history.steps()[0],
        "release": opened.id,
    }
    return render(request, "pages/conversation.html", context, status=asked.status(peers.wishes))
