"""Addresses of the site, in Dutch. The state of a page is in its address."""

from __future__ import annotations

from django.urls import path

from impactmonitor.web import chart_urls, download_urls, question_urls, region_urls, reports
from impactmonitor.web.views import (
    comparable,
    compare,
    crawlers,
    explanation,
    feeds,
    guide,
    home,
    indicator,
    indicator_list,
    releases,
    report,
    search,
)

handler400 = "impactmonitor.web.errors.bad_request"
handler404 = "impactmonitor.web.errors.not_found"
handler500 = "impactmonitor.web.errors.server_error"

urlpatterns = [
    path("", home.show, name="home"),
    path("zoek/", search.show, name="search"),
    *region_urls.urlpatterns,
    *chart_urls.urlpatterns,
    *question_urls.urlpatterns,
    path("indicatoren/", indicator_list.show, name="indicators"),
    path("indicatoren/indicatoren.csv", indicator_list.download, name="indicators-csv"),
    path("indicatoren/<str:name>/", indicator.show, name="indicator"),
    path("indicatoren/<str:name>/<str:period>/", indicator.show, name="indicator-period"),
    path("indicatoren/<str:name>/cijfers.csv", indicator.download, name="indicator-csv"),
    path("indicatoren/<str:name>/cijfers.<str:extension>", indicator.download, name="indicator-file"),
    *(
        path(f"indicatoren/<str:name>/{kind.file}", report.of_indicator, {"kind": kind})
        for kind in reports.OF_INDICATOR
    ),
    path("vergelijk/", compare.show, name="compare"),
    path("vergelijk/cijfers.<str:extension>", compare.download, name="compare-figures"),
    path("vergelijk/reeksen.<str:extension>", compare.download, {"series": True}, name="compare-series"),
    path("vergelijk/<str:indicator>/", compare.show, name="compare-indicator"),
    path("vergelijkbaar/", comparable.show, name="comparable-all"),
    path("vergelijkbaar/<str:slug>/", comparable.show, name="comparable"),
    *download_urls.urlpatterns,
    path("uitleg/", explanation.show, name="explanation"),
    path("uitleg/soorten-cijfers/", guide.kinds, name="kinds-of-figures"),
    path("uitleg/rondleiding/", guide.tour_start, name="tour"),
    path("uitleg/rondleiding/<str:name>/", guide.tour_step, name="tour-step"),
    path("uitleg/oefeningen/", guide.exercise_list, name="exercises"),
    path("uitleg/oefeningen/<str:name>/", guide.exercise, name="exercise"),
    path("uitleg/oefeningen/<str:name>/antwoord/", guide.exercise_answer, name="exercise-answer"),
    path("uitleg/<str:slug>/", explanation.page, name="explanation-page"),
    path("uitleg/bronnen/<str:name>/", explanation.source, name="source"),
    path("uitgaven/", releases.listed, name="releases"),
    path("uitgaven.atom", feeds.atom, name="feed"),
    path("uitgaven/<str:name>/", releases.show, name="release"),
    path(f"uitgaven/<str:name>/{releases.FILE}", releases.download, name="release-csv"),
    path("agenda.ics", feeds.agenda, name="agenda"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
]
