"""The page of one indicator: what it is and is not, and its figures for all regions and over time."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.catalogue.schema import CodeList, Correspondence, Indicator
from impactmonitor.language import gettext as _
from impactmonitor.meaning.sentences import say
from impactmonitor.periods import meant, slug
from impactmonitor.present import maps, marks, numbers
from impactmonitor.present.choices import Choice, options
from impactmonitor.present.dots import BY_NAME, BY_VALUE
from impactmonitor.present.figures import legend, measure_words
from impactmonitor.present.files import formats
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from impactmonitor.web import access, downloads, reports
from impactmonitor.web import asked as rule
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.indicator_page import MUNICIPALITIES, Figures, Level, Look
from impactmonitor.web.series import KINDS
from impactmonitor.web.views.indicator_list import CADENCES
from impactmonitor.web.wishes import SET_OF, Reader

LEVELS = {"regio": ("NL", "VT", "PV", "LD", "GGD"), MUNICIPALITIES: ("NL", "GM")}
"""Types of region of a file of one level; the Netherlands stands in each."""
_FILTERS = ("regio", "periode", "meting", "groep")
"""Fields of the address of a file, in each of which more than one value may stand."""


@dataclass(frozen=True)
class Related:
    """A code list that has another division of the same thing, with the remark of the catalogue."""

    name: str
    note: str


@require_safe
def show(request: HttpRequest, name: str, period: str = "") -> HttpResponse:
    """`/indicatoren/<id>/`, with `?meting=`, `?groep=`, `?periode=`, `?volgorde=`, `?mijn=`, `?kaart=`, `?niveau=`.

    A period may also stand in the path: `/indicatoren/<id>/2021H1/`.
    """
    opened = access.release()
    indicator = find(opened.catalogue, name)
    context = _about(opened.catalogue, indicator, access.coverage(opened).has(indicator.id))
    if access.outline(opened, indicator.id):
        chosen = bool(period or request.META.get("QUERY_STRING"))
        context |= _figures(figures_of(request, opened, indicator, period), chosen)
    elif period:
        raise _not_chosen(_("Van dit cijfer staat in deze uitgave niets."), indicator)
    context |= {"release": opened.id, "documents": reports.workbook_of(opened, indicator)}
    return render(request, "pages/indicator.html", context)


@require_safe
def download(request: HttpRequest, name: str, extension: str = "csv") -> HttpResponse | StreamingHttpResponse:
    """All figures of the indicator as a file, or those of `?regio=` (code or name in an address), `?niveau=` (`regio`
    or `gemeente`, each with the Netherlands), `?periode=`, `?meting=` and `?groep=`. Raises NotFound for what the
    figure does not have: a file of a choice has no nearest one to show."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    held, where = access.outline(opened, indicator.id), access.addresses(opened)
    texts = {field: [text for text in request.GET.getlist(field) if text] for field in _FILTERS}
    level = request.GET.get("niveau", "")
    found: dict[str, dict[str, str]] = {
        "regio": {text: region.code if (region := where.by_word(text)) else "" for text in texts["regio"]},
        "periode": {text: meant(text, opened.periods) for text in texts["periode"]},
        "meting": {text: meant(text, {p.measure for p in held}) for text in texts["meting"]},
        "groep": {text: meant(text, {p.category for p in held}) for text in texts["groep"]},
        "niveau": {level: meant(level, LEVELS)} if level else {},
    }
    unknown = [(field, text) for field, codes in found.items() for text, code in codes.items() if not code]
    unknown += Reader(opened).read(request.META.get("QUERY_STRING", ""), indicator).unknown
    rule.refuse_unknown(dict.fromkeys(unknown), Link(indicator_path(indicator.id), str(indicator.name)))
    regions, moments, measures, groups = (tuple(dict.fromkeys(found[field].values())) for field in _FILTERS)
    chosen = regions or tuple(r.code for r in where.regions if level and r.type in LEVELS[level])
    wanted = Selection((indicator.id,), measures, groups, chosen, moments)
    parts = [*measures, *groups, downloads.in_name(regions, "gebieden"), level if not regions else ""]
    return downloads.selected(
        opened, wanted, extension, indicator.id, *parts, downloads.in_name(moments, "perioden"),
        title=_("Cijfers uit de Impactmonitor"), stem=_stem(indicator),
    )  # fmt: skip


def _not_chosen(sentence: str, indicator: Indicator) -> NotFound:
    ways = [Link(indicator_path(indicator.id), str(indicator.name))]
    return NotFound(_("Dit cijfer is er niet"), sentence, ways, _("Bekijk wat er wel is:"))


