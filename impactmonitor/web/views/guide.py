"""Explanation with figures of the release in it: kinds of figures, the guided reading of a region, and exercises."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.guide import Exercise, FigureKind
from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.release.read import Release
from impactmonitor.web import access, demonstration, examples, exercises, explanation, tour
from impactmonitor.web.addresses import compare_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.figures import Figure
from impactmonitor.web.views.explanation import render_page
from impactmonitor.web.wishes import ALL

TOUR, EXERCISES = "rondleiding", "oefeningen"
CHOSEN = "kies"
"""Name in the address of an indicator that a reader chooses."""


def _page(
    request: HttpRequest, slug: str, context: dict[str, Any], opened: Release, template: str = ""
) -> HttpResponse:
    return render_page(request, template or slug, {"page": explanation.PAGES[slug], **context}, opened)


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """`/uitleg/soorten-cijfers/`."""
    opened = access.release()
    found: list[tuple[FigureKind, Figure | None, bool]] = []
    for kind in opened.catalogue.guide.kinds:
        used = {figure.block.heading.indicator for _kind, figure, _instead in found if figure}
        example = examples.of_kind(opened, kind.measures, kind.methods, used)
        instead = example is not None and example.measure != kind.measures[0]
        found.append((kind, example.figure if example else None, instead))
    return _page(request, "soorten-cijfers", {"kinds": found}, opened)


@require_safe
def tour_start(request: HttpRequest) -> HttpResponse:
    """`/uitleg/rondleiding/`: which region, and the steps."""
    opened = access.release()
    plan = opened.catalogue.guide.tour
    reading = tour.begin(opened, plan) if plan else None
    context: dict[str, Any] = {"reading": reading, "plan": plan}
    if plan and reading:
        place = plan.steps[0]
        context |= {"planned": reading.region.code == plan.region}
        context |= {"stops": [(step.title, _step(step.id)) for step in plan.steps], **reading.stop(place).context}
    return _page(request, TOUR, context, opened)


@require_safe
def tour_step(request: HttpRequest, name: str) -> HttpResponse:
    """`/uitleg/rondleiding/<step>/`. A step that does not exist leads to those that do."""
    opened = access.release()
    plan = opened.catalogue.guide.tour
    reading = tour.begin(opened, plan) if plan else None
    steps = plan.steps if plan and reading else []
    at = next((number for number, step in enumerate(steps) if step.id == name), None)
    if at is None or reading is None:
        ways = [Link(_step(step.id), str(step.title)) for step in steps]
        ways = ways or [Link(explanation.PAGES[TOUR].address, explanation.PAGES[TOUR].title)]
        raise NotFound(_("Deze stap is er niet"), _("Kies een stap van de rondleiding."), ways, _("De stappen:"))
    step, stop = steps[at], reading.stop(steps[at])
    before, after = steps[at - 1] if at else None, steps[at + 1] if at + 1 < len(steps) else None
    context = {
        "within": explanation.PAGES[TOUR],
        "own_title": str(step.title),
        "step": step,
        "number": at + 1,
        "last": len(steps),
        "stop": stop,
        "figure": stop.figure or stop.series,
        "place_name": reading.region.name,
        "in_demonstration": demonstration.same_page(request),
        "before": (_step(before.id), before.title) if before else None,
        "after": (_step(after.id), after.title) if after else None,
        **stop.context,
    }
    return _page(request, TOUR, context, opened, "rondleiding-stap")


def _step(name: str) -> str:
    return reverse("tour-step", args=[name])


@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """`/uitleg/oefeningen/`."""
    opened = access.release()
    found = [(exercise, exercises.exercise_path(exercise)) for exercise in opened.catalogue.guide.exercises]
    return _page(request, EXERCISES, {"exercises": found}, opened)


@require_safe
def exercise(request: HttpRequest, name: str) -> HttpResponse:
    """`/uitleg/oefeningen/<name>/`: the question, and the reader's own choice of indicators."""
    opened = access.release()
    return _exercise(request, opened, _found(opened, name), "oefening")


@require_safe
def exercise_answer(request: HttpRequest, name: str) -> HttpResponse:
    """`/uitleg/oefeningen/<name>/antwoord/?kies=<indicator>`: what each choice adds, and the worked answer."""
    opened = access.release()
    return _exercise(request, opened, _found(opened, name), "oefening-antwoord")


def _exercise(request: HttpRequest, opened: Release, found: Exercise, template: str) -> HttpResponse:
    answer = exercises.answer_of(opened, found, request.GET.getlist(CHOSEN))
    where, place = access.addresses(opened), str(answer.region.name)
    region_page, lead = where.path(answer.region, found.period), found.choices[0].indicator
    compared = compare_path(lead, ALL, mine=where.slug(answer.region), period=found.period)
    context = {
        "within": explanation.PAGES[EXERCISES],
        "own_title": str(found.title),
        "exercise": found,
        "answer": answer,
        "asked": CHOSEN in request.GET,
        "place": place,
        "period": numbers.the_period(found.period),
        "question_path": exercises.exercise_path(found),
        "in_demonstration": demonstration.same_page(request),
        "ways": [
            Link(region_page, _("Alle cijfers van {region}").format(region=place)),
            Link(compared, _("Alle regio’s naast elkaar")),
            Link(reverse("explanation-page", args=["stappenplan"]) + "#partners", _("Verder met stap 7")),
        ],
    }
    return _page(request, EXERCISES, context, opened, template)


def _found(opened: Release, name: str) -> Exercise:
    """The exercise of that name. Raises NotFound with those that there are."""
    known = opened.catalogue.guide.exercises
    for item in known:
        if item.id == name and item.region in opened.catalogue.regions:
            return item
    ways = [Link(exercises.exercise_path(item), str(item.title)) for item in known]
    ways.append(Link(explanation.PAGES[EXERCISES].address, explanation.PAGES[EXERCISES].title))
    raise NotFound(_("Deze oefening is er niet"), _("Kies een oefening."), ways, _("De oefeningen:"))
