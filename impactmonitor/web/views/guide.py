"""Explanation with figures of the release in it: kinds of figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from impactmonitor.release.read import Release
from impactmonitor.web import access, examples, explanation
from impactmonitor.web.views.explanation import render_page


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
