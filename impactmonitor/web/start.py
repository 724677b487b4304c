"""What a server process does before its first visitor, so that the first page is about as quick as the next."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from impactmonitor.exceptions import ReleaseError
from impactmonitor.present.charts.render import get_ready
from impactmonitor.tables import Origin
from impactmonitor.web import access, site

_TEMPLATES = Path(__file__).parent / "templates"


def prepare(application: WSGIHandler) -> None:
    """Load the renderer, compile every template, and make one page of a region of each site whose release is there.

    Making a page opens the release and imports the views. What goes wrong here is left to the page that needs it.
    """
    get_ready()
    for path in sorted(_TEMPLATES.rglob("*.html")):
        with contextlib.suppress(TemplateDoesNotExist, TemplateSyntaxError):
            get_template(path.relative_to(_TEMPLATES).as_posix())
    for address in _addresses():
        environ: dict[str, object] = {"PATH_INFO": address, "HTTP_HOST": "localhost"}
        setup_testing_defaults(environ)
        application(environ, _to_nobody).close()


def _to_nobody(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    return lambda body: None


def _addresses() -> Iterator[str]:
    for origin in (Origin.OFFICIAL, Origin.DEMO):
        with contextlib.suppress(ReleaseError), site.use(site.Site(origin)):
            opened = access.release()
            regions = opened.catalogue.regions
            for region in regions.of_type("VT", regions.latest_year)[:1]:
                yield access.addresses(opened).path(region)
