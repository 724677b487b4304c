"""All indicators in one crossing table: source, level, series and status, also of what does not exist yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import fold
from impactmonitor.catalogue.schema import Indicator, Theme
from impactmonitor.present import numbers
from impactmonitor.present.choices import Choice
from impactmonitor.present.coverage import LEVELS, Coverage, Reach
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.web import access
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.downloads import csv_file

HAS = (("regio", "regio"), ("gemeente", "gemeente"), ("reeks", "reeks"))
LEVEL_NAMES = {"land": "Land", "regio": "Regio", "gemeente": "Gemeente"}
CADENCES = {
    "half-year": "Elk halfjaar", "year": "Elk jaar", "quarter": "Elk kwartaal", "month": "Elke maand",
    "two-yearly": "Elke twee jaar", "four-yearly": "Elke vier jaar", "once": "Eén meting", "cohort": "Per cohort",
    "irregular": "Onregelmatig", "unknown": "",
}  # fmt: skip
_COLUMNS = [
    "id",
    "naam",
    "thema",
    "bron",
    "status",
    "land",
    "regio",
    "gemeente",
    "eerste_periode",
    "laatste_periode",
    "reden",
]
_STATES = {"all": "cijfers", "some": "deels", "absent": "ontbreekt in deze uitgave", "never": "niet voor dit gebied"}


@dataclass(frozen=True)
class Cross:
    """A cell of the table: how far this release reaches at one level."""

    level: str
    name: str
    reach: Reach


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
        short = self.indicator.short.nl if self.indicator.short else ""
        return fold(" ".join((self.indicator.name.nl, short, self.source, self.indicator.definition.nl)))


@dataclass(frozen=True)
class Filter:
    """What the visitor asked for."""

    text: str
    theme: str
    source: str
    status: str
    has: tuple[str, ...]

    @classmethod
    def read(cls, query: QueryDict) -> Filter:
        """From the address; unknown values simply fit nothing."""
        return cls(
            query.get("q", "").strip()[:200],
            query.get("thema", ""),
            query.get("bron", ""),
            query.get("status", ""),
            tuple(query.getlist("heeft")),
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


def lines(catalogue: Catalogue, held: Coverage) -> Iterable[Line]:
    """All indicators as rows, in catalogue order."""
    for indicator in catalogue.ordered:
        periods = held.span(indicator.id)
        span = numbers.period(periods[0].code) if periods else ""
        if len(periods) > 1:
            span += f" – {numbers.period(periods[-1].code)}"
        yield Line(
            indicator=indicator,
            source=catalogue.sources[indicator.source].name.nl if indicator.source else "",
            crosses=tuple(Cross(level, LEVEL_NAMES[level], held.reach(indicator, level)) for level in LEVELS),
            span=span,
            moments=len(periods),
            state=status_of(indicator, held.has(indicator.id)),
            cadence=CADENCES[indicator.cadence],
        )


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/indicatoren/`."""
    opened = access.release()
    catalogue = opened.catalogue
    wanted = Filter.read(request.GET)
    found = [line for line in lines(catalogue, access.coverage(opened)) if wanted.fits(line)]
    groups: list[tuple[Theme, list[Line]]] = [
        (theme, [line for line in found if line.indicator.theme == theme.id]) for theme in catalogue.themes
    ]
    used = {i.source for i in catalogue.indicators.values()}
    context = {
        "groups": [(theme, rows) for theme, rows in groups if rows],
        "number": len(found),
        "total": len(catalogue.indicators),
        "text": wanted.text,
        "themes": [Choice(t.id, t.name.nl, t.id == wanted.theme) for t in catalogue.themes],
        "sources": [Choice(s.id, s.name.nl, s.id == wanted.source) for s in catalogue.sources.values() if s.id in used],
        "statuses": [Choice(s, name, s == wanted.status) for s, name in STATUS_NAMES.items()],
        "has": [Choice(value, name, value in wanted.has) for value, name in HAS],
        "query": request.GET.urlencode(),
        "release": opened.id,
    }
    return render(request, "pages/indicator_list.html", context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same table as CSV, with the same filters."""
    opened = access.release()
    wanted = Filter.read(request.GET)
    rows = []
    for line in lines(opened.catalogue, access.coverage(opened)):
        if wanted.fits(line):
            periods = access.coverage(opened).span(line.indicator.id)
            rows.append(
                {
                    "id": line.indicator.id,
                    "naam": line.indicator.name.nl,
                    "thema": line.indicator.theme,
                    "bron": line.source,
                    "status": line.status,
                    **{c.level: _STATES[c.reach.state] for c in line.crosses},
                    "eerste_periode": periods[0].code if periods else "",
                    "laatste_periode": periods[-1].code if periods else "",
                    "reden": line.indicator.missing_because or "",
                }
            )
    return csv_file(f"impactmonitor-indicatoren-{opened.id}", _COLUMNS, rows)
