"""The explanation: an overview, and a page for each subject."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor import settings
from impactmonitor.catalogue.explanation import Term
from impactmonitor.catalogue.regions import fold
from impactmonitor.catalogue.schema import Indicator, Source
from impactmonitor.formulas import MEAN, RATE, SAME, SUM
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning import rules
from impactmonitor.present import calendar, changes, formulas, marks, monitors, numbers
from impactmonitor.present.cells import cited
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.statistics.funnel import FEWEST_REGIONS
from impactmonitor.statistics.signals import MOST
from impactmonitor.tables import Origin
from impactmonitor.web import access, explanation, history
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.subject import subject
from impactmonitor.web.views.home import contents

DRAWN_UP = dt.date(2026, 11, 25)
"""Day of the accessibility statement; it changes when the statement does."""

Context = dict[str, Any]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/uitleg/`."""
    opened = access.release()
    context = {
        "groups": explanation.groups(),
        "marks": marks.ALL,
        "sources_used": [s for s in opened.catalogue.sources.values() if _with_figures(opened, s)],
        "release": opened.id,
        "step": history.steps()[0],
        **contents(opened),
    }
    return render(request, "pages/explanation.html", context)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/uitleg/<slug>/`."""
    found = explanation.PAGES.get(slug)
    if found is None:
        ways = [Link(item.address, item.title) for item in explanation.PAGES.values()]
        raise NotFound(_("Deze uitleg bestaat niet"), _("Kies uit de pagina’s hieronder."), ways, _("Alle uitleg:"))
    opened = access.release()
    context = {"page": found, "sections": opened.catalogue.guide.sections(slug)}
    return render_page(request, found.slug, context | CONTEXTS.get(slug, _nothing)(request, opened), opened)


@require_safe
def source(request: HttpRequest, name: str) -> HttpResponse:
    """`/uitleg/bronnen/<source>/`."""
    opened = access.release()
    found = opened.catalogue.sources.get(name)
    if found is None:
        ways = [Link(reverse("source", args=[s.id]), str(s.name)) for s in opened.catalogue.sources.values()]
        raise NotFound(_("Deze bron kennen we niet"), _("Kies een bron uit de lijst."), ways, _("Alle bronnen:"))
    publications = sorted(
        (p for p in opened.publications.values() if p.source == name), key=lambda p: (p.title, p.published, p.url)
    )
    unique = {(c.title, c.dates): c for c in map(cited, publications)}  # copies of a page have an address each
    context = {
        "page": explanation.PAGES["bronnen"],
        "source": found,
        "elsewhere": opened.origin is Origin.DEMO and found.origin != Origin.DEMO,
        "indicators": [(i, _tag(opened, i)) for i in opened.catalogue.ordered if i.source == name],
        "publications": list(unique.values()),
        "entries": [e for e in opened.catalogue.calendar if name in e.sources],
    }
    return render_page(request, "bron", context, opened)


def render_page(request: HttpRequest, template: str, context: Context, opened: Release) -> HttpResponse:
    own = settings.load()
    always = {
        "groups": explanation.groups(),
        "release": opened.id,
        "contact": own.contact,
        "contact_link": own.contact_link,
    }
    return render(request, f"pages/explain/{template}.html", {**always, **context})


def _readings(request: HttpRequest, opened: Release) -> Context:
    return {"rules": rules.listed(), "most": numbers.number(MOST), "regions": numbers.number(FEWEST_REGIONS)}


def _nothing(request: HttpRequest, opened: Release) -> Context:
    return {}


def _with_figures(opened: Release, found: Source) -> list[Indicator]:
    """Indicators of a source with figures in the release."""
    held = access.coverage(opened)
    return [i for i in opened.catalogue.ordered if i.source == found.id and held.has(i.id)]


def _tag(opened: Release, indicator: Indicator) -> str:
    """Why an indicator has no figures; empty when it has."""
    held = access.coverage(opened).has(indicator.id)
    return "" if held else STATUS_NAMES[status_of(indicator, held=False)]


def _reading(request: HttpRequest, opened: Release) -> Context:
    return {"marks": marks.ALL}


def _questions(request: HttpRequest, opened: Release) -> Context:
    return {"questions": opened.catalogue.questions}


def _glossary(request: HttpRequest, opened: Release) -> Context:
    catalogue = opened.catalogue
    by_id = {term.id: term for term in catalogue.glossary}
    ordered = sorted(catalogue.glossary, key=lambda term: fold(str(term.term)))
    letters: dict[str, str] = {}
    for term in ordered:
        letters.setdefault(fold(str(term.term))[:1].upper(), term.id)

    def shown(term: Term) -> Context:
        return {
            "id": term.id,
            "term": term.term,
            "also": term.also,
            "explanation": term.explanation,
            "see": [by_id[name] for name in term.see if name in by_id],
            "indicators": [catalogue.indicators[name] for name in term.indicators if name in catalogue.indicators],
        }

    return {"terms": [shown(term) for term in ordered], "letters": list(letters.items())}


def _sources(request: HttpRequest, opened: Release) -> Context:
    filled: list[tuple[Source, str]] = []
    empty: list[tuple[Source, str]] = []
    for found in opened.catalogue.sources.values():
        with_figures = len(_with_figures(opened, found))
        all_of_them = sum(i.source == found.id for i in opened.catalogue.ordered)
        words = ngettext("{held} van {number} indicator", "{held} van {number} indicatoren", all_of_them).format(
            held=numbers.number(with_figures), number=numbers.number(all_of_them)
        )
        (filled if with_figures else empty).append((found, words))
    groups = ((_("Met cijfers in deze uitgave"), filled), (_("Nog zonder cijfers"), empty))
    return {"source_groups": [(name, found) for name, found in groups if found]}


def _calendar(request: HttpRequest, opened: Release) -> Context:
    catalogue = opened.catalogue
    changed: dict[str, str] = {}
    for publication in opened.publications.values():
        changed[publication.source] = max(changed.get(publication.source, ""), publication.published[:10])
    halves = {1: _("1e halfjaar"), 2: _("2e halfjaar en heel jaar")}
    entries = [
        {
            "id": entry.id,
            "name": entry.name,
            "sources": [catalogue.sources[name] for name in entry.sources if name in catalogue.sources],
            "expected": [
                (halves[e.half], calendar.months_in_words(e), [stated.text for stated in e.stated])
                for e in entry.expected
            ],
            "known": calendar.said_of(entry.known),
            "note": entry.note,
            "changed": _day(max((changed.get(name, "") for name in entry.sources), default="")),
        }
        for entry in catalogue.calendar
    ]
    named = {name for entry in catalogue.calendar for name in entry.sources}
    outlook = history.outlook(opened)
    return {
        "upcoming": outlook.coming,
        "passed": outlook.passed,
        "entries": [entry for entry in entries if entry["expected"]],
        "unsure": [entry for entry in entries if not entry["expected"]],
        "others": [s for s in catalogue.sources.values() if s.id not in named],
    }


def _day(date: str) -> str:
    return numbers.day(dt.date.fromisoformat(date)) if date else ""


def _method(request: HttpRequest, opened: Release) -> Context:
    counts: dict[str, int] = access.manifest(opened, "counts")
    return {
        "computed": numbers.number(counts["computed"]),
        "not_carried": numbers.number(counts["not_carried"]),
        "formulas": [formulas.in_general(name) for name in (RATE, SUM, MEAN, SAME)],
        "bridges": [(b.year, b.text) for b in sorted(opened.catalogue.regions.bridges, key=lambda b: (b.year, b.id))],
        "policy": opened.catalogue.disclosure,
    }


def _corrections(request: HttpRequest, opened: Release) -> Context:
    over = request.GET.get("over", "").strip()
    about = subject(opened, over) if over else None
    earlier = Counter(o.indicator for o in opened.revisions(Selection()))
    corrected = []
    for step in history.steps():
        counts = changes.together((history.counts(step) or {}).values())
        if counts.changed or counts.removed:
            corrected.append((step, changes.in_words(counts)))
    return {
        "over": about.address if about else "",
        "over_unknown": bool(over) and about is None,
        "subject": about.rows if about else [],
        "owner": about.source if about else None,
        "revisions": numbers.number(earlier.total()),
        "revised": [(i.id, i.name, numbers.number(earlier[i.id])) for i in opened.catalogue.ordered if earlier[i.id]],
        "corrected": corrected,
    }


def _accessibility(request: HttpRequest, opened: Release) -> Context:
    return {"drawn_up": numbers.day(DRAWN_UP)}


def _model(request: HttpRequest, opened: Release) -> Context:
    numbered = Counter(i.theme for i in opened.catalogue.ordered)
    return {
        "themes": [
            (
                {"address": explanation.theme_address(t.id), "name": t.name, "question": t.question},
                ngettext("{number} indicator", "{number} indicatoren", numbered[t.id]).format(
                    number=numbers.number(numbered[t.id])
                ),
            )
            for t in opened.catalogue.themes
        ]
    }


def _monitors(request: HttpRequest, opened: Release) -> Context:
    return monitors.by_level(opened.catalogue)


def _steps(request: HttpRequest, opened: Release) -> Context:
    return {"steps": opened.catalogue.guide.steps}


def _limits(request: HttpRequest, opened: Release) -> Context:
    return contents(opened)


def _databases(request: HttpRequest, opened: Release) -> Context:
    return {"databases": opened.catalogue.guide.databases}


CONTEXTS: dict[str, Callable[[HttpRequest, Release], Context]] = {
    "cijfers-lezen": _reading,
    "vragen-en-antwoorden": _questions,
    "begrippen": _glossary,
    "bronnen": _sources,
    "kalender": _calendar,
    "methode": _method,
    "correcties": _corrections,
    "toegankelijkheid": _accessibility,
    "model": _model,
    "welke-monitor": _monitors,
    "wat-de-monitor-niet-zegt": _limits,
    "stappenplan": _steps,
    "wat-werkt": _databases,
    "duiding": _readings,
}
"""What each page needs besides its own text."""
