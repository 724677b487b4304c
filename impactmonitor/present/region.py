"""Which blocks stand on the page of a region, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Theme
from impactmonitor.periods import parse
from impactmonitor.present import marks
from impactmonitor.present.coverage import newest_first
from impactmonitor.present.figures import NO_FIGURES, Block, Measures, Sources, Subject, Total, block
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import in_place, in_same_area, label, same_area
from impactmonitor.tables import Observation

ByIndicator = dict[str, Measures]


@dataclass(frozen=True)
class Section:
    """The blocks of one theme."""

    theme: Theme
    totals: tuple[Block, ...]
    tables: tuple[Block, ...]


@dataclass(frozen=True)
class Blocks:
    """All blocks of a page."""

    keys: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def all(self) -> tuple[Block, ...]:
        """Every block once."""
        return (*self.keys, *(b for s in self.sections for b in (*s.totals, *s.tables)))


@dataclass(frozen=True)
class Area:
    """A region with its figures, as shown on a page."""

    subject: Subject
    figures: ByIndicator


def subject_of(region: Region) -> Subject:
    """How the blocks of a region name it."""
    return Subject(region.code, label(region), in_place(region), compare=region.type != "NL")


def same_area_subject(province: Region) -> Subject:
    """How blocks name a province that is exactly the area of the region of the page."""
    return Subject(province.code, same_area(province), in_same_area(province))


def region_blocks(sources: Sources, areas: list[Area], netherlands: ByIndicator) -> Blocks:
    """Key figures first, then every theme in catalogue order: totals before breakdowns.

    For each indicator the first of `areas` that has figures is shown: the region itself, then the same area.
    """
    keys: list[Block] = []
    sections = []
    ordered = [i for i in sources.catalogue.ordered if any(i.id in area.figures for area in areas)]
    for theme in sources.catalogue.themes:
        found: list[Block] = []
        for indicator in (i for i in ordered if i.theme == theme.id):
            for area in areas:
                own = area.figures.get(indicator.id)
                made = (
                    block(sources, indicator, own, netherlands.get(indicator.id, NO_FIGURES), area.subject)
                    if own
                    else None
                )
                if made:
                    (keys if indicator.key else found).append(made)
                    break
        totals = tuple(b for b in found if isinstance(b, Total))
        tables = tuple(b for b in found if not isinstance(b, Total))
        if found:
            sections.append(Section(theme, totals, tables))
    return Blocks(tuple(keys), tuple(sections))


def on_or_before(observations: Iterable[Observation], day: dt.date | None) -> str | None:
    """The latest period that ends on or before `day`, else the earliest; without a day the latest of all."""
    codes = newest_first(o.period for o in observations)
    if not codes:
        return None
    if day is None:
        return codes[0]
    return next((c for c in codes if parse(c).end <= day), codes[-1])


def background(observations: Iterable[Observation], day: dt.date | None) -> list[Observation]:
    """Per indicator the figures of one period: see `on_or_before`. `observations` are of one region."""
    found: list[Observation] = []
    by_id: dict[str, list[Observation]] = {}
    for o in observations:
        by_id.setdefault(o.indicator, []).append(o)
    for rows in by_id.values():
        period = on_or_before(rows, day)
        found += [o for o in rows if o.period == period]
    return found


def latest(observations: Iterable[Observation], catalogue: Catalogue) -> list[Observation]:
    """Per indicator the figures of its latest period with a figure of any measure. One region.

    When the leading measure has no figure then, its own latest figures are kept beside the others.
    """
    found: list[Observation] = []
    by_id: dict[str, list[Observation]] = {}
    for o in observations:
        by_id.setdefault(o.indicator, []).append(o)
    for name, rows in by_id.items():
        period = on_or_before([o for o in rows if not marks.gap(o)] or rows, None)
        chosen = [o for o in rows if o.period == period]
        lead = catalogue.indicators[name].lead_measure
        leading = [o for o in rows if o.measure == lead and not marks.gap(o)]
        if leading and not any(o in chosen for o in leading):
            earlier = on_or_before(leading, None)
            chosen = [o for o in chosen if o.measure != lead] + [
                o for o in rows if o.measure == lead and o.period == earlier
            ]
        found += chosen
    return found


def stage_of_page(blocks: Iterable[Block], code: str) -> tuple[Mark | None, bool]:
    """The provisional mark that all own figures share, and whether any of them is provisional."""
    own: list[Observation] = []
    for item in blocks:
        rows = [item.own] if isinstance(item, Total) else list(item.own.values())
        own += [o for o in rows if o.region == code]
    return marks.common_stage(own), any(marks.stage_mark(o.stage) for o in own)
