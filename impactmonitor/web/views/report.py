"""Documents: of a region, of an indicator, of a policy question for a region, and all for the conversation about it."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from impactmonitor import settings
from impactmonitor.catalogue.regions import Region
from impactmonitor.exceptions import ReleaseError
from impactmonitor.language import gettext as _
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.reports.workbook.indicator import inside
from impactmonitor.web import access, asked, questions, reports, site
from impactmonitor.web.addresses import indicator_path, question_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.peers import Peers
from impactmonitor.web.reports import Kind, Offered
from impactmonitor.web.views import region_address
from impactmonitor.web.views.indicator import find
from impactmonitor.web.wishes import ALIKE, fields

FILE, KIT = reports.PDF.file, "gesprek.pdf"


@require_safe
def show(
    request: HttpRequest, family: str, slug: str, period: str = "", kind: Kind = reports.PDF
) -> HttpResponse | FileResponse:
    """The whole region in one document. Raises NotFound for a region or period without figures of its own."""
    wanted = region_address.read(request, family, slug, period, "", ending=kind.file)
    if isinstance(wanted, HttpResponseRedirect):
        return wanted
    if not _held(wanted.opened, wanted.region, wanted.period):
        path = access.addresses(wanted.opened).path(wanted.region)
        sentence = _("Van {place} zijn er over deze periode geen cijfers om een {document} van te maken.")
        raise NotFound(
            _("Dit bestand is er niet"),
            sentence.format(place=with_type(wanted.region), document=_(kind.name)),
            [Link(path, with_type(wanted.region))],
            _("Bekijk in plaats daarvan:"),
        )
    made = reports.document(wanted.opened, wanted.region.code, wanted.period or "", kind=kind)
    where = access.addresses(wanted.opened)
    return reports.sent(wanted.opened, made, kind, where.slug(wanted.region), wanted.period or "")


@require_safe
def of_indicator(request: HttpRequest, name: str, kind: Kind) -> FileResponse:
    """`/indicatoren/<id>/werkmap.xlsx`: the indicator for all regions. Raises NotFound when there is none."""
    opened = access.release()
    indicator = find(opened.catalogue, name)
    try:
        inside(opened, indicator)
    except ReleaseError as error:
        ways = [Link(indicator_path(indicator.id), str(indicator.name))]
        raise NotFound(_("Dit bestand is er niet"), str(error), ways, _("Bekijk in plaats daarvan:")) from error
    return reports.sent(opened, reports.document(opened, indicator=indicator.id, kind=kind), kind, indicator.id)


@require_safe
def of_question(request: HttpRequest, name: str, word: str, kit: bool = False) -> HttpResponse | FileResponse:
    """`/vragen/<question>/<region>/rapport.pdf`; with `kit` `/…/gesprek/gesprek.pdf`, all for the conversation."""
    opened, where = access.release(), access.addresses(access.release())
    route = questions.find_route(opened, name)
    tail = ("gesprek", KIT) if kit else (FILE,)

    def address(other: str) -> str:
        return question_path(route.id, other, *tail[:-1]) + tail[-1]

    region = questions.find_region(opened, word, address)
    query = request.META.get("QUERY_STRING", "")
    if where.word(region) != word:
        return HttpResponseRedirect(address(where.word(region)) + (f"?{query}" if query else ""))
    page, root = question_path(route.id, word, *tail[:-1]), settings.load().address
    peers = _beside(opened, region, query, page)
    others = [r.code for r in peers.regions if r != region] if peers else []
    weights = peers.wishes.weights.own if peers and ALIKE in peers.wishes.sets else None
    page += peers.query if peers else ""
    made = reports.of_question(
        opened,
        region.code,
        route.id,
        kit=kit,
        others=others,
        weights=weights,
        address=f"{root}{page}" if root else "",
    )
    parts = (route.id, *(("gesprek",) if kit else ()), where.word(region), *(("vergeleken",) if others else ()))
    return reports.sent(opened, made, reports.PDF, *parts)


def _beside(opened: Release, region: Region, query: str, page: str) -> Peers | None:
    """The regions that an address puts beside the own one; without a choice None.

    Raises NotFound for what nobody knows and for too much, with the way to the page, which shows the rest.
    """
    if "regio" not in fields(query):
        return None
    peers = Peers(opened, region, query)
    asked.refuse(peers.wishes, Link(page, str(region.name)))
    return peers


def documents_of(opened: Release, region: Region, period: str | None) -> list[Offered]:
    """The documents of a region; in a copy of the site in files only Veilig Thuis regions and the country have them."""
    if (site.current().static and region.type not in ("VT", "NL")) or not _held(opened, region, period):
        return []
    return reports.offered(access.addresses(opened).path(region, period or ""), reports.OF_REGION)


def _held(opened: Release, region: Region, period: str | None) -> bool:
    """Whether there is something to report."""
    if region.type == "NL" and period is None:
        return True
    return period in access.coverage(opened).periods_of(region.code)
