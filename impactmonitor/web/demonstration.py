"""The way from official figures to the demonstration: to the same page, and on some pages while figures are sparse."""

from __future__ import annotations

from django.http import HttpRequest

from impactmonitor.catalogue.regions import Regions
from impactmonitor.present.coverage import Coverage, newest_first
from impactmonitor.release.read import Release
from impactmonitor.tables import Origin
from impactmonitor.web import access, site
from impactmonitor.web.furniture import on_site

SPARSE = 0.5
"""Below this share of regions with figures in the latest period there is a line to the demonstration."""


def same_page(request: HttpRequest) -> str:
    """Address of this page with demonstration figures; empty on that site itself, and without such figures."""
    here = site.current()
    return "" if here.demo or not access.demonstration() else on_site(request, Origin.DEMO, here.language)


def when_sparse(request: HttpRequest, opened: Release) -> str:
    """The same, empty as well where most regions have figures in the latest period."""
    way = same_page(request)
    return way if way and is_sparse(opened.catalogue.regions, access.coverage(opened)) else ""


def is_sparse(regions: Regions, held: Coverage) -> bool:
    """Whether few Veilig Thuis regions have figures in the latest period in which any of them has."""
    codes = [r.code for r in regions.of_type("VT", regions.latest_year)]
    latest = newest_first(period for code in codes for period in held.periods_of(code)[:1])
    if not latest:
        return True
    return sum(latest[0] in held.periods_of(code) for code in codes) < SPARSE * len(codes)
