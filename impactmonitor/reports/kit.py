"""The conversation kit as a document: the parts of its page, in the same order and the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.language import gettext as _
from impactmonitor.meaning.comparable import cautions, whole
from impactmonitor.meaning.comparisons import in_no_other, read, remarks
from impactmonitor.meaning.revised import revised_of
from impactmonitor.meaning.standing import open_of
from impactmonitor.present.blocks import Total
from impactmonitor.present.calendar import whole_outlook
from impactmonitor.present.columns import Column
from impactmonitor.present.comparable import Similar
from impactmonitor.present.held import coverage
from impactmonitor.present.pictures.blocks import note_words
from impactmonitor.present.pictures.picture import source_words
from impactmonitor.present.places import label
from impactmonitor.present.words import netherlands
from impactmonitor.release.read import Release
from impactmonitor.reports import assemble
from impactmonitor.reports.beside import beside, lines
from impactmonitor.reports.content import Document, Row
from impactmonitor.reports.figure import heads, rows, written
from impactmonitor.routes.gathered import Gathered
from impactmonitor.routes.kit import KitFigure, kit_figures, signs
from impactmonitor.routes.kit_words import BLANK, after, kit_words
from impactmonitor.routes.meeting import PARTS


@dataclass(frozen=True)
class Part:
    """A part of the meeting."""

    name: str
    duration: str
    aim: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Others:
    """A figure of other regions; `lines` are empty when none of them has it, which `none` then says."""

    title: str
    head: str
    lines: tuple[tuple[str, str], ...]
    none: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Sheet:
    """A figure of the kit. `values` are names and figures, the own one first; `lent` says whose they are.

    `rows` are the groups with a figure, under `heads`, with the numbers of their bars; `remarks` are said of them.
    """

    title: str
    subtitle: str
    values: tuple[tuple[str, str], ...]
    lent: tuple[str, str]
    membership: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    percent: bool
    remarks: tuple[str, ...]
    others: Others | None
    paragraphs: tuple[str, ...]
    cautions: tuple[str, ...]
    meanings: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class KitReport(Document):
    """All for the conversation about a question in a region.

    `short` is the question in a few words, `address` that of its page, `blank` how many empty rows a table has.
    `beside` tells how regions were found that are like this one, and `standing` which period tells what stands out.
    """

    short: str
    kind: str
    address: str
    blank: int
    why: tuple[str, ...]
    parts: tuple[Part, ...]
    partners: tuple[tuple[str, tuple[str, ...]], ...]
    beside: tuple[str, ...]
    standing: str
    shared: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    gaps: tuple[tuple[str, str], ...]
    needed: tuple[tuple[str, str], ...]
    cannot_tell: tuple[str, ...]
    local_figures: tuple[tuple[str, str], ...]
    after: tuple[str, ...]

    @property
    def running(self) -> str:
        """As on top of the printed page."""
        return _("Gesprekskit: {question}, {place}").format(question=self.short, place=self.place)


def kit_report(
    opened: Release,
    route: Route,
    region: Region,
    others: Sequence[Region] = (),
    address: str = "",
    alike: Similar | None = None,
    month: dt.date | None = None,
) -> KitReport:
    """The kit in the language of the moment, with the figures of `others` beside those of the region.

    `alike` says how those of `others` were found that are like the region. `month` is from when new figures are
    expected; without it, and of an earlier one, the day on which the release came into force.
    """
    gathered = Gathered(opened, region, [route])
    answer = gathered.of(route)
    found = {s.indicator.id: c for s in answer.steps if others and (c := beside(opened, s, (region, *others)))}
    figures = kit_figures(answer, {name: list(c.cells.values()) for name, c in found.items() if _any(c, region)})
    stands, place = gathered.standing(answer), label(region)
    head = assemble.head(opened, region, [f.block for f in figures])
    return KitReport(
        **head | {"signs": tuple((m.sign or m.label, m.legend) for m in signs(figures)), "place": place},
        title=str(route.question),
        period=_("laatste cijfers"),
        lead=str(kit_words()["lead"]),
        short=str(route.short),
        kind=_("Gesprekskit voor {place}").format(place=place),
        address=address,
        blank=BLANK,
        why=tuple(map(str, route.why)),
        parts=tuple(Part(p.name, p.duration, p.purpose, tuple(p.questions)) for p in PARTS),
        partners=tuple((str(p.name), tuple(map(str, p.ask))) for p in route.partners),
        beside=(*whole(alike), *(f"{c.title}. {c.text}" for c in cautions(alike))) if alike else (),
        standing=f"{' '.join(open_of(stands[1], label(stands[0])))}." if stands else "",
        shared=tuple(s.text for s in answer.shared),
        sheets=tuple(_sheet(opened, f, region, others, found.get(f.step.indicator.id)) for f in figures),
        gaps=tuple((str(s.indicator.name), s.gap.reason if s.gap else "") for s in answer.gaps),
        needed=tuple(("; ".join(names), sentence.text) for sentence, names in answer.needed),
        cannot_tell=tuple(map(str, route.cannot_tell)),
        local_figures=tuple((str(f.name), str(f.source)) for f in route.local_figures),
        after=_after(opened, month),
    )


def _after(opened: Release, month: dt.date | None) -> tuple[str, ...]:
    days = [day for day in (opened.since, month) if day]
    coming = whole_outlook(opened.catalogue, coverage(opened).span, max(days)).coming if days else ()
    return after(opened.id, coming[0].months, coming[0].title) if coming else after(opened.id)


def _any(column: Column, region: Region) -> bool:
    """Whether another region than this one has the figure."""
    return any(code != region.code for code in column.filled)


def _sheet(
    opened: Release, figure: KitFigure, region: Region, others: Sequence[Region], column: Column | None
) -> Sheet:
    step, block, reading = figure.step, figure.block, figure.step.reading
    heading = block.heading
    star = heading.mark.sign if heading.mark else ""
    percent = " (%)" if block.unit.id == "%" else ""
    table = None if isinstance(block, Total) else block
    return Sheet(
        title=figure.title,
        subtitle=f"{heading.measure}{percent}, {heading.period}{star}",
        values=tuple(_values(figure)),
        lent=figure.lent,
        membership=step.membership,
        heads=heads(table) if table else (),
        rows=tuple(rows(figure.rows, table.first)) if table else (),
        percent=bool(percent),
        remarks=tuple(filter(None, (figure.without, figure.multi))),
        others=_others(opened, column, region, others) if column else None,
        paragraphs=reading.paragraphs if reading else (),
        cautions=tuple(s.text for s in reading.cautions) if reading else (),
        meanings=tuple(s.text for s in figure.meanings),
        notes=note_words(figure.notes),
        questions=reading.questions if reading else (),
        source=source_words(block.source),
    )


def _values(figure: KitFigure) -> Iterator[tuple[str, str]]:
    line, block = figure.step.headline, figure.block
    if line:
        yield block.heading.place, written(line.own)
        if line.wider:
            yield block.wider_name, written(line.wider)
        if line.beside:
            yield netherlands(), written(line.beside)


def _others(opened: Release, column: Column, region: Region, others: Sequence[Region]) -> Others:
    title = _("{title}: naast andere regio’s").format(title=column.title)
    head = ", ".join(filter(None, (column.words, column.group, column.when)))
    if not _any(column, region):
        return Others(title, head, (), in_no_other(), (), (), "")
    regions = (region, *others)
    reading = read(opened.catalogue, column, revised=revised_of(opened))
    told = [f"{remark.title}. {remark.text}" for remark in remarks(opened.catalogue.regions, list(regions), [column])]
    told += [f"{s.name}. {s.text}" for s in reading.spoken]
    if not column.comparable:
        told.append(_("Dit zijn aantallen. Regio’s verschillen in grootte: een hoger aantal zegt op zichzelf weinig."))
    found = list(lines(column, regions))
    if column.netherlands and column.comparable:
        found.append((netherlands(), written(column.netherlands)))
    sentences, notes = (reading.text, *told), note_words(column.notes)
    return Others(title, head, tuple(found), "", sentences, notes, source_words(column.source))
