"""Pages for what went wrong, in the language of the site: what it is, and what to do now."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from impactmonitor.exceptions import ReleaseError, ReportError, StorageError
from impactmonitor.language import gettext as _
from impactmonitor.web import site

logger = logging.getLogger("django.impactmonitor")
"""Below that of Django, so that it goes where its errors go."""


def printable(text: str) -> str:
    """What a visitor typed, as it may stand in a page: without control characters."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


@dataclass(frozen=True)
class Link:
    """A way on from an error page."""

    address: str
    name: str


class NotFound(Http404):
    """A page that does not exist, with a sentence and ways on; with status 400 one that asks too much."""

    def __init__(
        self, title: str, sentence: str, links: Sequence[Link] = (), lead: str = "", status: int = 404
    ) -> None:
        super().__init__(sentence)
        self.title = title
        self.sentence = printable(sentence)
        self.links = tuple(links)
        self.lead = lead or _("Misschien zoekt u:")
        self.status = status


class Busy(Exception):
    """There is no room for this answer now."""


def _page(
    request: HttpRequest, status: int, title: str, sentence: str, links: Sequence[Link] = (), lead: str = ""
) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "links": links, "links_lead": lead, "status": status}
    return render(request, "pages/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    sentence = _("De browser vroeg iets dat deze site niet begrijpt. Begin opnieuw bij de homepagina.")
    return _page(request, 400, _("Deze vraag kan de site niet lezen"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with near matches when the view knew them."""
    if isinstance(exception, NotFound):
        return _page(request, exception.status, exception.title, exception.sentence, exception.links, exception.lead)
    sentence = _("Het adres klopt niet, of de pagina is verplaatst. Zoek hieronder een regio, gemeente of cijfer.")
    return _page(request, 404, _("Deze pagina bestaat niet"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    sentence = _("Deze pagina kon niet worden gemaakt. Het ligt niet aan u. Probeer het over een paar minuten opnieuw.")
    return _page(request, 500, _("Er ging iets mis"), sentence)


def _not_made(request: HttpRequest, exception: ReportError | StorageError) -> HttpResponse:
    """A document that could not be made. Why is for who runs the site; visitors hear what they can do."""
    logger.error("%s was not made: %s", request.path, exception)
    full = isinstance(exception, StorageError)
    sentence = _("Dit bestand kon niet worden gemaakt. Dezelfde cijfers en uitleg staan op de pagina’s.")
    if full:
        sentence = _(
            "De server heeft nu geen ruimte om dit bestand te maken. Dezelfde cijfers en uitleg staan op de pagina’s. "
            "Probeer het later opnieuw."
        )
    response = _page(request, 503 if full else 500, _("Dit bestand is er nu niet"), sentence)
    if full:
        response["Retry-After"] = "300"
    return response


class NoRelease:
    """Middleware: without a release in force every page says so, with status 503; so does an answer without room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for a missing or damaged release, and when there is no room; other errors go on."""
        if isinstance(exception, Busy):
            sentence = _("Er worden nu veel grote bestanden tegelijk opgehaald. Probeer het over een minuut opnieuw.")
            response = _page(request, 503, _("Het is even te druk"), sentence)
            response["Retry-After"] = "60"
            return response
        if isinstance(exception, ReportError | StorageError):
            return _not_made(request, exception)
        if not isinstance(exception, ReleaseError):
            return None
        sentence = _(
            "Er is nu geen uitgave met cijfers die te lezen is. Probeer het later opnieuw. Beheert u deze site? Maak "
            "dan een uitgave met het commando: {command}"
        ).format(command="impactmonitor demo build" if site.current().demo else "impactmonitor build")
        response = _page(request, 503, _("De cijfers zijn er even niet"), sentence)
        response["Retry-After"] = "300"
        return response
