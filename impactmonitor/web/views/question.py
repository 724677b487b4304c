"""Policy questions: all of them, one without a region, and one for a region."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.schema import Indicator, RouteIndicator
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Step, summary
from impactmonitor.web import access, asked, demonstration, questions
from impactmonitor.web.addresses import indicator_path, overview_path, question_path
from impactmonitor.web.answers import Answers, legend
from impactmonitor.web.figures import Figure
from impactmonitor.web.peers import Beside, Peers
from impactmonitor.web.views import standing
from impactmonitor.web.views.home import typed_names
from impactmonitor.web.views.region import background
from impactmonitor.web.views.region_address import Asked
from impactmonitor.web.views.report import FILE


@dataclass(frozen=True)
class Named:
    """An indicator of a question, with a tag when it has no figures in this release."""

    entry: RouteIndicator
    indicator: Indicator
    address: str
    tag: str
    national: bool


@dataclass(frozen=True)
class Shown:
    """A step on the page: its figure, other regions beside it, and where the region does have it in other periods."""

    step: Step
    figure: Figure | None
    beside: Beside | None
    address: str


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """`/vragen/`; with `?regio=` it leads to all questions for that region."""
    opened = access.release()
    if onward := questions.chosen(request, opened, overview_path):
        return onward
    context = {
        "lines": questions.by_line(opened),
        "number": len(opened.catalogue.routes),
        "map": questions.map_of(opened, overview_path),
        "region_choices": questions.region_choices(opened),
        "names": typed_names(opened.catalogue.regions),
        "way": demonstration.when_sparse(request, opened),
    }
    return render(request, "pages/questions.html", context)


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """`/vragen/<question>/`; with `?regio=` it leads to the question for that region, with `?vraag=` to another one."""
    opened = access.release()
    route = questions.find_route(opened, request.GET.get("vraag", "").strip() or name)

    def onward(word: str) -> str:
        return question_path(route.id, word)

    if leads := questions.chosen(request, opened, onward):
        return leads
    if route.id != name:
        return HttpResponseRedirect(question_path(route.id))
    held, known = access.coverage(opened), opened.catalogue.indicators
    named = []
    for entry in route.indicators:
        if indicator := known.get(entry.indicator):
            tag = "" if held.has(indicator.id) else STATUS_NAMES[status_of(indicator, held=False)]
            national = not {"VT", "PV", "GM"} & set(indicator.levels) and indicator.status == "live"
            named.append(Named(entry, indicator, indicator_path(indicator.id), tag, national))
    context = {
        "route": route,
        "line": questions.line_name(route.line),
        "approaches": questions.approaches(opened, route),
        "named": named,
        "map": questions.map_of(opened, onward),
        "names": typed_names(opened.catalogue.regions),
        "way": demonstration.when_sparse(request, opened),
        "addresses": [
            (str(r.name), onward(access.addresses(opened).word(r)))
            for r in opened.catalogue.regions.of_type("VT", opened.catalogue.regions.latest_year)
        ],
        "release": opened.id,
    }
    return render(request, "pages/question.html", context)


@require_safe
def of_region(request: HttpRequest, name: str, word: str) -> HttpResponse:
    """`/vragen/<question>/<region>/`; which regions stand beside it is in the query (`?regio=`)."""
    opened, where = access.release(), access.addresses(access.release())
    route = questions.find_route(opened, name)
    region = questions.find_region(opened, word, lambda other: question_path(route.id, other))
    if where.word(region) != word:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(question_path(route.id, where.word(region)) + (f"?{query}" if query else ""))
    answers = Answers(opened, region, [route])
    here = question_path(route.id, word)
    answer, peers = answers.of(route), Peers(opened, region, request.META.get("QUERY_STRING", ""), here)
    beside = peers.beside(answer.steps)
    shown = [
        Shown(step, answers.figure(step), beside.get(step.indicator.id), indicator_path(step.indicator.id))
        for step in answer.steps
    ]
    cells = [c for s in shown if s.figure for c in s.figure.cells()]
    cells += [row.cell for b in beside.values() for row in b.rows]
    context = {
        "route": route,
        "line": questions.line_name(route.line),
        "approaches": questions.approaches(opened, route),
        "region": region,
        "place": label(region),
        "region_address": where.path(region),
        "answer": answer,
        "summary": summary(answer),
        "shown": shown,
        "peers": peers,
        "wrong": asked.sentences(peers.wishes),
        "region_choices": questions.region_choices(opened, region),
        "question_choices": questions.question_choices(opened, route),
        "question_address": question_path(route.id),
        "here": here,
        "document": here + FILE + peers.query,
        "conversation": question_path(route.id, word, "gesprek") + peers.query,
        "overview": overview_path(word),
        "standing": standing.told_in(opened, answers, answer),
        "wider": questions.wider(opened, answers, lambda other: question_path(route.id, other)),
        "marks": legend(cells),
        "nationwide": region.type == "NL",
        "way": demonstration.when_sparse(request, opened),
        "release": opened.id,
        **background(Asked(opened, region, None, explicit=False)),
    }
    return render(request, "pages/question_region.html", context, status=asked.status(peers.wishes))
