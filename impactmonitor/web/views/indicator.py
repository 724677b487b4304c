"""The page of one indicator: what it is and is not, and its figures for all regions and over time."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import CodeList, Correspondence, Indicator
from impactmonitor.meaning.sentences import say
from impactmonitor.periods import from_slug, slug
from impactmonitor.present import indicator as tables
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Block, Subject, Table, block, by_indicator, legend, measure_words
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses, indicator_path
from impactmonitor.web.downloads import figures_csv
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views.indicator_list import CADENCES

ANCHORS = {"VT": "regio", "PV": "provincie", "LD": "landsdeel", "GGD": "ggd-regio", "GM": "gemeente"}
FEW = 4
"""Up to this many regions or periods stand in the name of a file."""


@dataclass(frozen=True)
class Related:
    """A code list that has another division of the same thing, with the remark of the catalogue."""

    name: str
    note: str


@dataclass(frozen=True)
class Group:
    """Regions of one type with their paths."""

    table: tables.RegionGroup
    anchor: str
    folded: bool
    rows: tuple[tuple[tables.RegionRow, str], ...]
    absent: str


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """`/indicatoren/<id>/`, with `?meting=`, `?categorie=` and `?periode=`."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    rows = list(opened.select(Selection(indicators=(indicator.id,))))
    context = _about(opened.catalogue, indicator, access.coverage(opened).has(indicator.id))
    if rows:
        context |= _figures(request, opened, indicator, rows)
    context["release"] = opened.id
    return render(request, "pages/indicator.html", context)


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponse:
    """All figures of the indicator as CSV, or those of `?regio=` (code or name in an address) and `?periode=`."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    where = access.addresses(opened)
    regions = [_region(where, text, indicator) for text in request.GET.getlist("regio") if text]
    periods = [_period(opened, text, indicator) for text in request.GET.getlist("periode") if text]
    codes = tuple(dict.fromkeys(r.code for r in regions))
    moments = tuple(dict.fromkeys(periods))
    table = opened.select(Selection(indicators=(indicator.id,), regions=codes, periods=moments))
    return figures_csv(table, indicator.id, *_in_name(codes, "gebieden"), *_in_name(moments, "perioden"))


def _in_name(codes: tuple[str, ...], many: str) -> list[str]:
    """The choices in the name of a file; more than a few are only counted."""
    return [slug(code) for code in codes] if len(codes) <= FEW else [f"{len(codes)}-{many}"]


def _region(where: Addresses, text: str, indicator: Indicator) -> Region:
    """The region with this code, or with this name in its address. Raises NotFound."""
    found = where.regions.get(text.upper()) or where.find("regio", text) or where.find("gemeente", text)
    if found is None:
        raise _not_chosen(f"Er is geen gebied ‘{text[:40]}’.", indicator)
    return found


def _period(opened: Release, text: str, indicator: Indicator) -> str:
    """The period with this code or name in an address. Raises NotFound when the release has nothing of it."""
    found = next((code for code in (text, from_slug(text), text.upper()) if code in opened.periods), None)
    if found is None:
        raise _not_chosen(f"Over ‘{text[:40]}’ staat in deze uitgave geen enkel cijfer.", indicator)
    return found


def _not_chosen(sentence: str, indicator: Indicator) -> NotFound:
    ways = [Link(indicator_path(indicator.id), str(indicator.name))]
    return NotFound("Dit cijfer is er niet", sentence, ways, "Bekijk wat er wel is:")


def find(catalogue: Catalogue, name: str) -> Indicator:
    """The indicator of this name. Raises NotFound that names what is near."""
    indicator = catalogue.indicators.get(name)
    if indicator is None:
        near = difflib.get_close_matches(name, list(catalogue.indicators), 4, 0.5)
        links = [Link(indicator_path(n), str(catalogue.indicators[n].name)) for n in near]
        raise NotFound(
            "Dit cijfer kennen we niet",
            f"Er is geen cijfer met de naam ‘{name[:60]}’.",
            [*links, Link(reverse("indicators"), "Alle indicatoren")],
        )
    return indicator


def _about(catalogue: Catalogue, indicator: Indicator, held: bool) -> dict[str, Any]:
    """What the catalogue says about the indicator; `held` tells whether the release has a figure of it."""
    state = status_of(indicator, held)
    codelist = catalogue.codelist_of(indicator)
    measures = [
        measure_words(kind, measure, catalogue.units[measure.unit]) for kind, measure in indicator.measures.items()
    ]
    return {
        "indicator": indicator,
        "theme": next(t for t in catalogue.themes if t.id == indicator.theme),
        "source": catalogue.sources.get(indicator.source) if indicator.source else None,
        "state": state,
        "status": STATUS_NAMES[state],
        "live": indicator.status == "live",
        "measures": measures,
        "cadence": CADENCES[indicator.cadence],
        "levels": [_level(level) for level in indicator.levels if level in TYPE_NAMES],
        "first_period": numbers.period(indicator.first_period) if indicator.first_period else "",
        "breaks": [
            (numbers.period(b.period), b.text, numbers.listed([catalogue.regions[c].name for c in b.regions]))
            for b in indicator.breaks
        ],
        "codelist": codelist,
        "correspondences": _correspondences(catalogue, codelist) if codelist else [],
        "related": [catalogue.indicators[r] for r in indicator.related if r in catalogue.indicators],
        "reviewed_on": numbers.day(indicator.review.reviewed_on) if indicator.review.reviewed_on else "",
    }


def _level(level: str) -> str:
    return "Nederland" if level == "NL" else TYPE_NAMES[level][0 if level == "13VT" else 1]


def _correspondences(catalogue: Catalogue, codelist: CodeList) -> list[Related]:
    def other(item: Correspondence) -> str:
        return item.right if item.left == codelist.id else item.left

    found = [c for c in catalogue.correspondences.values() if codelist.id in (c.left, c.right)]
    return [Related(str(catalogue.codelists[other(c)].name), c.note) for c in found]


def _figures(request: HttpRequest, opened: Release, indicator: Indicator, rows: list[Observation]) -> dict[str, Any]:
    """The figures for the choices in the address."""
    earlier = list(opened.revisions(Selection(indicators=(indicator.id,))))
    sources = access.sources(opened, rows)
    wishes = [request.GET.get(name, "").strip() for name in ("meting", "categorie", "periode")]
    try:
        chosen = tables.choose(sources, indicator, rows, *wishes)
    except ValueError as error:
        raise _not_chosen(str(error), indicator) from error
    table = tables.region_table(sources, indicator, rows, chosen)
    national = tables.series(sources, indicator, rows, chosen)
    split = _split(sources, indicator, rows, chosen)
    where = access.addresses(opened)

    def address(region: Region) -> str:
        return where.path(region, chosen.period if indicator.theme != "achtergrond" else "")

    groups = [
        Group(
            table=group,
            anchor=ANCHORS[group.kind],
            folded=group.kind == "GM",
            rows=tuple((row, address(row.region)) for row in group.rows),
            absent=", ".join(r.name for r in group.absent),
        )
        for group in table.groups
    ]
    shown = {m for c in (*table.cells, *(national.cells if national else ())) for m in c.marks}
    shown |= set(legend([split])) if split else set()
    if national and national.has_breaks:
        shown.add(marks.BREAK)
    return {
        "chosen": chosen,
        "measure": next(c.label for c in chosen.measures if c.chosen),
        "category": next(c.label for c in chosen.categories if c.chosen) if chosen.category != TOTAL else "",
        "period": numbers.period(chosen.period),
        "table": table,
        "netherlands": address(opened.catalogue.regions[NETHERLANDS]),
        "groups": groups,
        "series": national,
        "split": split,
        "split_sentence": say(split) if split else "",
        "revisions": tables.revisions(sources, indicator, earlier, rows),
        "marks": [m for m in marks.ALL if m in shown],
        "number": len(rows),
    }


def _split(sources: Any, indicator: Indicator, rows: list[Observation], chosen: tables.Chosen) -> Block | None:
    """The national breakdown of the chosen period, when there is one."""
    own = [o for o in rows if o.region == NETHERLANDS and o.period == chosen.period]
    subject = Subject(NETHERLANDS, "Nederland", "In Nederland", compare=False)
    made = block(sources, indicator, by_indicator(own).get(indicator.id, {}), {}, subject)
    return made if isinstance(made, Table) else None
