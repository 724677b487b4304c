"""How to read the figures, where they come from, and what this release holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.present import marks, numbers
from impactmonitor.web import access
from impactmonitor.web.views.home import contents


def _delivery(d: dict[str, Any]) -> tuple[str, str, str, str]:
    """Name, number of rows, hash, and the day of fetching where there was one."""
    day = numbers.day(dt.date.fromisoformat(d["retrieved"][:10])) if d["retrieved"] else ""
    return d["name"], numbers.number(d["rows"]), d["sha256"], day


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/uitleg/`."""
    opened = access.release()
    catalogue = opened.catalogue
    counts: dict[str, int] = access.manifest(opened, "counts")
    deliveries: list[dict[str, Any]] = access.manifest(opened, "deliveries")
    reasons = Counter(reason for _, _, reason in opened.not_carried)
    context = {
        "marks": marks.ALL,
        "sources_all": list(catalogue.sources.values()),
        "release": opened.id,
        "computed": numbers.number(counts["computed"]),
        "revisions": numbers.number(counts["revisions"]),
        "publications": numbers.number(counts["publications"]),
        "not_carried": numbers.number(counts["not_carried"]),
        "reasons": [(numbers.number(number), reason) for reason, number in reasons.most_common()],
        "deliveries": [_delivery(d) for d in deliveries],
        "policy": catalogue.disclosure,
        **contents(opened),
    }
    return render(request, "pages/explanation.html", context)
