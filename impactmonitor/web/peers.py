"""Other regions beside the figures of a question: a set or an own choice, in the words of comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparable
from impactmonitor.meaning.comparisons import Remark, in_no_other, read, remarks
from impactmonitor.present import numbers
from impactmonitor.present.blocks import Total
from impactmonitor.present.cells import Cell
from impactmonitor.present.choices import Choice
from impactmonitor.present.columns import Column, column
from impactmonitor.present.comparable import inputs
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.routes.answer import Step
from impactmonitor.tables import Observation
from impactmonitor.web import access
from impactmonitor.web.addresses import compare_path
from impactmonitor.web.alike import Alike, alike, with_usual
from impactmonitor.web.region_boxes import Province, provinces, typed_names
from impactmonitor.web.weights import PREFIX
from impactmonitor.web.wishes import ALIKE, ALL, Reader, Wishes, fields


@dataclass(frozen=True)
class Form:
    """What there is to choose, for `parts/region_boxes.html`; `quick` are addresses of ready-made sets."""

    quick: tuple[tuple[str, str, bool], ...]
    all: Choice
    alike: Choice
    weights: tuple[tuple[str, str], ...]
    few: str
    provinces: tuple[Province, ...]
    others: tuple[Choice, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A region beside the own one."""

    name: str
    cell: Cell
    mine: bool


@dataclass(frozen=True)
class Beside:
    """One figure of all chosen regions, with a sentence, and the way to the whole comparison.

    `rows` are empty when none of the other regions has the figure.
    """

    column: Column
    rows: tuple[Row, ...]
    sentence: str
    remarks: tuple[Remark, ...]
    address: str


class Peers:
    """The regions that an address puts beside `region`; without any only the Netherlands stands there.

    `page` is the address of the page, without what is chosen on it.
    """

    def __init__(self, opened: Release, region: Region, query: str, page: str = "") -> None:
        self._page = page
        self.opened, self.region = opened, region
        self.where = access.addresses(opened)
        self._reader = Reader(opened)
        typed = fields(query)
        asked = [("regio", text) for text in typed.get("regio", [region.code])] + [("mijn", region.code)]
        asked += [(name, text) for name, texts in typed.items() if name.startswith(PREFIX) for text in texts]
        self.wishes: Wishes = self._reader.read(urlencode(asked))
        year = opened.catalogue.regions.latest_year
        found = [r for name in self.wishes.sets for r in self._reader.members(name, year, self.wishes)]
        everyone = {r.code: r for r in (region, *found, *self.wishes.regions)}
        self.regions: list[Region] = list(everyone.values())

    @property
    def any(self) -> bool:
        """Whether other regions were chosen."""
        return len(self.regions) > 1

    @property
    def words(self) -> str:
        """What was chosen, for another address of the same choice; empty without a choice."""
        return self._words(self.wishes)

    @property
    def query(self) -> str:
        """The same with a question mark."""
        return f"?{self.words}" if self.words else ""

    @property
    def alike(self) -> Alike | None:
        """How far the regions that are like this one are like it, and with which weights."""
        return alike(self.opened, self.wishes, f"{self._page}?{self._words(with_usual(self.wishes))}")

    def _words(self, wishes: Wishes) -> str:
        others = (wishes.names[r.code] for r in wishes.regions if r != self.region)
        sets = [name for name in wishes.sets if not any(name == kind for kind, _text in wishes.unknown)]
        return urlencode([*(("regio", word) for word in (*sets, *others)), *wishes.weights.pairs])

    @property
    def form(self) -> Form:
        """The form with what was chosen filled in."""
        wishes, regions = self.wishes, self.opened.catalogue.regions
        return Form(
            quick=tuple(self._quick()),
            all=Choice(ALL, _("Alle Veilig Thuis-regio’s"), ALL in wishes.sets),
            alike=Choice(ALIKE, _("Regio’s die op mijn regio lijken"), ALIKE in wishes.sets),
            weights=wishes.weights.pairs,
            few=comparable.few(inputs(self.opened)),
            provinces=provinces(regions, self.where, wishes, regions.latest_year),
            others=tuple(
                Choice(wishes.names[r.code], str(r.name), True)
                for r in wishes.regions
                if r.type != "VT" and r != self.region
            ),
            names=typed_names(regions),
        )

    def _quick(self) -> Iterable[tuple[str, str, bool]]:
        """Address, name and whether it is chosen, of the sets that are asked most."""
        sets = set(self.wishes.sets)
        nearest = _("Alleen de eigen regio en Nederland") if self.region.type == "GM" else _("Alleen Nederland")
        yield "?", nearest, not self.words
        found = access.alike(self.opened, self.region.code)
        if found or (found is not None and ALIKE in sets):
            query = urlencode([("regio", ALIKE), *self.wishes.weights.pairs])
            yield f"?{query}", _("Regio’s die erop lijken"), sets == {ALIKE}
        others = [r for r in self.regions if r != self.region]
        if others and not sets:
            query = urlencode([("regio", self.wishes.names[r.code]) for r in others])
            yield (
                f"?{query}",
                _("Eigen keuze: {names}").format(names=numbers.listed([str(r.name) for r in others])),
                True,
            )
        regions = self.opened.catalogue.regions
        province = regions.get(self.region.province_in(self.region.years[-1]))
        if self.region.type == "VT" and province:
            name = self.where.slug(province)
            if len(self._reader.members(name, regions.latest_year)) > 1:
                yield f"?regio={name}", _("Regio’s in {province}").format(province=province.name), sets == {name}

    def beside(self, steps: Iterable[Step]) -> dict[str, Beside]:
        """The figures of the chosen regions for each step with a figure of the own region, by indicator."""
        keys = {s.indicator.id: key for s in steps if not s.lent and (key := _key(s))} if self.any else {}
        if not keys:
            return {}
        moments = tuple(sorted((name, o.period) for name, o in keys.items()))
        codes = ("NL01", *(r.code for r in self.regions))
        rows = list(self.opened.select(Selection(regions=tuple(dict.fromkeys(codes)), moments=moments)))
        sources = access.sources(self.opened, rows)
        names, more = {r.code: str(r.name) for r in self.regions}, self.wishes.weights.pairs
        found = {}
        for name, o in keys.items():
            own = [row for row in rows if row.indicator == name]
            chosen = (o.measure, o.category, o.period)
            made = column(sources, self.opened.catalogue.indicators[name], chosen, own, self.regions)
            others = [code for code in made.filled if code != self.region.code]
            lines = tuple(Row(names[c], cell, c == self.region.code) for c, cell in made.cells.items() if others)
            words = [*self.wishes.sets, *(self.wishes.names.get(r.code, r.code) for r in self.wishes.regions)]
            address = compare_path(name, *words, mine=self.where.slug(self.region), period=o.period, more=more)
            reading = read(self.opened.catalogue, made, revised=access.revised(self.opened)) if others else None
            sentence = reading.text if reading else in_no_other()
            careful = remarks(self.opened.catalogue.regions, self.regions, [made]) if reading else []
            careful += [Remark(s.name, s.text, caution=True) for s in reading.spoken] if reading else []
            found[name] = Beside(made, lines, sentence, tuple(careful), address)
        return found


def _key(step: Step) -> Observation | None:
    """The figure of a step of which those of other regions stand beside it."""
    if step.block is None or step.headline is None:
        return None
    return step.block.own if isinstance(step.block, Total) else step.block.own.get(step.headline.category)
