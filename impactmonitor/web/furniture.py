"""What every page needs around its content; it reads no release, so that an error page can use it too."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.urls import reverse

import impactmonitor
from impactmonitor import language
from impactmonitor.language import gettext, gettext_noop
from impactmonitor.tables import Origin
from impactmonitor.web import site
from impactmonitor.web.absolute import absolute

MENU = (
    ("regions", gettext_noop("Regio’s")),
    ("questions", gettext_noop("Vragen")),
    ("compare", gettext_noop("Vergelijken")),
    ("series-list", gettext_noop("Tijdreeksen")),
    ("indicators", gettext_noop("Indicatoren")),
    ("download", gettext_noop("Download")),
    ("explanation", gettext_noop("Uitleg")),
)
_PARTS = {"landelijk": "regio", "gemeente": "regio", "uitgaven": "uitleg"}
LONGEST = 4_000
"""Characters of a query that a page repeats in a link."""


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Menu with the part of the site in which the page lies, the site itself, its other language, and the version."""
    here = site.current()
    part = request.path_info.lstrip("/").split("/")[0]
    part = f"{here.prefix}{_PARTS.get(part, part)}/"
    return {
        "menu": [
            {"address": address, "name": gettext(name), "here": address == part}
            for address, name in ((reverse(page), name) for page, name in MENU)
        ],
        "site": here,
        "this_page": _this_page(request),
        "in_other_language": on_site(request, here.origin, _other_language(here)),
        "official": here.base + site.prefix_of(Origin.OFFICIAL, here.language),
        "demonstration": _demonstration(here),
        "software": impactmonitor.__version__,
    }


def _this_page(request: HttpRequest) -> dict[str, str]:
    """Address of this page with what was chosen on it, and the same for elsewhere; the agenda as a subscription, empty
    where the site does not know its address; and where to report an error.
    """
    query = request.META.get("QUERY_STRING", "")
    address = quote(request.path) + (f"?{query}" if query and len(query) <= LONGEST else "")
    report = reverse("explanation-page", args=["correcties"])
    return {
        "address": address,
        "root": absolute(""),
        "whole": absolute(address),
        "webcal": absolute(reverse("agenda")).replace("https://", "webcal://").replace("http://", "webcal://")
        if absolute("")
        else "",
        "report": f"{report}?{urlencode({'over': address})}",
    }


def _demonstration(here: site.Site) -> str:
    """Address of the site on demonstration figures; empty where it will not be."""
    return (
        "" if here.files and Origin.DEMO not in here.files else here.base + site.prefix_of(Origin.DEMO, here.language)
    )


def _other_language(here: site.Site) -> str:
    return language.DUTCH if here.language == language.ENGLISH else language.ENGLISH


def on_site(request: HttpRequest, origin: Origin, of_language: str) -> str:
    """Address of this page on another of the sites, with what was chosen on it."""
    query = request.META.get("QUERY_STRING", "")
    query = query if len(query) <= LONGEST else ""
    path = site.current().base + site.prefix_of(origin, of_language) + request.path_info.lstrip("/")
    return quote(path) + (f"?{query}" if query else "")
