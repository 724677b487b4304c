"""The conversation kit: everything to print for a meeting about one question in one region."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.meaning.model import Sentence
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Step
from impactmonitor.routes.meeting import PARTS, TOTAL_MINUTES
from impactmonitor.web import access, history, questions
from impactmonitor.web.addresses import question_path
from impactmonitor.web.answers import Answers, legend
from impactmonitor.web.figures import Figure

BLANK = range(4)
"""Empty rows to write in."""


@dataclass(frozen=True)
class Told:
    """A figure of the kit with its reading; `meanings` are those that are not shared with another figure."""

    step: Step
    figure: Figure
    meanings: tuple[Sentence, ...]


@require_safe
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """`/vragen/<question>/gesprek/`: with `?regio=` it leads to the kit for that region, else to the question."""
    opened = access.release()
    route = questions.find_route(opened, name)
    chosen = questions.chosen(request, opened, lambda word: question_path(route.id, word, "gesprek"))
    return chosen or HttpResponseRedirect(question_path(route.id))


@require_safe
def show(request: HttpRequest, name: str, word: str) -> HttpResponse:
    """`/vragen/<question>/<region>/gesprek/`."""
    opened, where = access.release(), access.addresses(access.release())
    route = questions.find_route(opened, name)
    region = questions.find_region(opened, word, lambda other: question_path(route.id, other, "gesprek"))
    if where.word(region) != word:
        return HttpResponseRedirect(question_path(route.id, where.word(region), "gesprek"))
    answers = Answers(opened, region, [route])
    answer = answers.of(route)
    shared = answer.shared
    told = [
        Told(s, f, tuple(m for m in s.reading.meanings if m not in shared) if s.reading else ())
        for s in answer.steps
        if (f := answers.figure(s, trends=False))
    ]
    outlook = history.outlook(opened)
    context = {
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
        "question_address": question_path(route.id, word),
        "here": question_path(route.id, word, "gesprek"),
        "marks": legend(c for t in told for c in t.figure.block.cells()),
        "nationwide": region.type == "NL",
        "next": next(iter(outlook.coming), None),
        "step": history.steps()[0],
        "release": opened.id,
    }
    return render(request, "pages/conversation.html", context)
