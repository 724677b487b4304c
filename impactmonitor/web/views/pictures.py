"""Pictures of figures that pages show: all regions as dots, and the map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparisons
from impactmonitor.periods import parse, slug
from impactmonitor.present import maps, marks
from impactmonitor.present.marks import Mark
from impactmonitor.present.pictures import blocks, dots
from impactmonitor.present.pictures import maps as drawn_maps
from impactmonitor.present.pictures.picture import Picture
from impactmonitor.web import access, pictures
from impactmonitor.web.comparison import Comparison, Part, compare
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views.indicator import find


@require_safe
def regions(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/indicatoren/<id>/regios.svg`: regions as dots; `?meting=`, `?groep=`, `?periode=`, `?regio=`, `?mijn=`."""
    found, part = _asked(request, name)
    drawn = dots.dots(part.column, found.regions, found.names, found.mine)
    sentence = comparisons.say(part.column, found.names, found.mine)
    remarks = [_("Een verschil tussen gebieden zegt niet waar het door komt, en ook niet of het goed of slecht is.")]
    picture = _of_part(found, part, drawn, sentence, remarks, part.column.marks)
    return pictures.answer(picture, extension, found.opened.origin, "regios", *_file_parts(part))


@require_safe
def region_map(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/indicatoren/<id>/kaart.svg`: the map of the same figures; with `?kaart=gebied` with real boundaries."""
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
    picture = _of_part(found, part, drawn_maps.region_map(shown), "", [shown.description], spread.marks)
    return pictures.answer(picture, extension, found.opened.origin, "kaart", *_file_parts(part))


def _asked(request: HttpRequest, name: str) -> tuple[Comparison, Part]:
    """The figures that are asked for. Raises NotFound when the release has none of these regions."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    found = compare(opened, request.META.get("QUERY_STRING", ""), indicator)
    if not found.parts or found.wishes.unknown:
        raise NotFound(
            _("Hier is geen plaatje van"),
            _("Van deze keuze staan er geen cijfers per gebied in deze uitgave."),
            [Link(reverse("indicator", args=[name]), str(indicator.name))],
            _("Bekijk wat er wel is:"),
        )
    return found, found.parts[0]


def _of_part(
    found: Comparison, part: Part, drawn: dots.Drawing, sentence: str, remarks: list[str], shown: set[Mark]
) -> Picture:
    column = part.column
    star = column.mark.sign if column.mark else ""
    measure = f"{column.words}, {column.group}" if column.group else column.words
    return pictures.made(
        found.opened,
        column.title,
        f"{measure}. {column.when}{star}",
        [drawn],
        column.source,
        [column.indicator.source or ""],
        spoken=sentence or remarks[0],
        sentence=sentence,
        remarks=[*remarks, *blocks.note_words(column.notes)],
        marks=[mark for mark in marks.ALL if mark in shown],
    )


def _file_parts(part: Part) -> tuple[str, ...]:
    column = part.column
    group = column.category if len(part.chosen.categories) > 1 else ""
    return (column.indicator.id, column.measure, group, slug(column.period))
