"""Headers on every answer: no script, no request to elsewhere, no frame around the site, https when it has that."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from impactmonitor import settings

_STRICT = "max-age=31536000"
"""A browser that came by https comes by https for a year. Other names below the domain are not ours to decide on."""
EMBEDDED = "/insluiten/"
"""Pages below this path are made to stand in a frame on another site; no other page may."""


def policy(ancestors: str = "'none'") -> str:
    """The content security policy, with who may show the page in a frame."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        )
    )


_USUAL, _EMBEDDED = policy(), policy("*")


class SafeHeaders:
    """Middleware that sets the content security policy and forbids what the site does not use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.secure = settings.load().address.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self.secure:
            response["Strict-Transport-Security"] = _STRICT
        embedded = request.path_info.startswith(EMBEDDED)  # the prefix of the site has been taken off by now
        response["Content-Security-Policy"] = _EMBEDDED if embedded else _USUAL
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        page = response.headers.get("Content-Type", "").startswith("text/html")
        response["Cross-Origin-Resource-Policy"] = "same-origin" if page and not embedded else "cross-origin"
        if not request.path_info.startswith("/static/"):
            response.setdefault("Cache-Control", "no-cache")
        return response
