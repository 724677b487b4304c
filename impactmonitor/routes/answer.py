"""What one policy question can answer for one region: figures in reading order with their readings, and what lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator, Route, RouteIndicator
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning.cohorts import membership
from impactmonitor.meaning.model import Sentence
from impactmonitor.meaning.readings import Reading, Usual, read, read_block
from impactmonitor.meaning.revised import Revised
from impactmonitor.meaning.sentences import told_groups
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Total
from impactmonitor.present.cells import Cell
from impactmonitor.present.missing import Entry, why
from impactmonitor.present.places import label, with_type
from impactmonitor.tables import TOTAL


@dataclass(frozen=True)
class Headline:
    """The one number of a figure that stands in a line: of a figure in groups that of one group, named in `group`.

    `beside` is that of the Netherlands over the same period, where there is one, `wider` that of the Veilig Thuis
    region of a municipality. `category` is the code of the group.
    """

    category: str
    group: str
    own: Cell
    beside: Cell | None
    wider: Cell | None = None


@dataclass(frozen=True)
class Step:
    """One indicator of a question: its figure of the region, or else of a wider one, or why there is none.

    `lent` is the region that stands in: that of a municipality, else the country; None for an own figure. `gap` says
    why the region has none, also when there is one of a wider region. `headline` is the number of `block` for
    in a line; `reading` is of that number. `membership` says whether the region took part in a study of some regions.
    """

    number: int
    entry: RouteIndicator
    indicator: Indicator
    block: Block | None
    lent: Region | None
    gap: Entry | None
    headline: Headline | None
    reading: Reading | None
    membership: str = ""

    @property
    def national(self) -> bool:
        """Whether the country stands in."""
        return self.lent is not None and self.lent.type == "NL"

    @property
    def partial(self) -> bool:
        """Whether an own figure in groups lacks some of them; a dot of the source is not lacking."""
        block = self.block
        if block is None or self.lent or isinstance(block, Total):
            return False
        return any(marks.gap(block.own.get(code)) is marks.ABSENT for code in block.top_level)

    @property
    def name(self) -> str:
        """Its title, with the group of its number when there is one."""
        title = self.block.heading.title if self.block else str(self.indicator.name)
        return f"{title}: {self.headline.group}" if self.headline and self.headline.group else title

    @property
    def whose(self) -> str:
        """Of which region the figure is that stands in, with its type; empty for an own figure."""
        return with_type(self.lent) if self.lent else ""

    @property
    def label(self) -> str:
        """Name of the group to look at first, empty when there is no figure of it."""
        return self.headline.group if self.headline and self.headline.category == self.entry.category else ""


@dataclass(frozen=True)
class Answer:
    """All steps of a question for a region, in reading order."""

    route: Route
    region: Region
    steps: tuple[Step, ...]

    @property
    def own(self) -> list[Step]:
        """Steps with a figure of the region."""
        return [s for s in self.steps if s.block and not s.lent]

    @property
    def wider(self) -> list[Step]:
        """Steps of a municipality that have a figure of its region."""
        return [s for s in self.steps if s.block and s.lent and not s.national]

    @property
    def country(self) -> list[Step]:
        """Steps with a figure of the country, since there is no nearer one."""
        return [s for s in self.steps if s.block and s.national]

    @property
    def partial(self) -> list[Step]:
        """Steps with a figure of the region of which some groups are not there."""
        return [s for s in self.own if s.partial]

    @property
    def gaps(self) -> list[Step]:
        """Steps without any figure."""
        return [s for s in self.steps if not s.block]

    @property
    def shared(self) -> list[Sentence]:
        """What is said of the meaning of more than one of the figures, to say it once."""
        times = Counter(m for s in self.steps if s.reading for m in s.reading.meanings)
        return [meaning for meaning, number in times.items() if number > 1]

    @property
    def needed(self) -> list[tuple[Sentence, list[str]]]:
        """Which other regions or periods it would take to say more, each once with the names of its figures."""
        found: dict[Sentence, list[str]] = {}
        for step in self.steps:
            for sentence in step.reading.needed if step.reading else ():
                found.setdefault(sentence, []).append(step.name)
        return list(found.items())

    @property
    def untested(self) -> bool:
        """Whether a difference is told of which it is not to say whether it is more than usual."""
        return any(s.rule == "not-tested" for step in self.steps if step.reading for s in step.reading.sentences)


def answer(
    catalogue: Catalogue,
    route: Route,
    region: Region,
    own: Iterable[Block],
    country: Iterable[Block],
    periods: Callable[[str], list[str]],
    usual: Usual | None = None,
    wider: Iterable[Block] = (),
    revised: Revised | None = None,
) -> Answer:
    """The answer from blocks of the region and of the Netherlands; `periods` are those with a figure of an indicator;
    `usual` is how much regions usually differ, for the readings; `wider` are blocks of the region of a municipality;
    `revised` is how far figures were revised before.

    A wider block is used only where the region has none, the nearest first. Indicators that the catalogue of an older
    release does not know are left out.
    """
    mine = {b.heading.indicator: b for b in own}
    lending = {b.heading.indicator: b for b in (*country, *wider)} if region.type != "NL" else {}
    steps: list[Step] = []
    for entry in route.indicators:
        indicator = catalogue.indicators.get(entry.indicator)
        if indicator is None:
            continue
        name = indicator.id
        block = mine.get(name) or lending.get(name)
        line = headline(block, entry.category) if block else None
        steps.append(
            Step(
                number=len(steps) + 1,
                entry=entry,
                indicator=indicator,
                block=block,
                lent=catalogue.regions[block.heading.region] if block and name not in mine else None,
                gap=None if name in mine else why(indicator, region.type, None, periods),
                headline=line,
                reading=_reading(catalogue, block, line, usual, revised) if block else None,
                membership=membership(catalogue, block.shown[0], region) if block and block.shown else "",
            )
        )
    return Answer(route, region, tuple(steps))


def _reading(
    catalogue: Catalogue, block: Block, line: Headline | None, usual: Usual | None, revised: Revised | None
) -> Reading:
    """The reading of the number that stands in a line: of a figure in groups that of its one group."""
    if isinstance(block, Total) or line is None:
        return read_block(catalogue, block, usual, revised)
    code = line.category
    theirs, count = block.netherlands.get(code), block.counts.get(code)
    return read(catalogue, block.own[code], netherlands=theirs, count=count, usual=usual, revised=revised)


def headline(block: Block, category: str | None) -> Headline | None:
    """The number of a block for in a line: of `category`, or else of its largest group; None when it has no figure."""
    if isinstance(block, Total):
        return Headline(TOTAL, "", block.value, block.beside, block.wider)
    rows = dict(zip((code for code in block.labels if code in block.own), block.first.rows, strict=True))
    values = {code: block.own[code].value or 0.0 for code in told_groups(block)}
    for code in (category, *sorted(values, key=lambda c: -values[c])):
        if code in rows and not marks.gap(block.own[code]):
            return Headline(code, block.labels[code], rows[code].own, rows[code].beside, rows[code].wider)
    return None


def summary(found: Answer) -> str:
    """How many of the figures there are for the region, and how many of a wider one stand there instead."""
    own, every = len(found.own), len(found.steps)
    if not own:
        text = _("Voor {place} staat er bij deze vraag geen eigen cijfer in deze uitgave.")
    else:
        text = ngettext(
            "Voor {place} is er {own} van de {every} cijfers bij deze vraag.",
            "Voor {place} zijn er {own} van de {every} cijfers bij deze vraag.",
            own,
        )
    said = [text.format(place=label(found.region), own=own, every=every)]
    if part := len(found.partial):
        some = ngettext(
            "{number} daarvan is er maar deels: niet van elke groep.",
            "{number} daarvan zijn er maar deels: niet van elke groep.",
            part,
        )
        said.append(some.format(number=part))
    for steps in (found.wider, found.country):
        if steps:
            more = _("Bij {number} staat hier het cijfer van {whose}.")
            said.append(more.format(number=len(steps), whose=steps[0].whose))
    if found.gaps:
        said.append(_("Wat er niet is, staat op zijn plek, met de reden."))
    return " ".join(said)
