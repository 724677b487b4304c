"""What search engines read: what they need not ask for, and which pages there are. Only official figures are found."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe

from impactmonitor import language, settings
from impactmonitor.language import gettext as _
from impactmonitor.release.read import Release
from impactmonitor.tables import Origin
from impactmonitor.web import access, explanation, site
from impactmonitor.web.absolute import absolute
from impactmonitor.web.addresses import comparable_path, indicator_path, question_path, series_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views import year as year_report

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_PLAIN = (
    "home", "regions", "national", "compare", "series-list", "indicators", "comparable-all", "download", "explanation",
    "releases", "questions",
)  # fmt: skip
"""Pages of which there is one."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: no search, no frames, no choices; there are endlessly many of them.

    Demonstration pages are not forbidden here: each says that it may not be found, and must be read for that.
    """
    here = _whole_site()
    starts = [here.base + site.prefix_of(Origin.OFFICIAL, word) for word in language.LANGUAGES]
    lines = ["User-agent: *", f"Disallow: {here.base}*?"]
    lines += [f"Disallow: {start}{part}/" for start in starts for part in ("zoek", "insluiten")]
    if settings.load().address:
        lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: every page without choices, in each language, when the site knows its own address."""
    here = _whole_site()
    if not settings.load().address:
        raise NotFound(
            _("Er is geen lijst voor zoekmachines"),
            _("Deze site kent haar eigen adres niet. De beheerder kan dat instellen met IMPACTMONITOR_ADDRESS."),
            [Link(reverse("home"), _("Home"))],
        )
    opened = access.release()
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    prefix = get_script_prefix()
    for path in dict.fromkeys(_paths(opened)):
        rest = path.removeprefix(prefix)
        found = {
            word: absolute(here.base + site.prefix_of(Origin.OFFICIAL, word) + rest) for word in language.LANGUAGES
        }
        for address in found.values():
            entry = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(entry, f"{{{_SITEMAP}}}loc").text = address
            for word, other in found.items():
                ET.SubElement(entry, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": word, "href": other})
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _whole_site() -> site.Site:
    """The Dutch site on official figures, the only one at whose root search engines look. Raises NotFound."""
    here = site.current()
    if here.prefix != here.base:
        raise NotFound(_("Deze pagina is er niet"), _("Dit bestand staat aan het begin van de site."), [])
    return here


def _paths(opened: Release) -> Iterator[str]:
    """Paths of all pages that stand for themselves."""
    catalogue, where, held = opened.catalogue, access.addresses(opened), access.coverage(opened)
    regions, year = catalogue.regions, catalogue.regions.latest_year
    yield from (reverse(name) for name in _PLAIN)
    for kind in ("VT", "PV", "LD", "GGD", "GM"):
        yield from (where.path(region) for region in regions.of_type(kind, year))
    yield from (comparable_path(where.slug(region)) for region in regions.of_type("VT", year))
    yield from (indicator_path(each.id) for each in catalogue.ordered)
    yield from (series_path(each.id) for each in catalogue.ordered if held.has(each.id))
    yield from (question_path(each.id) for each in catalogue.ordered_routes)
    yield from (each.address for each in year_report.listed(opened))
    yield from (page.address for page in explanation.PAGES.values())
    yield from (reverse("exercise", args=[each.id]) for each in catalogue.guide.exercises)
    yield from (reverse("tour-step", args=[step.id]) for step in catalogue.guide.tour_steps)
    yield from (reverse("source", args=[name]) for name in catalogue.sources)
