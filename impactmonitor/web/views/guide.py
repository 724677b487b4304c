"""Explanation with figures of the release in it: kinds of figures, and the guided reading of a region."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.language import gettext as _
from impactmonitor.release.read import Release
from impactmonitor.web import access, examples, explanation, tour
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views.explanation import render_page

TOUR = "rondleiding"


def _page(
    request: HttpRequest, slug: str, context: dict[str, Any], opened: Release, template: str = ""
) -> HttpResponse:
    return render_page(request, template or slug, {"page": explanation.PAGES[slug], **context}, opened)


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """`/uitleg/soorten-cijfers/`."""
    opened = access.release()
    found = []
    for kind in opened.catalogue.guide.kinds:
        example = examples.of_kind(opened, kind.measures, kind.methods)
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
        "before": (_step(before.id), before.title) if before else None,
        "after": (_step(after.id), after.title) if after else None,
        **stop.context,
    }
    return _page(request, TOUR, context, opened, "rondleiding-stap")


def _step(name: str) -> str:
    return reverse("tour-step", args=[name])
