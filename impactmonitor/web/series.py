"""A series as asked for in an address: indicator, regions, measure, group and kind of period, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator, Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning import series as meaning
from impactmonitor.meaning.cases import Known, wanted
from impactmonitor.meaning.model import Reading
from impactmonitor.periods import Kind, parse
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.present.charts.series import Role, Subject, Trend, trend
from impactmonitor.present.choices import Choice, Part, choose_category, choose_measure, options, parts
from impactmonitor.present.figures import measure_of
from impactmonitor.present.places import label, with_type
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.wishes import Reader, Wishes, fields

KINDS: dict[str, tuple[Kind, str]] = {
    "jaar": ("year", gettext_noop("Hele jaren")),
    "halfjaar": ("half-year", gettext_noop("Halve jaren")),
    "kwartaal": ("quarter", gettext_noop("Kwartalen")),
    "maand": ("month", gettext_noop("Maanden")),
    "peildatum": ("date", gettext_noop("Peildata")),
    "jaren": ("years", gettext_noop("Meer jaren samen")),
    "cohort": ("cohort", gettext_noop("Cohorten")),
}
"""Kinds of period as they stand in an address, with their names."""
NAMED = 6
"""Up to this many regions have their name in the chart; of more only my region and the Netherlands."""
_MOST_PARTS = 40
"""Up to this many computed figures are explained one by one."""


@dataclass(frozen=True)
class Series:
    """A series as asked for. `trend` is None when the release holds nothing of it.

    `problems` say what these regions do not have; what nobody knows is among the wishes.
    """

    opened: Release
    where: Addresses
    wishes: Wishes
    indicator: Indicator
    regions: tuple[Region, ...]
    mine: str
    measure: str
    category: str
    kind: str
    measures: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    problems: tuple[str, ...]
    trend: Trend | None
    asked_kind: str

    @property
    def unit(self) -> Unit | None:
        """Of the figures; None when there are none."""
        return self.opened.catalogue.units[measure_of(self.indicator, self.measure).unit] if self.measure else None

    def query(self, **changes: object) -> str:
        """The address of this series behind its path, with changes; only what was asked stands in it."""
        own: dict[str, object] = {
            "regio": [*self.wishes.sets, *(self.wishes.names[r.code] for r in self.wishes.regions)],
            "mijn": self.wishes.names[self.wishes.mine.code] if self.wishes.mine else "",
            "meting": self.wishes.wish.measure,
            "groep": self.wishes.wish.category,
            "soort": self.asked_kind,
        }
        own |= changes
        own |= self.wishes.weights_with(own["regio"])
        pairs = [
            (name, text)
            for name, value in own.items()
            for text in (value if isinstance(value, list) else [value])
            if text
        ]
        return "?" + urlencode(pairs) if pairs else ""

    def name_of(self, region: Region) -> str:
        """What stands for a region in the address."""
        return self.wishes.names.get(region.code) or self.where.slug(region)

    def table(self) -> ReleasedTable:
        """The figures that are shown, those over a change of regions among them; for files."""
        shown = self.trend.timeline.shown() if self.trend else []
        rows = sorted(shown, key=lambda o: (o.region, parse(o.period).sort_key))
        return ReleasedTable(self.opened.origin, self.opened.id, rows, self.opened.publications, self.opened.catalogue)


def read(opened: Release, query: str, indicator: Indicator) -> Series:
    """The series that an address asks for: without regions the Netherlands, without wishes the leading measure."""
    where = access.addresses(opened)
    asked = fields(query)
    wishes = Reader(opened).read(query, indicator)
    wishes = replace(wishes, sets=()) if "regio" not in asked else wishes
    asked_kind = asked.get("soort", [""])[0]
    if asked_kind and asked_kind not in KINDS:
        wishes = replace(wishes, unknown=(*wishes.unknown, ("soort", asked_kind)))
        asked_kind = ""
    regions = _regions(opened, wishes)
    codes = _codes(opened, regions)
    there = parts(opened.outline(Selection(indicators=(indicator.id,), regions=codes)))
    problems: list[str] = []
    measure, measures = choose_measure(opened.catalogue, indicator, there, wishes.wish.measure, problems)
    of_measure = [p for p in there if p.measure == measure]
    letters = regions[0].code[:2] if regions else NETHERLANDS[:2]
    category, categories = choose_category(
        opened.catalogue, indicator, of_measure, wishes.wish.category, problems, letters
    )
    kind, kinds = _kind(
        indicator, [p for p in there if (p.measure, p.category) == (measure, category)], asked_kind, problems
    )
    mine = wishes.mine.code if wishes.mine else regions[0].code if regions else ""
    shown = None
    if kind:
        wanted = Selection((indicator.id,), (measure,), (category,), codes)
        rows = list(opened.select(wanted))
        subjects = _subjects(opened, indicator, measure, regions, mine, rows)
        shown = trend(access.sources(opened, rows), indicator, measure, subjects, category, KINDS[kind][0], True)
    if shown:
        shown = replace(
            shown, notes=tuple(replace(n, parts=()) if len(n.parts) > _MOST_PARTS else n for n in shown.notes)
        )
    return Series(
        opened=opened,
        where=where,
        wishes=wishes,
        indicator=indicator,
        regions=regions,
        mine=mine,
        measure=measure,
        category=category,
        kind=kind,
        measures=measures,
        categories=categories,
        kinds=kinds,
        problems=tuple(problems),
        trend=shown,
        asked_kind=kind if asked_kind else "",
    )


def reading(series: Series) -> Reading | None:
    """What may be said of the series; None without one."""
    if series.trend is None or series.unit is None:
        return None
    regions = tuple(subject.region for subject in series.trend.timeline.subjects)
    known = cases(series.opened, series.indicator, series.category, regions)
    return meaning.read(series.opened.catalogue, series.trend, series.unit, known, access.revised(series.opened))


def cases(opened: Release, indicator: Indicator, category: str, regions: tuple[str, ...]) -> Known:
    """The counts behind the figures of a series."""
    counts = Selection(wanted(indicator), ("count",), (TOTAL, category), regions)
    return Known(opened.catalogue, opened.select(counts))


def _regions(opened: Release, wishes: Wishes) -> tuple[Region, ...]:
    """All regions that were asked, my region first."""
    members = Reader(opened).members
    year = opened.catalogue.regions.latest_year
    found = {r.code: r for r in ([wishes.mine] if wishes.mine else [])}
    found |= {r.code: r for r in wishes.regions}
    found |= {r.code: r for name in wishes.sets for r in members(name, year, wishes)}
    return tuple(found.values())


def _codes(opened: Release, regions: Sequence[Region]) -> tuple[str, ...]:
    """Regions of which figures are needed: also those that went over into a region that is shown."""
    known = opened.catalogue.regions
    old = [code for r in regions if (bridge := bridge_to(known, r.code)) for code in bridge.before]
    return tuple(dict.fromkeys([*(r.code for r in regions), *old, NETHERLANDS]))


def _kind(indicator: Indicator, there: list[Part], asked: str, problems: list[str]) -> tuple[str, tuple[Choice, ...]]:
    """The kind of period: that of the cadence, else the one with most moments. Years and half-years never mix."""
    moments: dict[str, set[str]] = {}
    for part in there:
        if part.filled:
            name = next(n for n, (kind, _) in KINDS.items() if kind == parse(part.period).kind)
            moments.setdefault(name, set()).add(part.period)
    ordered = sorted(moments, key=lambda n: (KINDS[n][0] != indicator.cadence, -len(moments[n]), n))
    if asked and asked not in moments:
        problems.append(_("Reeksen van de soort ‘{value}’ zijn er niet van dit cijfer.").format(value=asked[:40]))
    chosen = asked if asked in moments else ordered[0] if ordered else ""
    return chosen, options(((n, _(KINDS[n][1])) for n in ordered), chosen)


def _subjects(
    opened: Release, indicator: Indicator, measure: str, regions: Sequence[Region], mine: str, rows: list[Observation]
) -> list[Subject]:
    """My region first, the Netherlands last; counts of areas of other sizes do not stand beside the Netherlands."""
    by_region: dict[str, list[Observation]] = {}
    for o in rows:
        by_region.setdefault(o.region, []).append(o)
    known = opened.catalogue.regions
    mixed = len({r.type for r in regions}) > 1
    ordered = sorted(regions, key=lambda r: r.code != mine)
    role: Role = "beside" if len(ordered) <= NAMED else "other"
    found = []
    for region in ordered:
        own = by_region.get(region.code, [])
        if bridge := bridge_to(known, region.code):
            own = [*bridged(opened.catalogue, bridge, rows), *own]
        name = with_type(region) if mixed else label(region)
        found.append(Subject(region.code, name, "region" if region.code == mine else role, own))
    if not found or measure != "count":
        found.append(Subject(NETHERLANDS, label(known[NETHERLANDS]), "netherlands", by_region.get(NETHERLANDS, [])))
    return found
