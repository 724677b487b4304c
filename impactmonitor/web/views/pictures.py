"""Pictures of figures that pages show: one figure of a region, all regions as dots, the map, and small lines."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparisons
from impactmonitor.periods import parse, slug
from impactmonitor.present import maps, marks
from impactmonitor.present.blocks import Table
from impactmonitor.present.columns import Column
from impactmonitor.present.marks import Mark
from impactmonitor.present.multiples import Multiples, multiples
from impactmonitor.present.pictures import blocks, dots
from impactmonitor.present.pictures import maps as drawn_maps
from impactmonitor.present.pictures import multiples as drawn_multiples
from impactmonitor.present.pictures.picture import Picture
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.web import access, downloads, pictures
from impactmonitor.web import asked as rule
from impactmonitor.web.alike import told
from impactmonitor.web.comparison import Comparison, Part, compare
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.figures import Figure
from impactmonitor.web.indicator_page import MUNICIPALITIES
from impactmonitor.web.views import figure as figures
from impactmonitor.web.views import region_address
from impactmonitor.web.views.indicator import figures_of, find


@require_safe
def figure(request: HttpRequest, family: str, slug: str, period: str, part: str, extension: str) -> HttpResponse:
    """`/regio/<slug>/<period>/<indicator>.svg`: the figure of that page, with its development."""
    asked = region_address.read(request, family, slug, period, part, ending=f"{part}.{extension}")
    if isinstance(asked, HttpResponseRedirect):
        return asked
    if not asked.indicator:
        raise region_address.no_such_part(asked, part)
    page = figures.page_of(asked)
    shown = figures.figure_of(page, asked)
    where = "nederland" if page.nationwide else access.where(page).slug(asked.region)
    picture = _of_figure(asked.opened, shown)
    return pictures.answer(picture, extension, asked.opened.origin, where, asked.period or "", asked.indicator.id)


def _of_figure(opened: Release, shown: Figure) -> Picture:
    block = shown.block
    heading = block.heading
    drawn = list(blocks.drawings(block))
    if shown.trend and shown.trend.chart:
        drawn.append(blocks.chart(shown.trend.chart))
    remarks = list(shown.remarks)
    if isinstance(block, Table) and block.multi:
        remarks.append(_("Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op."))
    if shown.trend and shown.trend.chart:
        remarks += [_("Breuk. {text}").format(text=text) for text in shown.trend.breaks]
    star = heading.mark.sign if heading.mark else ""
    return pictures.made(
        opened,
        heading.title,
        f"{heading.measure}. {heading.place}, {heading.period}{star}",
        drawn,
        shown.source,
        sentence=shown.reading.told,
        remarks=[*remarks, *blocks.note_words(block.notes)],
        marks=figures.legend_of(shown, table=False),
    )


@require_safe
def regions(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/indicatoren/<id>/regios.svg`: regions as dots; `?meting=`, `?groep=`, `?periode=`, `?regio=`, `?mijn=`."""
    found, part = _asked(request, name)
    drawn = dots.dots(part.column, found.regions, found.names, found.mine)
    sentence = comparisons.read(found.opened.catalogue, part.column, found.mine, access.usual(found.opened)).told
    remarks = told(found.opened, found.wishes)
    remarks += [_("Een verschil tussen gebieden zegt niet waar het door komt, en ook niet of het goed of slecht is.")]
    picture = _of_column(found.opened, part.column, drawn, sentence, remarks, part.column.marks)
    return pictures.answer(picture, extension, found.opened.origin, "regios", *_file_parts(part))


