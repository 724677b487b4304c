"""All policy questions for one region on a page or two, for administrators."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.present.cells import Cell, SourceLine, merged
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Answer, Step
from impactmonitor.web import access, questions
from impactmonitor.web.addresses import overview_path, question_path
from impactmonitor.web.answers import Answers, legend

MOST = 3
"""Figures of one question on the overview."""


@dataclass(frozen=True)
class Item:
    """A question with its first figures, each with the address of its page."""

    answer: Answer
    told: tuple[tuple[Step, str], ...]
    address: str
    conversation: str


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """`/vragen/overzicht/`: with `?regio=` it leads to that region, else to where one is chosen."""
    return questions.chosen(request, access.release(), overview_path) or HttpResponseRedirect(question_path(""))


@require_safe
def show(request: HttpRequest, word: str) -> HttpResponse:
    """`/vragen/overzicht/<region>/`."""
    opened, where = access.release(), access.addresses(access.release())
    if onward := questions.chosen(request, opened, overview_path):
        return onward
    region = questions.find_region(opened, word, overview_path)
    if where.word(region) != word:
        return HttpResponseRedirect(overview_path(where.word(region)))
    routes = opened.catalogue.ordered_routes
    answers = Answers(opened, region, routes)
    items = [_item(answers, answers.of(route), word) for route in routes]
    steps = [step for found in items for step, _address in found.told]
    source: SourceLine = merged(step.block.source for step in steps if step.block)
    context = {
        "region": region,
        "place": label(region),
        "region_address": where.path(region),
        "region_choices": questions.region_choices(opened, region),
        "lines": [(questions.line_name(n), [i for i in items if i.answer.route.line == n]) for n in questions.LINES],
        "marks": legend(_cells(steps)),
        "source": source if steps else None,
        "nationwide": region.type == "NL",
        "here": overview_path(word),
        "release": opened.id,
    }
    return render(request, "pages/questions_overview.html", context)


def _item(answers: Answers, answer: Answer, word: str) -> Item:
    """A question with those of its figures that stand in a line: of the region first, then of the country."""
    told = [s for s in (*answer.own, *answer.country) if s.headline and not s.headline.own.gap]
    name = answer.route.id
    lines = tuple((step, answers.address(step)) for step in told[:MOST])
    return Item(answer, lines, question_path(name, word), question_path(name, word, "gesprek"))


def _cells(steps: list[Step]) -> list[Cell]:
    lines = [step.headline for step in steps if step.headline]
    return [cell for line in lines for cell in (line.own, line.beside) if cell]
