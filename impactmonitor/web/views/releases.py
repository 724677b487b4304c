"""Releases: which were in force, what is in each, and what changed with it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.exceptions import ReleaseError
from impactmonitor.language import gettext as _
from impactmonitor.present import changes, marks, numbers
from impactmonitor.present.files import formats, lines
from impactmonitor.present.remarks import remark
from impactmonitor.release.read import Release
from impactmonitor.web import access, downloads, history
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.history import Step
from impactmonitor.web.views.home import contents

MOST = 100
"""Most changed figures on a page; the file has them all."""
FILE = "wijzigingen.csv"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """`/uitgaven/`."""
    opened = access.release()
    entries = [(step, history.sentence(step)) for step in history.steps()]
    return render(request, "pages/releases.html", {"entries": entries, "release": opened.id})


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """`/uitgaven/<id>/`."""
    step, opened = _find(name)
    catalogue = opened.catalogue
    counts: dict[str, int] = access.manifest(opened, "counts")
    deliveries: list[dict[str, Any]] = access.manifest(opened, "deliveries")
    reasons = Counter(reason for _file, _line, reason in opened.not_carried)
    context = {
        "step": step,
        "release": opened.id,
        "now": access.release().id,
        "sentence": history.sentence(step),
        "computed": numbers.number(counts["computed"]),
        "revisions": numbers.number(counts["revisions"]),
        "publications": numbers.number(counts["publications"]),
        "not_carried": numbers.number(counts["not_carried"]),
        "reasons": [(numbers.number(number), remark(reason, catalogue)) for reason, number in reasons.most_common()],
        "deliveries": [delivery(d) for d in deliveries],
        **contents(opened),
        **_changed(step, opened),
    }
    return render(request, "pages/release.html", context)


def _find(name: str) -> tuple[Step, Release]:
    step = history.latest_step(name)
    ways = [Link(reverse("releases"), _("Alle uitgaven"))]
    if step is None:
        sentence = _("Er is op deze site geen uitgave ‘{name}’ geweest.").format(name=name[:40])
        raise NotFound(_("Deze uitgave kennen we niet"), sentence, ways, "")
    try:
        opened = access.earlier_release(name)
    except ReleaseError:
        if name == access.release().id:
            raise
        opened = None
    if opened is None:
        sentence = _("De uitgave heeft gegolden, maar staat niet meer op deze computer.")
        raise NotFound(_("Deze uitgave is niet meer te lezen"), sentence, ways, "")
    return step, opened


def delivery(found: dict[str, Any]) -> tuple[str, str, str, str]:
    """Name, number of rows, hash, and the day of fetching where there was one."""
    day = numbers.day(dt.date.fromisoformat(found["retrieved"][:10])) if found["retrieved"] else ""
    return found["name"], numbers.number(found["rows"]), found["sha256"], day


def _before(step: Step) -> Release | None:
    """The release ahead of this one; None without one, and when it cannot be read any more."""
    try:
        return access.earlier_release(step.before) if step.before else None
    except ReleaseError:
        return None


def _changed(step: Step, opened: Release) -> dict[str, object]:
    """The table of changes, when there is a release before that can be read."""
    found, before = history.counts(step), _before(step)
    if not found or before is None:
        return {}
    rows = list(changes.changed_figures(history.pairs(step, MOST), before.catalogue, opened.catalogue))
    total = changes.together(found.values())
    all_of_them = total.added + total.changed + total.removed
    return {
        "kinds": [_(name) for name in changes.KINDS.values()],
        "by_indicator": changes.by_indicator(found, before.catalogue, opened.catalogue),
        "changed": rows,
        "more": numbers.number(all_of_them) if all_of_them > len(rows) else "",
        "shown": numbers.number(len(rows)),
        "before": step.before,
        "file": reverse("release-csv", args=[step.release]),
        "marks": [mark for mark in marks.ALL if mark in _marks_of(rows)],
    }


def _marks_of(rows: list[changes.ChangedFigure]) -> set[marks.Mark]:
    """All marks of the figures in the table, for its legend."""
    return {mark for row in rows for cell in (row.before, row.after) if cell for mark in cell.marks}


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/uitgaven/<id>/wijzigingen.csv`: every figure that differs from the release before, as it is read."""
    step, opened = _find(name)
    if _before(step) is None:
        raise NotFound(
            _("Van deze uitgave zijn geen wijzigingen te geven"),
            _("Er is geen uitgave ervoor, of zij is niet meer te lezen."),
            [Link(reverse("release", args=[name]), _("Deze uitgave"))],
            "",
        )
    records = changes.records(history.pairs(step), step.before, step.release, opened.origin.value)
    written = lines.csv_rows(changes.COLUMNS, records, changes.NUMBERS)
    response = StreamingHttpResponse(written, content_type=formats.CSV.media_type)
    file = downloads.file_name("csv", opened.id, opened.origin, "wijzigingen")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
