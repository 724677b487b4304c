"""All regions in one list, and the door for the region form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views.home import chooser


@dataclass(frozen=True)
class Listed:
    """A region with what it has in this release."""

    address: str
    name: str
    latest: str
    figures: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/regio/`; with `?regio=<code>&periode=<code>` it leads to that page."""
    opened = access.release()
    regions, where, held = opened.catalogue.regions, access.addresses(opened), access.coverage(opened)
    if "regio" in request.GET:
        themes = {theme.id for theme in opened.catalogue.themes}
        return _lead_on(request, where, regions.get(request.GET["regio"].strip().upper()), themes)

    def listed(region: Region) -> Listed:
        periods = held.periods_of(region.code)
        latest = numbers.period(periods[0]) if periods else ""
        return Listed(where.path(region), region.name, latest, numbers.number(held.figures_of(region.code)))

    year = regions.latest_year
    current = regions.of_type("VT", year)
    context = {
        "map": chooser(regions, where, held),
        "netherlands": listed(regions["NL01"]),
        "groups": [
            (id_, name, [listed(r) for r in found])
            for id_, name, found in (
                ("veilig-thuis", TYPE_NAMES["VT"][1], current),
                ("provincies", TYPE_NAMES["PV"][1], regions.of_type("PV")),
                ("landsdelen", TYPE_NAMES["LD"][1], regions.of_type("LD")),
                ("ggd-regios", TYPE_NAMES["GGD"][1], regions.of_type("GGD")),
            )
            if found
        ],
        "before": [listed(r) for r in regions.of_type("VT") if r not in current],
        "municipalities": [(r.name, [listed(m) for m in regions.members(r.code, year)]) for r in current],
    }
    return render(request, "pages/regions.html", context)


def _lead_on(request: HttpRequest, where: Addresses, region: Region | None, themes: set[str]) -> HttpResponse:
    if region is None:
        ways = [Link(reverse("regions"), _("Alle regio’s"))]
        raise NotFound(_("Deze regio kennen we niet"), _("Kies een regio uit de lijst."), ways)
    period = request.GET.get("periode", "").strip()
    part = request.GET.get("deel", "")
    rest = f"{part}/" if part in themes else ""
    return HttpResponseRedirect(where.path(region, checked_period(period)) + rest)


def checked_period(text: str) -> str:
    """The period code that was typed or chosen, or nothing. Raises NotFound when it is not a period."""
    if not text:
        return ""
    for code in (text, text.upper()):
        try:
            return parse(code).code
        except ValueError:
            continue
    sentence = _("‘{text}’ is geen periode. Schrijf bijvoorbeeld 2023 of 2021H1 (het 1e halfjaar van 2021).")
    raise NotFound(
        _("Deze periode kennen we niet"),
        sentence.format(text=text[:40]),
        [Link(reverse("regions"), _("Alle regio’s"))],
        _("Begin opnieuw:"),
    )
