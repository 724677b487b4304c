"""The front page: choose a region, and see what the monitor can and cannot do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import NETHERLANDS, Regions, fold
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.present import changes, maps, numbers
from impactmonitor.present.coverage import Coverage
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.release.read import Release
from impactmonitor.web import access, demonstration, explanation, history, questions
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.views import year


@dataclass(frozen=True)
class Entrance:
    """A Veilig Thuis region to choose in the list."""

    address: str
    name: str
    filled: bool


FEW = 12
"""Up to so many regions have a button of their own."""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/`."""
    opened = access.release()
    regions, where, held = opened.catalogue.regions, access.addresses(opened), access.coverage(opened)
    entrances = veilig_thuis(regions, where, held)
    filled = [e for e in entrances if e.filled]
    step, outlook = history.steps()[0], history.outlook(opened)
    coming = next(iter(outlook.coming), None)
    context = {
        "names": typed_names(regions),
        "entrances": entrances,
        "map": chooser(regions, where, held),
        "some_empty": len(filled) < len(entrances),
        "direct": filled if len(filled) <= FEW else [],
        "netherlands": where.path(regions[NETHERLANDS]),
        "themes": themes(opened),
        "lines": questions.by_line(opened),
        "year_report": next(iter(year.listed(opened)), None),
        "release": opened.id,
        "step": step,
        "highlights": changes.highlights(history.counts(step) or {}, opened.catalogue),
        "sentence": history.sentence(step),
        "next": coming,
        "passed": [m for m in outlook.passed if coming and m.entry.id == coming.entry.id][-1:],
        "way": demonstration.when_sparse(request, opened),
        **contents(opened),
    }
    return render(request, "pages/home.html", context)


def themes(opened: Release) -> list[dict[str, object]]:
    """The themes as a way in: name, question, address, and how many of their indicators have figures."""
    held = access.coverage(opened)
    found: list[dict[str, object]] = []
    for theme in opened.catalogue.themes:
        own = [i for i in opened.catalogue.ordered if i.theme == theme.id]
        with_figures = sum(held.has(i.id) for i in own)
        words = ngettext(
            "{held} van {number} indicator met cijfers", "{held} van {number} indicatoren met cijfers", len(own)
        )
        found.append(
            {
                "name": theme.name,
                "question": theme.question,
                "address": explanation.theme_address(theme.id),
                "number": words.format(held=numbers.number(with_figures), number=numbers.number(len(own))),
            }
        )
    return found


def veilig_thuis(regions: Regions, where: Addresses, held: Coverage) -> list[Entrance]:
    """All Veilig Thuis regions of the latest year, by name."""
    return [
        Entrance(where.path(r), r.name, bool(held.figures_of(r.code)))
        for r in regions.of_type("VT", regions.latest_year)
    ]


def chooser(regions: Regions, where: Addresses, held: Coverage) -> maps.Map:
    """The tile map of the latest year without figures, to choose a region on."""
    return maps.chooser(regions, regions.latest_year, where.path, lambda region: bool(held.figures_of(region.code)))


def typed_names(regions: Regions) -> list[tuple[str, str]]:
    """What a visitor may type, with what it is: regions, provinces, municipalities, and their earlier names."""
    found: dict[str, list[str]] = {}
    for kind in ("VT", "GM", "PV", "LD", "GGD"):
        for region in regions.of_type(kind):
            for name in region.names.values():
                words = found.setdefault(name, [])
                if TYPE_NAMES[kind][0] not in words:
                    words.append(TYPE_NAMES[kind][0])
    for row in regions.former:
        found.setdefault(row["old_name"], [_("gemeente van vroeger")])
    return [(name, ", ".join(found[name])) for name in sorted(found, key=fold)]


def contents(opened: Release) -> dict[str, object]:
    """What the release holds, counted."""
    catalogue, held = opened.catalogue, access.coverage(opened)
    counts: dict[str, int] = access.manifest(opened, "counts")
    with_figures = [i for i in catalogue.ordered if held.has(i.id)]
    used = {i.source for i in with_figures if i.source}
    return {
        "figures": numbers.number(counts["observations"]),
        "indicators_with_figures": len(with_figures),
        "indicators": len(catalogue.indicators),
        "sources": [str(catalogue.sources[s].name) for s in catalogue.sources if s in used],
        "regions_with_figures": sum(bool(held.figures_of(r.code)) for r in catalogue.regions.of_type("VT")),
    }
