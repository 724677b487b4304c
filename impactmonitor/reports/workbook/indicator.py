"""The workbook of an indicator: its latest figure for every region of each kind, all periods, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region, fold
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.exceptions import ReleaseError
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.readings import careful
from impactmonitor.meaning.revised import revised_of
from impactmonitor.periods import parse
from impactmonitor.present import held, numbers
from impactmonitor.present.columns import Column as Figures
from impactmonitor.present.columns import column
from impactmonitor.present.coverage import KINDS, Spread
from impactmonitor.present.figures import category_labels, measure_words
from impactmonitor.present.files.contents import contents
from impactmonitor.present.files.formats import MOST_FIGURES
from impactmonitor.present.files.sheets import Sheet, Value
from impactmonitor.present.missing import why
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.present.region_page import Newest
from impactmonitor.present.words import netherlands
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.reports import assemble
from impactmonitor.reports.figure import figure
from impactmonitor.reports.workbook import parts
from impactmonitor.reports.workbook.told import Told, lines
from impactmonitor.tables import TOTAL, Observation

_KIND = parts.head("kind", gettext_noop("Soort gebied"), 24)
_PART = parts.head("part", gettext_noop("Onderdeel"), 26)
_TEXT = parts.head("text", gettext_noop("Uitleg"), 100)


def workbook(kind: str, opened: Release, indicator: Indicator) -> bytes:
    """The figures of an indicator as a workbook of this kind (`xlsx`, `ods`). ReleaseError when there are none."""
    made = _Indicator(opened, indicator, inside(opened, indicator))
    title = str(indicator.name)
    known = contents(made.figures, title, opened.since)
    banner = assemble.banner(opened)
    found = parts.finished([*made.sheets(), *parts.behind(known, made.figures)], banner)
    names = ", ".join(f"‘{sheet.name}’" for sheet in found[1:])
    said = [*([(_("Pas op"), banner)] if banner else []), *made.about(), (_("Bladen"), names)]
    first = parts.about(_("Lees dit"), title, [*said, *known.about[2 if banner else 1 :]])
    return parts.WRITERS[kind](known, [first, *found[1:]])


@dataclass(frozen=True)
class Inside:
    """What goes into a workbook: of `all` figures those `selected`; `spreads` are the latest of each kind of region."""

    selected: Selection
    spreads: tuple[Spread, ...]
    all: int


def inside(opened: Release, indicator: Indicator) -> Inside:
    """What goes into the workbook: all figures, or the latest of each kind of region when they are too many.

    ReleaseError, in the language of the moment, when there are none, and when those are too many as well.
    """
    selected = Selection(indicators=(indicator.id,))
    number, spreads = opened.count(selected), _spreads(opened, indicator)
    if not number or not spreads:
        raise ReleaseError(_("In uitgave {release} staat geen enkel cijfer van {name}.").format(
            release=opened.id, name=indicator.name
        ))  # fmt: skip
    if number > MOST_FIGURES:
        selected = Selection(moments=tuple({(indicator.id, spread.period) for spread in spreads}))
        if opened.count(selected) > MOST_FIGURES:
            raise ReleaseError(_("{name} heeft meer cijfers dan in een spreadsheet passen. Kies CSV.").format(
                name=indicator.name
            ))  # fmt: skip
    return Inside(selected, spreads, number)


def _spreads(opened: Release, indicator: Indicator) -> tuple[Spread, ...]:
    """For each kind of region the latest period with figures."""
    found = (held.coverage(opened).spread(indicator, (kind,)) for kind in ("NL", *KINDS))
    return tuple(spread for spread in found if spread)


class _Indicator:
    """The released figures of an indicator, as sheets."""

    def __init__(self, opened: Release, indicator: Indicator, found: Inside) -> None:
        self.opened, self.indicator, self.catalogue = opened, indicator, opened.catalogue
        self.coverage = held.coverage(opened)
        self.spreads, self.all = found.spreads, found.all
        self.figures = opened.select(found.selected)
        self.told = Told(opened, self.figures)
        self.counts = {(o.category, o.region, o.period): o for o in self.figures if o.measure == "count"}

    def about(self) -> list[tuple[str, str]]:
        """What it is, its reading for the Netherlands, and how to read it."""
        indicator, span = self.indicator, self.coverage.span(self.indicator.id)
        first, last = numbers.period(span[0].code), numbers.period(span[-1].code)
        when = first if first == last else _("Van {first} tot en met {last}.").format(first=first, last=last)
        held_all = len(self.figures) == self.all
        less = _("De laatste cijfers van elk gebied: {some} van de {all}. Alle cijfers staan in de download als CSV.")
        return [
            (_("Betekenis"), str(indicator.definition)),
            (_("Periode"), when),
            *([] if held_all else [
                (_("Niet alles"), less.format(some=numbers.number(len(self.figures)), all=numbers.number(self.all)))
            ]),
            *self._reading(),
            *((_("Let op"), str(text)) for text in indicator.caveats),
            *((_("Dit zegt het cijfer niet"), str(text)) for text in indicator.does_not_say),
            *((_("Zo leest u dit"), text) for text in assemble.guide()),
        ]  # fmt: skip

    def _reading(self) -> Iterator[tuple[str, str]]:
        page = Newest(self.opened, self.catalogue.regions[NETHERLANDS], None, [self.indicator])
        for block in page.blocks.all:
            read = figure(self.opened, block, None, None)
            said = " ".join([*read.sentences, *read.cautions])
            yield netherlands(), said
            yield from ((_("Voor het gesprek"), text) for text in read.questions)

    def sheets(self) -> Iterator[Sheet]:
        """All sheets before those of a download; the first is an empty place for what to read first."""
        yield parts.about(_("Lees dit"), "", [])
        for spread in self.spreads:
            name = TYPE_NAMES[spread.kind][1]
            when = numbers.period(spread.period)
            heads, rows = self._latest(spread)
            yield parts.table(
                name[:1].upper() + name[1:],
                heads,
                rows,
                above=(f"{self.indicator.name}, {name}, {when}", *self._mind()),
            )
        if len(self.figures) == self.all:
            above = (_("Alle periodes"), *self._mind(), *self._breaks())
            yield parts.table(_("Alle periodes"), *self._periods(), above=above)
        yield parts.table(_("Wat ontbreekt"), [_KIND, parts.PLACE, parts.WHY], list(self._absent()))
        yield parts.table(_("Wat het cijfer betekent"), [_PART, _TEXT], list(self._meaning()))

    def _mind(self) -> list[str]:
        """What must be known of the groups before anyone adds them up."""
        breakdown = self.indicator.breakdown
        multi = _("Groepen kunnen elkaar overlappen. Tel ze niet op.")
        return [multi] if breakdown and breakdown.multi else []

    def _breaks(self) -> list[str]:
        """Where periods cannot simply be compared."""
        breaks = self.indicator.breaks
        return [_("Breuk. {text}").format(text=f"{numbers.period(b.period)}: {b.text}") for b in breaks]

    def _latest(self, spread: Spread) -> tuple[Sequence[parts.Column], list[list[Value]]]:
        """A row for each region, measure and group; a region without any figure has one that says why."""
        at = [o for o in self.figures if o.period == spread.period]
        regions = self._regions(spread)
        own = [o for o in at if self.catalogue.regions[o.region].type == spread.kind]
        there = {o.region for o in own}
        chosen = sorted({(o.measure, o.category) for o in own}, key=self._order)
        sources = held.sources(self.opened, at)
        found = [column(sources, self.indicator, (m, c, spread.period), at, regions) for m, c in chosen]
        rows = [
            row
            for region in regions
            for row in (
                [self._row(region, of) for of in found]
                if region.code in there
                else [self._nothing(region, found[0], spread.period)]
            )
        ]
        heads = self._heads(spread.kind != "NL", own)
        return heads, self._fitted(rows, heads)

    def _regions(self, spread: Spread) -> list[Region]:
        """The regions of that year, and any other that has a figure."""
        year = parse(spread.period).end.year
        regions = self.catalogue.regions
        held_by = {o.region for o in self.figures if o.period == spread.period}
        others = [regions[code] for code in held_by if regions[code].type == spread.kind]
        return sorted({r.code: r for r in [*regions.of_type(spread.kind, year), *others]}.values(), key=_by_name)

    def _order(self, chosen: tuple[str, str]) -> tuple[bool, int, int]:
        """The leading measure first; groups in the order of their list."""
        measure, category = chosen
        labels = list(category_labels(self.catalogue, self.indicator))
        place = labels.index(category) if category in labels else len(labels)
        return measure != self.indicator.lead_measure, [*map(str, self.indicator.measures)].index(measure), place

    def _row(self, region: Region, of: Figures) -> dict[str, Value]:
        return self._cells(of.at.get(region.code), of.at.get(NETHERLANDS), region, of)

    def _nothing(self, region: Region, of: Figures, period: str) -> dict[str, Value]:
        gap = of.cells[region.code].gap if region.code in of.cells else None
        status = gap.word if gap else self.told.status(None)
        others = [numbers.period(p) for p in self.coverage.periods_with(region.code, self.indicator.id) if p != period]
        note = _("Wel over {periods}.").format(periods=numbers.listed(others)) if others else ""
        place: dict[str, Value] = {"place": region.name, "code": region.code, "period": numbers.period(period)}
        return place | {"status": status, "note": note}

    def _cells(
        self, own: Observation | None, country: Observation | None, region: Region, of: Figures | None = None
    ) -> dict[str, Value]:
        there = [o for o in (own, country) if o]
        some = there[0] if there else next(iter(of.at.values())) if of else None
        assert some
        line = lines(there, region.code)[0] if there else None
        gap = of.cells[region.code].gap if of and own is None and region.code in of.cells else None
        counted = some.measure == "count"  # counts are not put beside those of the Netherlands
        return {
            "place": region.name_in(parse(some.period).year),
            "code": region.code,
            "group": self.told.group(some),
            "period": self.told.period(some),
            "measure": self.told.measure(some),
            "value": self.told.number(own),
            "status": gap.word if gap else self.told.status(own),
            "netherlands": None if counted else self.told.number(country),
            "netherlands-status": self.told.not_beside() if counted else self.told.status(country),
            "unit": self.told.unit(some),
            "low": self.told.number(own, "low"),
            "high": self.told.number(own, "high"),
            "note": self.told.note(line) if line else "",
            "mind": self._minded(own) if own else "",
            "source": self.told.source(line) if line else "",
        }

    def _minded(self, own: Observation) -> str:
        """What to mind with a figure, as its reading says: few cases, provisional, a break, groups that overlap."""
        count = self.counts.get((own.category, own.region, own.period))
        said = [s.text for s in careful(self.catalogue, own, count, revised_of(self.opened))]
        return " ".join([*said, *(self._mind() if own.category != TOTAL else ())])

    def _heads(self, country: bool, rows: Sequence[Observation]) -> list[parts.Column]:
        heads = [parts.PLACE, parts.CODE, parts.GROUP, parts.PERIOD, parts.MEASURE, parts.VALUE, parts.STATUS]
        heads += [parts.COUNTRY, parts.COUNTRY_STATUS] if country else []
        margins = [parts.LOW, parts.HIGH] if any(o.low is not None for o in rows) else []
        return [*heads, parts.UNIT, *margins, parts.NOTE, parts.MIND, parts.SOURCE]

    @staticmethod
    def _fitted(rows: Sequence[dict[str, Value]], heads: Sequence[parts.Column]) -> list[list[Value]]:
        return [[row.get(h.code, "") for h in heads] for row in rows]

    def _periods(self) -> tuple[Sequence[parts.Column], list[list[Value]]]:
        """Every figure of every region, with that of the Netherlands beside it; early to late."""
        country = {(o.measure, o.category, o.period): o for o in self.figures if o.region == NETHERLANDS}
        kinds = {kind: number for number, kind in enumerate(("NL", *KINDS))}
        regions = self.catalogue.regions

        def order(o: Observation) -> tuple[object, ...]:
            region = regions[o.region]
            place = (kinds.get(region.type, len(kinds)), _by_name(region), o.region)
            return (*place, self._order((o.measure, o.category)), parse(o.period).sort_key)

        rows = []
        for o in sorted(self.figures, key=order):
            beside = None if o.region == NETHERLANDS else country.get((o.measure, o.category, o.period))
            row = self._cells(o, beside, regions[o.region]) | {"kind": TYPE_NAMES[regions[o.region].type][0]}
            rows.append(row | ({"netherlands-status": ""} if o.region == NETHERLANDS else {}))
        heads = [_KIND, *self._heads(True, list(self.figures))]
        return heads, self._fitted(rows, heads)

    def _absent(self) -> Iterator[list[Value]]:
        """Kinds of region that the source does not give, and regions without any figure."""
        there = {o.region for o in self.figures}
        regions = self.catalogue.regions
        for kind in KINDS:
            name = TYPE_NAMES[kind][1]
            if kind not in self.indicator.levels:
                yield [name, _("alle"), why(self.indicator, kind, None, lambda _i: []).reason]
                continue
            lacking = [r for r in regions.of_type(kind, regions.latest_year) if r.code not in there]
            for region in lacking:
                yield [name, str(region.name), why(self.indicator, kind, None, lambda _i: []).reason]

    def _meaning(self) -> Iterator[list[Value]]:
        indicator = self.indicator
        yield [_("Betekenis"), str(indicator.definition)]
        if indicator.population:
            yield [_("Populatie"), str(indicator.population)]
        for kind, measure in indicator.measures.items():
            yield [_("Meting"), measure_words(kind, measure, self.catalogue.units[measure.unit])]
        for text in indicator.caveats:
            yield [_("Let op"), str(text)]
        for text in indicator.does_not_say:
            yield [_("Dit zegt het cijfer niet"), str(text)]
        for told in self._breaks():
            yield [_("Breuk"), told]


def _by_name(region: Region) -> str:
    return fold(str(region.name))
