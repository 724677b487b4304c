"""Addresses of series, and of pictures of figures."""

from __future__ import annotations

from django.urls import URLPattern, path

from impactmonitor.present.files import formats
from impactmonitor.web.views import pictures, series

_NATIONAL = {"family": "landelijk", "slug": ""}


def _figures(base: str, fixed: dict[str, str]) -> list[URLPattern]:
    """Pictures of one figure, beside the page that shows it."""
    return [
        path(f"{base}<str:period>/<str:part>.{kind.extension}", pictures.figure, fixed | {"extension": kind.extension})
        for kind in formats.PICTURES
    ]


urlpatterns = [
    *_figures("landelijk/", _NATIONAL),
    *_figures("regio/<str:slug>/", {"family": "regio"}),
    *_figures("gemeente/<str:slug>/", {"family": "gemeente"}),
    *(
        path(f"vergelijk/reeksen.{kind.extension}", pictures.small_lines, {"extension": kind.extension})
        for kind in formats.PICTURES
    ),
    path("tijdreeksen/", series.overview, name="series-list"),
    path("tijdreeksen/<str:name>.<slug:extension>", series.file, name="series-file"),
    path("tijdreeksen/<str:name>/", series.show, name="series"),
    path("indicatoren/<str:name>/regios.<slug:extension>", pictures.regions, name="indicator-dots"),
    path("indicatoren/<str:name>/kaart.<slug:extension>", pictures.region_map, name="indicator-map"),
]
