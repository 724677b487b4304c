"""Figures that a region delivers itself: their section on the page of the region, and the same as CSV.

They come from the local release and are put beside the official figures, never among them.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.present import local as layout
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.web import access
from impactmonitor.web.downloads import figures_csv
from impactmonitor.web.errors import Link, NotFound

FILE = "eigen-cijfers.csv"


def section(official: Release, region: Region) -> dict[str, Any] | None:
    """What the section shows; None without figures of the region itself."""
    opened = access.local_release()
    table = opened.select(Selection(regions=(region.code,))) if opened else None
    if opened is None or not table:
        return None
    blocks = layout.blocks(table)
    return {
        "blocks": blocks,
        "marks": layout.legend(blocks),
        "newest": layout.newest(table),
        "csv": access.addresses(official).path(region) + FILE,
        "release": opened.id,
    }


@require_safe
def download(request: HttpRequest, family: str, slug: str) -> HttpResponse:
    """`/regio/<slug>/eigen-cijfers.csv`: all figures that the region delivered itself, with origin and report."""
    official = access.release()
    where = access.addresses(official)
    region = where.find(family, slug)
    opened = access.local_release()
    table = opened.select(Selection(regions=(region.code,))) if opened and region else None
    if region is None or not table:
        ways = [Link(where.path(region), str(region.name))] if region else []
        sentence = _("Van dit gebied staan hier geen cijfers die de regio zelf heeft aangeleverd.")
        raise NotFound(_("Deze cijfers zijn er niet"), sentence, ways, _("Bekijk in plaats daarvan:"))
    return figures_csv(table, where.slug(region), "eigen-cijfers")
