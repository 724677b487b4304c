"""Addresses of series, and of pictures of figures."""

from __future__ import annotations

from django.urls import path

from impactmonitor.web.views import pictures, series

urlpatterns = [
    path("tijdreeksen/", series.overview, name="series-list"),
    path("tijdreeksen/<str:name>.<slug:extension>", series.file, name="series-file"),
    path("tijdreeksen/<str:name>/", series.show, name="series"),
    path("indicatoren/<str:name>/regios.<slug:extension>", pictures.regions, name="indicator-dots"),
    path("indicatoren/<str:name>/kaart.<slug:extension>", pictures.region_map, name="indicator-map"),
]