@require_safe
def region_map(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/indicatoren/<id>/kaart.svg`: the map of the same figures; with `?kaart=gebied` with real boundaries.

    With `?niveau=gemeente` and `?mijn=` the municipalities of that region, where boundaries were fetched.
    """
    if request.GET.get("niveau", "") == MUNICIPALITIES:
        return _municipal_map(request, name, extension)
    found, part = _asked(request, name)
    if not part.column.comparable:
        raise NotFound(
            _("Van een aantal maken we geen kaart"),
            _("Op een kaart van aantallen ziet u vooral hoeveel mensen ergens wonen. Kies een andere maat."),
            [Link(reverse("indicator", args=[name]), part.column.title)],
            _("Bekijk de cijfers hier:"),
        )
    known = found.opened.catalogue.regions
    year = maps.year_of(known, parse(part.column.period))
    spread = part.spread
    grades = maps.classes_of(spread.cells.values(), spread.decimals)
    held = access.boundaries(known, year) if found.wishes.map_form == maps.AREAS else None
    shown = maps.region_map(
        known, year, spread.cells, grades, spread.unit, lambda region: "", mine=found.mine, boundaries=held
    )
    drawn = drawn_maps.region_map(shown)
    picture = _of_column(found.opened, part.column, drawn, "", [shown.description], spread.marks)
    return pictures.answer(picture, extension, found.opened.origin, "kaart", *_file_parts(part))


def _municipal_map(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    opened = access.release()
    found = figures_of(request, opened, find(opened.catalogue, name))
    drawn, region = found.levels[0].map if found.levels else None, found.drawn_region
    if drawn is None or region is None:
        raise NotFound(
            _("Hier is geen plaatje van"),
            _("Een kaart van gemeenten is er van een regio waarvan de grenzen op deze site staan, niet van aantallen."),
            [Link(f"{reverse('indicator', args=[name])}?{request.META.get('QUERY_STRING', '')}", _("De gemeenten"))],
            _("Bekijk de cijfers hier:"),
        )
    column = found.levels[0].column
    shown = {mark for place in drawn.places if place.cell for mark in place.cell.marks}
    picture = _of_column(
        opened, column, drawn_maps.region_map(drawn), "", [drawn.description], shown, f"{drawn.title}, "
    )
    group = column.category if len(found.chosen.categories) > 1 else ""
    where = f"gemeenten-{access.addresses(opened).slug(region)}"
    parts = ("kaart", where, column.indicator.id, column.measure, group, slug(column.period))
    return pictures.answer(picture, extension, opened.origin, *parts)


@require_safe
def small_lines(request: HttpRequest, extension: str) -> HttpResponse:
    """`/vergelijk/reeksen.svg`: small lines of the first indicator of a comparison, with the choices of that page."""
    found = compare(access.release(), request.META.get("QUERY_STRING", ""))
    way = Link(f"{reverse('compare')}{found.wishes.query()}", _("Vergelijk regio’s"))
    rule.refuse(found.wishes, way)
    part = found.parts[0] if found.parts else None
    shown = lines_of(found, part, found.series(with_older=True)) if part else None
    if part is None or shown is None:
        raise NotFound(
            _("Hier is geen plaatje van"),
            _("Een lijn heeft minstens twee momenten met een cijfer nodig."),
            [way],
            _("Bekijk wat er wel is:"),
        )
    picture = _of_lines(found, part, shown)
    codes = [found.wishes.names.get(r.code) or found.where.slug(r) for r in found.regions]
    where = downloads.in_name(codes, "gebieden")
    return pictures.answer(picture, extension, found.opened.origin, "reeksen", *_file_parts(part)[:3], where)


def lines_of(
    found: Comparison, part: Part, series: ReleasedTable, addresses: Mapping[str, str] | None = None
) -> Multiples | None:
    """The small lines of a part of a comparison, of figures over time; None without a region with two figures."""
    rows = [o for o in series if o.indicator == part.column.indicator.id]
    links = addresses or {r.code: "" for r in found.regions}
    sources = access.sources(found.opened, rows)
    return multiples(sources, part.column, rows, found.regions, found.names, links, found.mine)


def _of_lines(found: Comparison, part: Part, shown: Multiples) -> Picture:
    column, trend = part.column, shown.trend
    measure = f"{column.words}, {column.group}" if column.group else column.words
    scale = _("Elke grafiek heeft dezelfde schaal, van %(low)s tot %(high)s.") % {"low": shown.low, "high": shown.high}
    drawn = {mark for cell in trend.cells for mark in cell.marks} | ({marks.BREAK} if trend.breaks else set())
    return pictures.made(
        found.opened,
        _("%(title)s, in de tijd") % {"title": column.title},
        f"{measure}. {trend.when}. {scale}",
        [drawn_multiples.small_lines(shown)],
        trend.source,
        spoken=" ".join(small.spoken for small in shown.smalls),
        remarks=[
            *told(found.opened, found.wishes),
            *drawn_multiples.remarks(shown, column.comparable, bool(found.mine)),
            *blocks.note_words(trend.notes),
        ],
        marks=[mark for mark in marks.ALL if mark in drawn],
    )


def _asked(request: HttpRequest, name: str) -> tuple[Comparison, Part]:
    """The figures that are asked for. Raises NotFound when the release has none of these regions."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    found = compare(opened, request.META.get("QUERY_STRING", ""), indicator)
    way = Link(reverse("indicator", args=[name]), str(indicator.name))
    rule.refuse(found.wishes, way)
    if not found.parts:
        raise NotFound(
            _("Hier is geen plaatje van"),
            _("Van deze keuze staan er geen cijfers per gebied in deze uitgave."),
            [way],
            _("Bekijk wat er wel is:"),
        )
    return found, found.parts[0]


def _of_column(
    opened: Release,
    column: Column,
    drawn: dots.Drawing,
    sentence: str,
    remarks: list[str],
    shown: set[Mark],
    place: str = "",
) -> Picture:
    """A picture of one figure of many regions; `place` stands before the period, where it is not the whole country."""
    star = column.mark.sign if column.mark else ""
    measure = f"{column.words}, {column.group}" if column.group else column.words
    return pictures.made(
        opened,
        column.title,
        f"{measure}. {place}{column.when}{star}",
        [drawn],
        column.source,
        spoken=sentence or remarks[0],
        sentence=sentence,
        remarks=[*remarks, *blocks.note_words(column.notes)],
        marks=[mark for mark in marks.ALL if mark in shown],
    )


def _file_parts(part: Part) -> tuple[str, ...]:
    column = part.column
    group = column.category if len(part.chosen.categories) > 1 else ""
    return (column.indicator.id, column.measure, group, slug(column.period))
