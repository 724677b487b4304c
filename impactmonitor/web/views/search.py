"""Search: one region leads straight to its page; otherwise choose from what fits."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region, Regions, fold
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present import numbers
from impactmonitor.present.coverage import Coverage
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import with_type
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses

LONGEST = 200
MOST = 30


@dataclass(frozen=True)
class Found:
    """A region to choose, with where it lies."""

    address: str
    name: str
    place: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/zoek/?q=`."""
    opened = access.release()
    where = access.addresses(opened)
    regions = opened.catalogue.regions
    text = request.GET.get("q", "").strip()[:LONGEST]
    gone = former(regions, text)
    exact = [] if gone else areas(regions, text)
    if len(exact) == 1:
        return HttpResponseRedirect(where.path(exact[0]))
    indicators = find_indicators(opened.catalogue, access.coverage(opened), text)
    # Whoever types part of a name gets what holds it; whoever mistypes gets what looks like it.
    near = where.near(text) if text and not exact and not gone else []
    chosen = exact or gone or near
    context = {
        "text": text,
        "gone": _gone_sentence(regions, gone, text) if gone else "",
        "regions": [_found(where, regions, r) for r in chosen],
        "near": bool(near),
        "indicators": indicators[:MOST],
        "more": max(0, len(indicators) - MOST),
    }
    return render(request, "pages/search.html", context)


def areas(regions: Regions, text: str) -> list[Region]:
    """Regions of this name; a province that is the same area as a Veilig Thuis region of that name is left out."""
    if not fold(text):
        return []
    found = regions.named(text)
    same = {regions.coinciding[r.code] for r in found if r.code in regions.coinciding}
    return [r for r in found if r.code not in same]


def former(regions: Regions, text: str) -> list[Region]:
    """Municipalities into which the municipality of this name went."""
    wanted = fold(text)
    codes = [row["new_code"] for row in regions.former if wanted and fold(row["old_name"]) == wanted]
    return [regions[code] for code in dict.fromkeys(codes) if code in regions]


def _gone_sentence(regions: Regions, into: list[Region], text: str) -> str:
    row = next(r for r in regions.former if fold(r["old_name"]) == fold(text))
    year = row["date"][:4]
    names = numbers.listed([r.name for r in into])
    return f"De gemeente {row['old_name']} bestaat niet meer. Sinds {year} hoort het gebied bij {names}."


def _found(where: Addresses, regions: Regions, region: Region) -> Found:
    place = ""
    if region.type == "GM":
        place = f"in {with_type(regions[region.parent_in(region.years[-1])])}"
    elif region.code in regions.coinciding:
        place = f"zelfde gebied als {with_type(regions[regions.coinciding[region.code]])}"
    name = with_type(region)
    return Found(where.path(region), name[:1].upper() + name[1:], place)


def find_indicators(catalogue: Catalogue, held: Coverage, text: str) -> list[tuple[Indicator, str]]:
    """Indicators whose name holds all words, those with figures first; the others with a tag that says why not."""
    words = fold(text).split()
    if not words:
        return []
    found = [
        i for i in catalogue.ordered if all(w in fold(f"{i.name.nl} {i.short.nl if i.short else ''}") for w in words)
    ]
    tagged = [(i, "" if held.has(i.id) else STATUS_NAMES[status_of(i, held=False)]) for i in found]
    return sorted(tagged, key=lambda item: bool(item[1]))
