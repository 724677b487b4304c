"""What every page needs around its content; it reads no release, so that an error page can use it too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

import impactmonitor

MENU = (("regions", "Regio’s"), ("indicators", "Indicatoren"), ("explanation", "Uitleg"))
_PARTS = {"/landelijk/": "/regio/", "/gemeente/": "/regio/"}


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Menu with the part of the site in which the page lies, and the version of the software."""
    here = "/" + request.path.lstrip("/").split("/")[0] + "/"
    here = _PARTS.get(here, here)
    return {
        "menu": [{"address": reverse(page), "name": name, "here": reverse(page) == here} for page, name in MENU],
        "software": impactmonitor.__version__,
    }
