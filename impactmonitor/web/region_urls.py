"""Addresses of the pages of a region, a municipality and the Netherlands, and of their figures as files and frames."""

from __future__ import annotations

from django.urls import URLPattern, path

from impactmonitor.web import converters  # noqa: F401 (it registers `file`)
from impactmonitor.web.views import local, region, regions, report

_NATIONAL = {"family": "landelijk", "slug": ""}


def _of(base: str, fixed: dict[str, str]) -> list[URLPattern]:
    """Addresses below `base`. A part is a theme or an indicator; a period may be left out before a theme."""
    return [
        path(f"{base}<str:period>/", region.show, fixed),
        path(f"{base}<str:period>/{report.FILE}", report.show, fixed),
        path(f"{base}<str:period>/cijfers.<file:extension>", region.download, fixed),
        path(f"{base}<str:period>/<str:part>.<file:extension>", region.download, fixed),
        path(f"{base}<str:period>/<str:part>/", region.show, fixed),
        path(f"insluiten/{base}<str:period>/<str:part>/", region.embed, fixed),
    ]


urlpatterns = [
    path("regio/", regions.show, name="regions"),
    path("landelijk/", region.show, _NATIONAL, name="national"),
    path(f"landelijk/{report.FILE}", report.show, _NATIONAL),
    path("landelijk/cijfers.<file:extension>", region.download, _NATIONAL),
    path("landelijk/<str:part>.<file:extension>", region.download, _NATIONAL),
    *_of("landelijk/", _NATIONAL),
]
for family in ("regio", "gemeente"):
    fixed = {"family": family}
    urlpatterns += [
        path(f"{family}/<str:slug>/", region.show, fixed),
        path(f"{family}/<str:slug>/{local.FILE}", local.download, fixed),
        path(f"{family}/<str:slug>/{report.FILE}", report.show, fixed),
        path(f"{family}/<str:slug>/cijfers.<file:extension>", region.download, fixed),
        path(f"{family}/<str:slug>/<str:part>.<file:extension>", region.download, fixed),
        *_of(f"{family}/<str:slug>/", fixed),
    ]
