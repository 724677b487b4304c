"""Addresses below `/download/`: pages end in a slash, files in their kind."""

from __future__ import annotations

from django.urls import path

from impactmonitor.web.views import download, download_page

_national = {"family": "landelijk", "name": ""}

urlpatterns = [
    path("download/", download_page.show, name="download"),
    path("download/uitgave.<str:extension>", download.release, name="download-release"),
    path("download/codeboek/", download_page.codebook, name="download-codebook"),
    path("download/codeboek.<str:extension>", download.codebook),
    path("download/indicator/<str:name>/", download_page.indicator, name="download-indicator"),
    path("download/indicator/<str:name>.<str:extension>", download.indicator),
    path("download/landelijk/", download_page.region, _national),
    path("download/landelijk.<str:extension>", download.region, _national),
    path("download/landelijk/<str:moment>.<str:extension>", download.region, _national),
]
for family in ("regio", "gemeente"):
    here = {"family": family}
    urlpatterns += [
        path(f"download/{family}/<str:name>/", download_page.region, here),
        path(f"download/{family}/<str:name>.<str:extension>", download.region, here),
        path(f"download/{family}/<str:name>/<str:moment>.<str:extension>", download.region, here),
    ]