def find(catalogue: Catalogue, name: str) -> Indicator:
    """The indicator of this name. Raises NotFound that names what is near."""
    indicator = catalogue.indicators.get(name)
    if indicator is None:
        near = difflib.get_close_matches(name, list(catalogue.indicators), 4, 0.5)
        links = [Link(indicator_path(n), str(catalogue.indicators[n].name)) for n in near]
        raise NotFound(
            _("Dit cijfer kennen we niet"),
            _("Er is geen cijfer met de naam ‘{name}’.").format(name=name[:60]),
            [*links, Link(reverse("indicators"), _("Alle indicatoren"))],
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
        "invented": next((s for s in catalogue.sources.values() if s.origin == Origin.DEMO), None),
        "state": state,
        "status": STATUS_NAMES[state],
        "live": indicator.status == "live",
        "measures": measures,
        "cadence": _(CADENCES[indicator.cadence]),
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
    return TYPE_NAMES[level][0 if level == "13VT" else 1]


def _correspondences(catalogue: Catalogue, codelist: CodeList) -> list[Related]:
    def other(item: Correspondence) -> str:
        return item.right if item.left == codelist.id else item.left

    found = [c for c in catalogue.correspondences.values() if codelist.id in (c.left, c.right)]
    return [Related(str(catalogue.codelists[other(c)].name), c.note) for c in found]


def _figures(figures: Figures, are_chosen: bool) -> dict[str, Any]:
    """The figures for the choices in the address; without any, the pictures need no choices either."""
    chosen, indicator = figures.chosen, figures.indicator
    levels, series, split = figures.levels, figures.series, figures.split
    shown = {mark for level in levels for mark in level.column.marks} | figures.national.marks
    shown |= {mark for _name, found in series for cell in found.cells for mark in cell.marks}
    shown |= set(legend([split])) if split else set()
    if any(row.broken for _name, found in series for row in found.rows):
        shown.add(marks.BREAK)
    return {
        "figures": figures,
        "wrong": figures.problems,
        "chosen": chosen,
        "column": levels[0].column if levels else figures.national,
        "main": levels[0] if levels else None,
        "others": [(level, _level_pictures(figures, level)) for level in levels[1:]],
        "series": series,
        "split": split,
        "split_sentence": say(split) if split else "",
        "revisions": figures.revisions,
        "marks": [m for m in marks.ALL if m in shown],
        "orders": options(((BY_VALUE, _("Op waarde")), (BY_NAME, _("Op naam"))), figures.look.order),
        "map_choice": [] if figures.look.municipalities else _map_choice(figures),
        "others_on_map": _mapped(figures),
        "files": downloads.links(_stem(indicator), _file_query(figures)),
        "national_files": downloads.links(
            _stem(indicator), _query(figures, periode="", volgorde="", mijn="", kaart="", niveau="", regio=NETHERLANDS)
        ),
        "national_pictures": _national_pictures(figures),
        "pictures": _pictures("indicator-dots", figures, are_chosen),
        "map_pictures": _pictures("indicator-map", figures, are_chosen),
        "period_pages": [
            (reverse("indicator-period", args=[indicator.id, slug(choice.value)]), choice.label)
            for choice in chosen.periods
        ],
        "series_page": _series_page(figures),
        "municipal": _query(figures, niveau=MUNICIPALITIES),
        "regional": _query(figures, niveau=""),
        "compare": f"{reverse('compare-indicator', args=[indicator.id])}{_query(figures, niveau='')}",
        "number": figures.number,
        "written_number": numbers.number(figures.number),
        "mine": _mine(figures),
    }


def _mine(figures: Figures) -> tuple[Choice, ...]:
    """Regions to choose my region from; on the page of municipalities those."""
    kind = "GM" if figures.look.municipalities else "VT"
    listed = {r.code: r.name_in(figures.year) for r in figures.regions.of_type(kind, figures.year)}
    mine = figures.look.mine
    if mine:
        listed.setdefault(mine.code, mine.name)
    return options((("", _("Geen")), *listed.items()), mine.code if mine else "")


def _stem(indicator: Indicator) -> str:
    return reverse("indicator-file", args=[indicator.id, "csv"]).removesuffix(".csv")


def _query(figures: Figures, **changes: str) -> str:
    """The choices of the page as a query, with changes."""
    look, chosen = figures.look, figures.chosen
    own = {
        "meting": chosen.measure,
        "groep": chosen.category if len(chosen.categories) > 1 else "",
        "periode": chosen.period,
        "volgorde": look.order if look.order != BY_VALUE else "",
        "mijn": look.mine.code if look.mine else "",
        "kaart": look.map_form if look.map_form != maps.TILES else "",
        "niveau": MUNICIPALITIES if look.municipalities else "",
    } | changes
    return "?" + urlencode({name: value for name, value in own.items() if value})


def _pictures(name: str, figures: Figures, are_chosen: bool) -> list[downloads.FileLink]:
    """Pictures of the first regions on the page; of municipalities only the map."""
    main = figures.levels[0] if figures.levels else None
    if main is None or (name == "indicator-map" and not main.map) or (name == "indicator-dots" and main.kind == "GM"):
        return []
    if main.kind not in (maps.KIND, "GM"):
        return _level_pictures(figures, main)
    stem = reverse(name, args=[figures.indicator.id, "svg"]).removesuffix(".svg")
    return downloads.links(stem, _query(figures) if are_chosen else "", of=formats.PICTURES)


def _level_pictures(figures: Figures, level: Level) -> list[downloads.FileLink]:
    """Pictures of the regions of another type, in the comparison that holds them all; none without a figure."""
    if not level.column.filled:
        return []
    stem = reverse("indicator-dots", args=[figures.indicator.id, "svg"]).removesuffix(".svg")
    query = _query(figures, regio=SET_OF[level.kind], mijn="", kaart="", niveau="")
    return downloads.links(stem, query, of=formats.PICTURES)


def _national_pictures(figures: Figures) -> list[downloads.FileLink]:
    """The first series of the Netherlands as a picture, when it is drawn as a line."""
    drawn = next((kind for kind, trend in figures.series_by_kind[:1] if trend.chart), "")
    if not drawn:
        return []
    kind = next(name for name, (known, _words) in KINDS.items() if known == drawn)
    query = _query(figures, periode="", volgorde="", mijn="", kaart="", niveau="", soort=kind)
    stem = reverse("series-file", args=[figures.indicator.id, "svg"]).removesuffix(".svg")
    return downloads.links(stem, query, of=formats.PICTURES)


def _series_page(figures: Figures) -> str:
    """The series of my region, or of the Netherlands, with the same measure and group."""
    mine = figures.look.mine
    query = _query(figures, periode="", volgorde="", kaart="", niveau="", mijn="", regio=mine.code if mine else "")
    return reverse("series", args=[figures.indicator.id]) + query


def _file_query(figures: Figures) -> str:
    """Exactly the figures of the regions on the page."""
    level = MUNICIPALITIES if figures.look.municipalities else "regio"
    return _query(figures, volgorde="", mijn="", kaart="", niveau=level)


def _map_choice(figures: Figures) -> list[tuple[str, str, bool]]:
    """The two maps to choose from, when there are boundaries of the year."""
    if not figures.boundaries:
        return []
    page, here = indicator_path(figures.indicator.id), figures.look.map_form
    return [
        (_("Tegelkaart"), f"{page}{_query(figures, kaart='')}#kaart", here == maps.TILES),
        (_("Kaart met grenzen"), f"{page}{_query(figures, kaart=maps.AREAS)}#kaart", here == maps.AREAS),
    ]


def _mapped(figures: Figures) -> list[tuple[str, str]]:
    """Other measures of the indicator that can be on a map, with their addresses."""
    page = indicator_path(figures.indicator.id)
    return [
        (choice.label, page + _query(figures, meting=choice.value))
        for choice in figures.chosen.measures
        if choice.value in maps.MAPPED and choice.value != figures.chosen.measure
    ]


def figures_of(request: HttpRequest, opened: Release, indicator: Indicator, of_path: str = "") -> Figures:
    """The figures that are asked for. Raises NotFound with what nobody knows, and for a period in the path."""
    query = request.META.get("QUERY_STRING", "")
    wishes, level = Reader(opened).read(query, indicator, of_path), request.GET.get("niveau", "")
    unknown = [*wishes.unknown, *([("niveau", level)] if level not in ("", MUNICIPALITIES) else [])]
    rule.refuse_unknown(unknown, Link(indicator_path(indicator.id), str(indicator.name)))
    municipalities = level == MUNICIPALITIES
    look = Look(wishes.order, wishes.mine, wishes.map_form, municipalities and "GM" in indicator.levels)
    figures = Figures(opened, indicator, wishes.wish, look)
    if municipalities and not look.municipalities:
        figures.problems.append(_("Van gemeenten is er bij dit cijfer geen tabel."))
    if of_path and figures.chosen.period != wishes.wish.period:
        raise _not_chosen(figures.problems[0], indicator)
    return figures
