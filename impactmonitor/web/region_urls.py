"""Addresses of the pages of a region, a municipality and the Netherlands, and of their figures as files and frames."""

from __future__ import annotations

from django.urls import URLPattern, path

from impactmonitor.web import converters, reports  # noqa: F401 (the first registers `file`)
from impactmonitor.web.views import local, region, regions, report, year

_NATIONAL = {"family": "landelijk", "slug": ""}


def _documents(base: str, fixed: dict[str, str]) -> list[URLPattern]:
    """Addresses of the documents that belong to a page; they come before those of a part."""
    return [path(f"{base}{kind.file}", report.show, {**fixed, "kind": kind}) for kind in reports.OF_REGION]


def _of(base: str, fixed: dict[str, str]) -> list[URLPattern]:
    """Addresses below `base`. A part is a theme or an indicator; a period may be left out before a theme."""
    return [
        path(f"{base}<str:period>/", region.show, fixed),
        *_documents(f"{base}<str:period>/", fixed),
        path(f"{base}<str:period>/cijfers.<file:extension>", region.download, fixed),
        path(f"{base}<str:period>/<str:part>.<file:extension>", region.download, fixed),
        path(f"{base}<str:period>/<str:part>/", region.show, fixed),
        path(f"insluiten/{base}<str:period>/<str:part>/", region.embed, fixed),
    ]


urlpatterns = [
    path("regio/", regions.show, name="regions"),
    path("landelijk/", region.show, _NATIONAL, name="national"),
    *_documents("landelijk/", _NATIONAL),
    path("landelijk/jaarbericht/", year.newest),
    path("landelijk/jaarbericht/<str:word>/", year.show, name="year-report"),
    path(f"landelijk/jaarbericht/<str:word>/{year.FILE}", year.document),
    path(f"landelijk/jaarbericht/<str:word>/{year.FACTSHEET}", year.document, {"factsheet": True}),
    path("landelijk/cijfers.<file:extension>", region.download, _NATIONAL),
    path("landelijk/<str:part>.<file:extension>", region.download, _NATIONAL),
    *_of("landelijk/", _NATIONAL),
]
for family in ("regio", "gemeente"):
    fixed = {"family": family}
    urlpatterns += [
        path(f"{family}/<str:slug>/", region.show, fixed),
        path(f"{family}/<str:slug>/{local.FILE}", local.download, fixed),
        *_documents(f"{family}/<str:slug>/", fixed),
        path(f"{family}/<str:slug>/cijfers.<file:extension>", region.download, fixed),
        path(f"{family}/<str:slug>/<str:part>.<file:extension>", region.download, fixed),
        *_of(f"{family}/<str:slug>/", fixed),
    ]
