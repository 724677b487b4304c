"""Reports as PDF: of a region, of a policy question for a region, and everything for the conversation about it."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from impactmonitor.language import gettext as _
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.web import access, downloads, questions, reports
from impactmonitor.web.addresses import question_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views import region_address
from impactmonitor.web.views.region_address import Asked

FILE, KIT = "rapport.pdf", "gesprek.pdf"


@require_safe
def show(request: HttpRequest, family: str, slug: str, period: str = "") -> HttpResponse | FileResponse:
    """The whole region in one document. Raises NotFound for a region or period without figures of its own."""
    asked = region_address.read(request, family, slug, period, "", ending=FILE)
    if isinstance(asked, HttpResponseRedirect):
        return asked
    if not offered(asked):
        path = access.addresses(asked.opened).path(asked.region)
        sentence = _("Van {place} zijn er over deze periode geen cijfers om een rapport van te maken.")
        raise NotFound(
            _("Dit rapport is er niet"),
            sentence.format(place=with_type(asked.region)),
            [Link(path, with_type(asked.region))],
            _("Bekijk in plaats daarvan:"),
        )
    made = reports.report(asked.opened, asked.region.code, asked.period or "")
    where = access.addresses(asked.opened)
    return _sent(asked.opened, made, where.slug(asked.region), asked.period or "")


@require_safe
def of_question(request: HttpRequest, name: str, word: str, kit: bool = False) -> HttpResponse | FileResponse:
    """`/vragen/<question>/<region>/rapport.pdf`; with `kit` `/…/gesprek/gesprek.pdf`, all for the conversation."""
    opened, where = access.release(), access.addresses(access.release())
    route = questions.find_route(opened, name)
    tail = ("gesprek", KIT) if kit else (FILE,)

    def address(other: str) -> str:
        return question_path(route.id, other, *tail[:-1]) + tail[-1]

    region = questions.find_region(opened, word, address)
    if where.word(region) != word:
        return HttpResponseRedirect(address(where.word(region)))
    made = reports.report(opened, region.code, question=route.id, kit=kit)
    parts = (route.id, *(("gesprek",) if kit else ()), where.word(region))
    return _sent(opened, made, *parts)


def _sent(opened: Release, made: Path, *parts: str) -> FileResponse:
    """The document, under a name that says what is in it."""
    name = downloads.file_name("pdf", opened.id, opened.origin, *parts)
    return FileResponse(made.open("rb"), content_type="application/pdf", filename=name)


def offered(asked: Asked) -> bool:
    """Whether there is something to report."""
    if asked.region.type == "NL" and asked.period is None:
        return True
    return asked.period in access.coverage(asked.opened).periods_of(asked.region.code)
