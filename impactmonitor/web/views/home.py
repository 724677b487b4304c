"""The front page: choose a region, and see what the monitor can and cannot do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions, fold
from impactmonitor.present import maps, numbers
from impactmonitor.present.coverage import Coverage
from impactmonitor.release.read import Release
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses


@dataclass(frozen=True)
class Entrance:
    """A Veilig Thuis region to choose in the list."""

    address: str
    name: str
    filled: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/`."""
    opened = access.release()
    regions, where, held = opened.catalogue.regions, access.addresses(opened), access.coverage(opened)
    entrances = veilig_thuis(regions, where, held)
    context = {
        "names": typed_names(regions),
        "entrances": entrances,
        "map": chooser(regions, where, held),
        "netherlands": where.path(regions[NETHERLANDS]),
        "release": opened.id,
        **contents(opened),
    }
    return render(request, "pages/home.html", context)


def veilig_thuis(regions: Regions, where: Addresses, held: Coverage) -> list[Entrance]:
    """All Veilig Thuis regions of the latest year, by name."""
    return [
        Entrance(where.path(r), r.name, bool(held.figures_of(r.code)))
        for r in regions.of_type("VT", regions.latest_year)
    ]


def chooser(regions: Regions, where: Addresses, held: Coverage) -> maps.Map:
    """The tile map of the latest year without figures, to choose a region on."""
    return maps.chooser(regions, regions.latest_year, where.path, lambda region: bool(held.figures_of(region.code)))


def typed_names(regions: Regions) -> list[str]:
    """Names that a visitor may type: regions, provinces, municipalities, and what they were called before."""
    wanted: list[Region] = [r for kind in ("VT", "GM", "PV", "LD", "GGD") for r in regions.of_type(kind)]
    names = {name for r in wanted for name in r.names.values()} | {row["old_name"] for row in regions.former}
    return sorted(names, key=fold)


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
