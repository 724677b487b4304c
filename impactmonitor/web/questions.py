"""Which question and which region an address asks for, and the ways to choose either."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from impactmonitor.catalogue.guide import Database
from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Line, Route
from impactmonitor.catalogue.texts import Said
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present.choices import Choice
from impactmonitor.present.maps import Map, chooser
from impactmonitor.present.places import TYPE_NAMES, label, with_type
from impactmonitor.release.read import Release
from impactmonitor.routes.gathered import Gathered
from impactmonitor.routes.reach import Reach, lacking_groups, reach
from impactmonitor.web import access
from impactmonitor.web.addresses import overview_path, question_path
from impactmonitor.web.errors import Link, NotFound

LINES: dict[Line, str] = {
    "beeld": gettext_noop("Eerder en beter in beeld"),
    "stoppen": gettext_noop("Stoppen en duurzaam oplossen"),
    "doelgroepen": gettext_noop("Aandacht voor specifieke groepen"),
}
Onward = Callable[[str], str]
"""The address of a page for the word of a region."""
_LENGTH = 100


def line_name(line: Line) -> str:
    """Name of an action line in the current language."""
    return _(LINES[line])


@dataclass(frozen=True)
class Listed:
    """A question in a list, with its address."""

    route: Route
    address: str


@dataclass(frozen=True)
class Helped:
    """A question with which figures of a region can help: its address for that region, and how much there is."""

    route: Route
    address: str
    words: str


def find_route(opened: Release, name: str) -> Route:
    """The question of an address. Raises NotFound with all of them, those that look like it first."""
    routes = opened.catalogue.routes
    if found := routes.get(name):
        return found
    near = difflib.get_close_matches(name, list(routes), 3, 0.4)
    names = dict.fromkeys([*near, *(route.id for route in opened.catalogue.ordered_routes)])
    links = [Link(question_path(found), str(routes[found].question)) for found in names]
    links.append(Link(question_path(""), _("Alle vragen")))
    sentence = _("Er is geen vraag met de naam ‘{name}’.").format(name=name[:60])
    raise NotFound(_("Deze vraag kennen we niet"), sentence, links)


def find_region(opened: Release, text: str, onward: Onward) -> Region:
    """The region of a word, name or code. Raises NotFound with those that look like it, at their pages."""
    where = access.addresses(opened)
    if found := where.by_word(text[:_LENGTH]):
        return found
    near = where.near(text[:_LENGTH].replace("-", " "))
    links = [Link(onward(where.word(r)), with_type(r)) for r in near]
    links.append(Link(reverse("regions"), _("Alle regio’s")))
    sentence = _("Er is geen regio of gemeente met de naam ‘{name}’.").format(name=text[:60])
    raise NotFound(_("Deze regio kennen we niet"), sentence, links)


def chosen(request: HttpRequest, opened: Release, onward: Onward) -> HttpResponseRedirect | None:
    """The way to the page of the region that was typed or chosen (`?regio=`); None when nothing was."""
    text = request.GET.get("regio", "").strip()
    if not text:
        return None
    return HttpResponseRedirect(onward(access.addresses(opened).word(find_region(opened, text, onward))))


def wider(opened: Release, found: Gathered, onward: Onward) -> Link | None:
    """The same page for the Veilig Thuis region of a municipality; None for other areas."""
    region = found.page.wider
    return Link(onward(access.addresses(opened).word(region)), with_type(region)) if region else None


def by_line(opened: Release) -> list[tuple[str, list[Listed]]]:
    """The questions under the names of their lines."""
    found = [Listed(r, question_path(r.id)) for r in opened.catalogue.ordered_routes]
    lines = [(line_name(line), [q for q in found if q.route.line == line]) for line in LINES]
    return [(name, questions) for name, questions in lines if questions]


def helping(opened: Release, region: Region, near: Region | None) -> tuple[list[Helped], str]:
    """The questions with which the figures of a region can help, most figures first, and the way to the overview.

    `near` is the Veilig Thuis region of a municipality.
    """
    catalogue, held, word = opened.catalogue, access.coverage(opened), access.addresses(opened).word(region)
    reached = reach(catalogue, held, region, near, lacking_groups(opened, held, region))
    found = [
        Helped(r.route, question_path(r.route.id, word), _in_words(r, with_type(near) if near else ""))
        for r in sorted(reached, key=lambda r: (-r.own, -r.wider))
        if r.helps
    ]
    return found, overview_path(word) if catalogue.routes else ""


def _in_words(found: Reach, near: str) -> str:
    """How many of the figures there are, how many of them in part, and how many of a wider region instead."""
    said = [_("{own} van de {total} cijfers").format(own=found.own, total=found.total)]
    if found.partial:
        said.append(_("{number} daarvan maar deels: niet van elke groep").format(number=found.partial))
    if found.wider:
        said.append(_("bij {number} het cijfer van {whose}").format(number=found.wider, whose=near))
    return "; ".join(said)


def approaches(opened: Release, route: Route) -> list[tuple[Database, Said]]:
    """Databases that tell which approaches work, each with what to look for."""
    known = {database.id: database for database in opened.catalogue.guide.databases}
    return [(known[a.database], a.text) for a in route.approaches if a.database in known]


def region_choices(opened: Release, here: Region | None = None) -> list[tuple[str, list[Choice]]]:
    """Regions for a form by type, without municipalities; `here` is chosen, and is among them whatever it is."""
    regions, where = opened.catalogue.regions, access.addresses(opened)
    current = regions.of_type("VT", regions.latest_year)
    groups = [(_("Veilig Thuis-regio’s"), current), (_("Land"), [regions[NETHERLANDS]])]
    groups.append((_("Provincies"), regions.of_type("PV")))
    if here and not any(here in found for _name, found in groups):
        groups.insert(0, (TYPE_NAMES[here.type][1], [here]))
    return [
        (name[:1].upper() + name[1:], [Choice(where.word(r), label(r), r == here) for r in found])
        for name, found in groups
    ]


def question_choices(opened: Release, here: Route) -> list[Choice]:
    """All questions for a form."""
    return [Choice(r.id, str(r.short), r.id == here.id) for r in opened.catalogue.ordered_routes]


def map_of(opened: Release, onward: Onward) -> Map:
    """The tile map on which to choose a region for a page."""
    regions, where, held = opened.catalogue.regions, access.addresses(opened), access.coverage(opened)
    return chooser(
        regions, regions.latest_year, lambda r: onward(where.word(r)), lambda r: bool(held.figures_of(r.code))
    )
