"""Files: one region, one region in one period, one indicator, the whole release, the codebook."""

from __future__ import annotations

import difflib
import functools

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.periods import meant, slug
from impactmonitor.present import numbers
from impactmonitor.present.files import contents, formats, write
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.web import access, downloads
from impactmonitor.web.errors import Link, NotFound

Answer = HttpResponse | StreamingHttpResponse

OWN = "eigen-cijfers"
"""Stands where a period stands: the figures that a region delivered itself."""


@require_safe
def region(request: HttpRequest, family: str, name: str, extension: str, moment: str = "") -> Answer:
    """`/download/regio/<slug>.<ext>` and `/download/regio/<slug>/<period>.<ext>`."""
    opened = access.release()
    found = find_region(opened, family, name)
    downloads.find_format(extension)
    where = access.addresses(opened)
    place = with_type(found)
    if moment == OWN:
        return _own(request, found, extension, where.slug(found), _("Eigen cijfers: {place}").format(place=place))
    period = find_period(opened, found, moment) if moment else ""
    selection = Selection(regions=(found.code,), periods=(period,) if period else ())
    title = (
        _("Alle cijfers: {place}, {period}").format(place=place, period=numbers.period(period))
        if period
        else _("Alle cijfers: {place}").format(place=place)
    )
    if not opened.count(selection):
        raise _nothing(_("In deze uitgave staan geen cijfers van {place}.").format(place=place))
    parts = (where.slug(found), slug(period) if period else "")
    return _selected(request, opened, selection, extension, *parts, title=title)


def _own(request: HttpRequest, found: Region, extension: str, name: str, title: str) -> Answer:
    opened = access.local_release()
    table = opened.select(Selection(regions=(found.code,))) if opened else None
    if not table:
        raise _nothing(_("Van dit gebied staan hier geen cijfers die de regio zelf heeft aangeleverd."))
    return _described(request, downloads.file_response(table, extension, name, OWN, title=title))


@require_safe
def indicator(request: HttpRequest, name: str, extension: str) -> Answer:
    """`/download/indicator/<id>.<ext>`: all regions and periods."""
    opened = access.release()
    found = find_indicator(opened.catalogue, name)
    downloads.find_format(extension)
    selection = Selection(indicators=(found.id,))
    if not opened.count(selection):
        raise _nothing(_("In deze uitgave staan geen cijfers van ‘{name}’.").format(name=found.name))
    title = _("Alle cijfers: {name}").format(name=found.name)
    return _selected(request, opened, selection, extension, found.id, title=title)


@require_safe
def release(request: HttpRequest, extension: str) -> Answer:
    """`/download/uitgave.<ext>`: every figure of the release."""
    opened = access.release()
    title = _("Alle cijfers van de uitgave")
    return _selected(request, opened, Selection(), extension, "uitgave", title=title)


@require_safe
def codebook(request: HttpRequest, extension: str) -> HttpResponse:
    """`/download/codeboek.<ext>`: every code that occurs in the release."""
    opened = access.release()
    kind = downloads.find_format(extension, formats.OF_CODEBOOK)
    name = downloads.file_name(kind.extension, opened.id, opened.origin, "codeboek")
    return downloads.attachment(write.codebook(kind, of_release(opened)), kind, name)


def of_release(opened: Release) -> Contents:
    """What must be known of all figures together, in the current language; made once per release and language."""
    return _of_release(opened, language.current())


@functools.lru_cache(maxsize=8)
def _of_release(opened: Release, _language: str) -> Contents:
    return contents.of_selection(opened, Selection(), _("Codeboek van de uitgave"))


def _selected(
    request: HttpRequest, opened: Release, selection: Selection, extension: str, *parts: str, title: str
) -> Answer:
    stem = request.path.rpartition(".")[0]
    return _described(request, downloads.selected(opened, selection, extension, *parts, title=title, stem=stem))


def _described(request: HttpRequest, response: Answer) -> Answer:
    """With the address of what describes the figures; who only asks for the headers makes no large file."""
    response["Link"] = f'<{reverse("download-codebook")}>; rel="describedby"'
    if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
        response.close()
        return HttpResponse(headers=dict(response.items()))
    return response


def find_region(opened: Release, family: str, name: str) -> Region:
    """The region with this name in its address. Raises NotFound with regions of nearly that name."""
    where = access.addresses(opened)
    found = where.find(family, name)
    if found is None:
        near = where.near(name.replace("-", " "))
        raise NotFound(
            _("Deze regio kennen we niet"),
            _("Er is geen gebied met de naam ‘{name}’ om cijfers van te downloaden.").format(name=name[:60]),
            [*(Link(chooser(opened, r), with_type(r)) for r in near), _all()],
        )
    return found


def chooser(opened: Release, found: Region) -> str:
    """Address of the page with all files of a region."""
    where = access.addresses(opened)
    if found.type == "NL":
        return f"{reverse('download')}landelijk/"
    return f"{reverse('download')}{where.family(found)}/{where.slug(found)}/"


def find_period(opened: Release, found: Region, name: str) -> str:
    """The period with this name in an address, of which the region has figures. Raises NotFound."""
    known = access.coverage(opened).periods_of(found.code)
    code = meant(name, opened.periods)
    if not code:
        sentence = _("Over ‘{period}’ staan in deze uitgave geen cijfers van {place}.")
        ways = [Link(chooser(opened, found), _("Alle bestanden van {place}").format(place=found.name))] if known else []
        raise NotFound(
            _("Deze cijfers zijn er niet"),
            sentence.format(period=name[:40], place=found.name),
            [*ways, _all()],
            _("Kies in plaats daarvan:"),
        )
    return code


def find_indicator(catalogue: Catalogue, name: str) -> Indicator:
    """The indicator with this id. Raises NotFound with indicators of nearly that id."""
    found = catalogue.indicators.get(name)
    if found is None:
        near = difflib.get_close_matches(name, list(catalogue.indicators), 4, 0.5)
        raise NotFound(
            _("Dit cijfer kennen we niet"),
            _("Er is geen cijfer met de naam ‘{name}’.").format(name=name[:60]),
            [*(Link(f"{reverse('download')}indicator/{n}/", str(catalogue.indicators[n].name)) for n in near), _all()],
        )
    return found


def _nothing(sentence: str) -> NotFound:
    return NotFound(_("Deze cijfers zijn er niet"), sentence, [_all()], _("Kies in plaats daarvan:"))


def _all() -> Link:
    return Link(reverse("download"), _("Alles wat u kunt downloaden"))
