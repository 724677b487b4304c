"""Which blocks stand on the page of a region, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Theme
from impactmonitor.present import marks, moments
from impactmonitor.present.figures import NO_FIGURES, Block, Measures, Sources, Subject, Total, block
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import in_place, in_same_area, label, same_area
from impactmonitor.tables import Observation

ByIndicator = dict[str, Measures]

MOST_TOTALS, MOST_TABLES = 6, 2
"""A theme with no more of either is shown whole among all themes of a region."""
MOST_ALONE = 12
"""The only theme of a region is shown whole with up to this many blocks."""
LEADING_TOTALS, LEADING_TABLES = 3, 2
"""Of a larger theme: its first figures, or its first tables when it has no figures without groups."""


@dataclass(frozen=True)
class Section:
    """The blocks of one theme."""

    theme: Theme
    totals: tuple[Block, ...]
    tables: tuple[Block, ...]

    @property
    def number(self) -> int:
        """How many blocks."""
        return len(self.totals) + len(self.tables)


@dataclass(frozen=True)
class Glance:
    """A theme among all themes of a region: blocks that are shown whole, and what is told in a line each."""

    theme: Theme
    totals: tuple[Block, ...]
    tables: tuple[Block, ...]
    further_totals: tuple[Block, ...]
    further_tables: tuple[Block, ...]

    @property
    def number(self) -> int:
        """How many blocks the theme has."""
        return len(self.totals) + len(self.tables) + len(self.further_totals) + len(self.further_tables)


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


@dataclass(frozen=True)
class Beside:
    """What stands beside the figures of the page: those of the Netherlands, and of the region of which it is a part."""

    netherlands: ByIndicator = field(default_factory=dict)
    region: ByIndicator = field(default_factory=dict)


def subject_of(region: Region, wider: str = "") -> Subject:
    """How the blocks of a region name it; `wider` is the region of which it is a part, when that stands beside it."""
    return Subject(region.code, label(region), in_place(region), compare=region.type != "NL", wider=wider)


def same_area_subject(province: Region) -> Subject:
    """How blocks name a province that is exactly the area of the region of the page."""
    return Subject(province.code, same_area(province), in_same_area(province))


def region_blocks(sources: Sources, areas: list[Area], beside: Beside) -> Blocks:
    """Key figures first, then every theme in catalogue order: totals before breakdowns.

    For each indicator the first of `areas` that has figures is shown: the region itself, then the same area.
    """
    keys: list[Block] = []
    sections = []
    for theme in sources.catalogue.themes:
        found: list[Block] = []
        for indicator in (i for i in sources.catalogue.ordered if i.theme == theme.id):
            area = next((a for a in areas if indicator.id in a.figures), None)
            if area is None:
                continue
            own, country = area.figures[indicator.id], beside.netherlands.get(indicator.id, NO_FIGURES)
            wider = beside.region.get(indicator.id, NO_FIGURES)
            made = block(sources, indicator, own, country, area.subject, wider)
            if made:
                (keys if indicator.key else found).append(made)
        if found:
            sections.append(_section(theme, found))
    return Blocks(tuple(keys), tuple(sections))


def _section(theme: Theme, found: Iterable[Block]) -> Section:
    blocks = list(found)
    totals = tuple(b for b in blocks if isinstance(b, Total))
    return Section(theme, totals, tuple(b for b in blocks if not isinstance(b, Total)))


def whole(blocks: Blocks, theme: Theme, catalogue: Catalogue) -> Section:
    """Everything of one theme, its key figures first."""
    of_theme = [b for b in blocks.all if catalogue.indicators[b.heading.indicator].theme == theme.id]
    return _section(theme, of_theme)


def glances(blocks: Blocks) -> list[Glance]:
    """All themes of a region at a glance."""
    alone = len(blocks.sections) == 1 and not blocks.keys
    return [_glance(section, alone and section.number <= MOST_ALONE) for section in blocks.sections]


def _glance(section: Section, whole: bool) -> Glance:
    """The theme as it stands among the others: whole when it is small, else what leads and a line for the rest."""
    totals, tables = section.totals, section.tables
    if whole or (len(totals) <= MOST_TOTALS and len(tables) <= MOST_TABLES):
        return Glance(section.theme, totals, tables, (), ())
    first = totals[:LEADING_TOTALS]
    leading = () if first else tables[:LEADING_TABLES]
    return Glance(section.theme, first, leading, totals[len(first) :], tables[len(leading) :])


def latest(observations: Iterable[Observation], catalogue: Catalogue) -> list[Observation]:
    """Per indicator the figures of its latest period with a figure of any measure. One region.

    When the leading measure has no figure then, its own latest figures are kept beside the others.
    """
    rows = list(observations)
    found = moments.latest(moments.known_of(rows), catalogue.ordered)
    return [o for o in rows if found.shows(o, catalogue.indicators[o.indicator].lead_measure)]


def stage_of_page(blocks: Iterable[Block], code: str) -> tuple[Mark | None, bool]:
    """The provisional mark that all own figures share, and whether any of them is provisional."""
    own: list[Observation] = []
    for item in blocks:
        rows = [item.own] if isinstance(item, Total) else list(item.own.values())
        own += [o for o in rows if o.region == code]
    return marks.common_stage(own), any(marks.stage_mark(o.stage) for o in own)
