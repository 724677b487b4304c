"""All indicators in one crossing table: source, level, series and status, also of what does not exist yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region, fold
from impactmonitor.catalogue.schema import Indicator, Theme
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present import numbers
from impactmonitor.present.choices import Choice
from impactmonitor.present.coverage import LEVELS, Coverage, Reach, newest_first
from impactmonitor.present.files import formats
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.web import access, asked
from impactmonitor.web.addresses import indicator_path, series_path
from impactmonitor.web.downloads import csv_file, file_name
from impactmonitor.web.errors import Link, printable
from impactmonitor.web.views.home import typed_names

HAS = (
    ("land", gettext_noop("land")),
    ("regio", gettext_noop("regio")),
    ("gemeente", gettext_noop("gemeente")),
    ("reeks", gettext_noop("reeks")),
)
LEVEL_NAMES = {"land": gettext_noop("Land"), "regio": gettext_noop("Regio"), "gemeente": gettext_noop("Gemeente")}
CADENCES = {
    "half-year": gettext_noop("Elk halfjaar"),
    "year": gettext_noop("Elk jaar"),
    "quarter": gettext_noop("Elk kwartaal"),
    "month": gettext_noop("Elke maand"),
    "two-yearly": gettext_noop("Elke twee jaar"),
    "four-yearly": gettext_noop("Elke vier jaar"),
    "once": gettext_noop("Eén meting"),
    "cohort": gettext_noop("Per cohort"),
    "irregular": gettext_noop("Onregelmatig"),
    "unknown": "",
}
_STATES = {
    "all": gettext_noop("cijfers"),
    "some": gettext_noop("deels"),
    "absent": gettext_noop("ontbreekt in deze uitgave"),
    "never": gettext_noop("niet voor dit gebied"),
}


@dataclass(frozen=True)
class Cross:
    """A cell of the table: how far this release reaches at one level, and where those figures are."""

    level: str
    name: str
    reach: Reach
    address: str


@dataclass(frozen=True)
class Own:
    """What a region has of an indicator: its newest period, and where that figure is."""

    period: str
    address: str


@dataclass(frozen=True)
class Line:
    """An indicator as a row."""

    indicator: Indicator
    source: str
    crosses: tuple[Cross, ...]
    span: str
    moments: int
    state: str
    cadence: str
    own: Own | None = None

    @property
    def series(self) -> str:
        """Page of its series; empty when there is one moment only."""
        return series_path(self.indicator.id) if self.moments > 1 else ""

    @property
    def status(self) -> str:
        """What the tag says."""
        return STATUS_NAMES[self.state]

    @property
    def address(self) -> str:
        """Page of the indicator."""
        return indicator_path(self.indicator.id)

    @property
    def searched(self) -> str:
        """The text in which a word is looked for."""
        own = self.indicator
        texts = [text for text in (own.name, own.short, own.definition) if text]
        return fold(" ".join([self.source, *(text.nl for text in texts), *(str(text) for text in texts)]))


@dataclass(frozen=True)
class Filter:
    """What the visitor asked for."""

    text: str
    theme: str
    source: str
    status: str
    has: tuple[str, ...]
    place: str
    others_too: bool

    @classmethod
    def read(cls, query: QueryDict) -> Filter:
        """From the address; unknown values simply fit nothing."""
        return cls(
            printable(query.get("q", "").strip()[:200]),
            query.get("thema", ""),
            query.get("bron", ""),
            query.get("status", ""),
            tuple(query.getlist("heeft")),
            query.get("gebied", "").strip()[:200],
            query.get("ook") == "1",
        )

    def fits(self, line: Line) -> bool:
        """Whether a row belongs in the answer."""
        indicator = line.indicator
        words = fold(self.text).split()
        reached = {c.level for c in line.crosses if c.reach.state in ("all", "some")}
        if line.moments > 1:
            reached.add("reeks")
        return (
            all(word in line.searched for word in words)
            and self.theme in ("", indicator.theme)
            and self.source in ("", indicator.source)
            and self.status in ("", line.state)
            and all(wanted in reached for wanted in self.has)
        )


def own_figure(held: Coverage, indicator: Indicator, region: Region) -> Own | None:
    """The newest figure of a region, of the leading measure where it has that."""
    periods = held.of_region(region.code).get(indicator.id, {})
    if not periods:
        return None
    period = newest_first(periods)[0]
    lead = indicator.lead_measure
    measure = lead if lead in periods[period] else sorted(periods[period])[0]
    level = "gemeente" if region.type == "GM" else ""
    return Own(numbers.period(period), _figures(indicator.id, measure or "", period, level, region.code))


def _figures(indicator: str, measure: str, period: str, level: str = "", mine: str = "") -> str:
    """Where the figures of an indicator are, with these choices."""
    asked = {"meting": measure, "periode": period, "niveau": level, "mijn": mine}
    return f"{indicator_path(indicator)}?{urlencode({k: v for k, v in asked.items() if v})}#cijfers"


def _cross(held: Coverage, indicator: Indicator, level: str) -> Cross:
    reach = held.reach(indicator, level)
    own_view = level if level == "gemeente" else ""
    address = _figures(indicator.id, reach.measure, reach.period, own_view) if reach.period else ""
    return Cross(level, _(LEVEL_NAMES[level]), reach, address)


def lines(catalogue: Catalogue, held: Coverage, region: Region | None = None) -> Iterable[Line]:
    """All indicators as rows, in catalogue order, with what a region has of each."""
    for indicator in catalogue.ordered:
        periods = held.span(indicator.id)
        span = numbers.period(periods[0].code) if periods else ""
        if len(periods) > 1:
            span += f" – {numbers.period(periods[-1].code)}"
        yield Line(
            indicator=indicator,
            source=str(catalogue.sources[indicator.source].name) if indicator.source else "",
            crosses=tuple(_cross(held, indicator, level) for level in LEVELS),
            span=span,
            moments=len(periods),
            state=status_of(indicator, held.has(indicator.id)),
            cadence=_(CADENCES[indicator.cadence]),
            own=own_figure(held, indicator, region) if region else None,
        )


def chosen_lines(opened: Release, wanted: Filter) -> tuple[list[Line], Region | None, list[Region]]:
    """Rows that fit, the region that was asked for, and what looks like its name when there is none of that name."""
    held, where = access.coverage(opened), access.addresses(opened)
    region = where.by_word(wanted.place)
    rows = [line for line in lines(opened.catalogue, held, region) if wanted.fits(line)]
    if region and not wanted.others_too:
        rows = [line for line in rows if line.own]
    return rows, region, [] if region else where.near(wanted.place)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/indicatoren/`."""
    opened = access.release()
    catalogue = opened.catalogue
    wanted = Filter.read(request.GET)
    found, region, near = chosen_lines(opened, wanted)
    page = reverse("indicators")
    query = request.GET.copy()
    query["ook"] = "1"
    groups: list[tuple[Theme, list[Line]]] = [
        (theme, [line for line in found if line.indicator.theme == theme.id]) for theme in catalogue.themes
    ]
    used = {i.source for i in catalogue.indicators.values()}
    context = {
        "groups": [(theme, rows) for theme, rows in groups if rows],
        "reached": {cross.reach.state for line in found for cross in line.crosses},
        "number": len(found),
        "total": len(catalogue.indicators),
        "text": wanted.text,
        "themes": [Choice(t.id, str(t.name), t.id == wanted.theme) for t in catalogue.themes],
        "sources": [
            Choice(s.id, str(s.name), s.id == wanted.source) for s in catalogue.sources.values() if s.id in used
        ],
        "statuses": [Choice(s, name, s == wanted.status) for s, name in STATUS_NAMES.items()],
        "has": [Choice(value, _(name), value in wanted.has) for value, name in HAS],
        "query": request.GET.urlencode(),
        "place": wanted.place,
        "region": region,
        "region_name": with_type(region) if region else "",
        "region_address": access.addresses(opened).path(region) if region else "",
        "unknown": bool(wanted.place) and region is None,
        "near": [(with_type(r), f"{page}?{urlencode({'gebied': r.code})}") for r in near],
        "others_too": wanted.others_too,
        "with_others": f"{page}?{query.urlencode()}",
        "names": typed_names(catalogue.regions),
        "release": opened.id,
    }
    return render(request, "pages/indicator_list.html", context, status=404 if context["unknown"] else 200)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same table as CSV, with the same filters."""
    opened = access.release()
    wanted = Filter.read(request.GET)
    found, region, _near = chosen_lines(opened, wanted)
    if wanted.place and region is None:
        asked.refuse_unknown([("regio", wanted.place)], Link(reverse("indicators"), _("Alle indicatoren")))
    rows = [_record(access.coverage(opened), line) for line in found]
    name = file_name(formats.CSV.extension, opened.id, opened.origin, "indicatoren")
    return csv_file(name, [_(column) for column in _COLUMNS], rows)


_COLUMNS = (
    "id", gettext_noop("naam"), gettext_noop("thema"), gettext_noop("bron"), "status",
    gettext_noop("land"), gettext_noop("regio"), gettext_noop("gemeente"),
    gettext_noop("eerste_periode"), gettext_noop("laatste_periode"), gettext_noop("reden"),
)  # fmt: skip
"""Columns of the file, named in the language of the site."""


def _record(held: Coverage, line: Line) -> dict[str, str]:
    indicator, periods = line.indicator, held.span(line.indicator.id)
    reach = {c.level: c.reach.state for c in line.crosses}
    values = (
        indicator.id, str(indicator.name), indicator.theme, line.source, line.status,
        *(_(_STATES[reach[level]]) for level in LEVELS),
        periods[0].code if periods else "", periods[-1].code if periods else "", str(indicator.missing_because or ""),
    )  # fmt: skip
    return dict(zip(map(_, _COLUMNS), values, strict=True))
