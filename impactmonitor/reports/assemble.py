"""A report from a release: the same figures, readings and gaps as on the pages, in one piece."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from impactmonitor import language
from impactmonitor.catalogue.regions import Region
from impactmonitor.exceptions import ReleaseError
from impactmonitor.language import gettext as _
from impactmonitor.meaning import regions as about
from impactmonitor.meaning import standing
from impactmonitor.meaning.usual import Usual, usual_of
from impactmonitor.present import numbers
from impactmonitor.present import region as layout
from impactmonitor.present.blocks import Block, legend
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.held import coverage
from impactmonitor.present.marks import Mark
from impactmonitor.present.missing import Entry, dotted_title
from impactmonitor.present.places import with_type
from impactmonitor.present.region_page import Newest, Page
from impactmonitor.release.read import Release
from impactmonitor.reports.content import Absent, Figure, Report, Section, SourceUsed, Standout
from impactmonitor.reports.figure import figure
from impactmonitor.tables import Observation, Origin


def region_report(opened: Release, region: Region, period: str | None = None, drawn: bool = True) -> Report:
    """Everything that a release holds of a region in one period, in the language of the moment.

    Without `period` the one of which the region has the most recent figures; for the Netherlands the latest of each.
    Without `drawn` charts have no picture, which is quicker: for decks and workbooks.
    ReleaseError, with what to do, when the release has no figure of the region, or none in that period.
    """
    code = _period(opened, region, period)
    page = Page(opened, region, code) if code else Newest(opened, region, None)
    blocks = page.blocks
    if not page.own:
        raise ReleaseError(_nothing(opened, region, code))
    trends = page.trends(blocks.all)
    usual = usual_of(opened)
    made = functools.partial(_figure, page, trends, usual, drawn)
    sections = tuple(_sections(page, blocks, made))
    when = numbers.period(code) if code else _("laatste cijfers")
    stands = standing.listed(opened, region.code, code) if code and region.type == "VT" else None
    return Report(
        **head(opened, region, blocks.all),
        title=str(region.name),
        period=when,
        lead=_lead(page),
        keys=tuple(made(b) for b in blocks.keys),
        standouts=tuple(Standout(t.title, t.sentence.text, t.question, t.source_words) for t in stands.told)
        if stands
        else (),
        standing=stands.sentences if stands else (),
        sections=sections,
        absent=tuple(_absent(page)),
        dotted=tuple(_dotted(page)),
        absent_words=about.absent(page.missing, len(page.catalogue.indicators), bool(page.period), document=True),
    )


def head(opened: Release, region: Region, blocks: Sequence[Block]) -> dict[str, Any]:
    """What is the same in every document about a region: fields of `content.Document`."""
    return issued(opened, [o for b in blocks for o in b.shown], legend(blocks)) | {
        "subtitle": with_type(region)[:1].upper() + with_type(region)[1:],
        "place": str(region.name),
    }


def issued(opened: Release, observations: Iterable[Observation], signs: Iterable[Mark]) -> dict[str, Any]:
    """What is the same in every document with these figures and signs: fields of `content.Document`."""
    return {
        "language": language.current(),
        "release": opened.id,
        "since": numbers.day(opened.since) if opened.since else "",
        "moment": moment(opened),
        "banner": banner(opened),
        "guide": guide(),
        "sources": tuple(sources_of(opened, observations)),
        "signs": tuple((m.sign or m.label, m.legend) for m in signs),
    }


def moment(opened: Release) -> int:
    """The day on which the release came into force, in seconds since 1970: the time that stands in a document."""
    day = opened.since or dt.date(1970, 1, 2)
    return int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp())


def banner(opened: Release) -> str:
    """What stands on every page of invented figures; empty for others."""
    if opened.origin is not Origin.DEMO:
        return ""
    return _("Fictieve voorbeeldcijfers. Gebruik ze niet: ze zijn verzonnen.")


def guide() -> tuple[str, ...]:
    """How to read the report, in a few lines."""
    return (
        _("Bij elk cijfer staat over welke periode het gaat, waar het vandaan komt en hoe zeker het is."),
        _("Een sterretje betekent: voorlopig. Het cijfer kan nog veranderen."),
        _(
            "Een echte nul, een verborgen cijfer, een punt van de bron en een cijfer dat ontbreekt zijn vier "
            "verschillende dingen."
        ),
        _("Hoger of lager is niet vanzelf goed of fout. Wat een verschil betekent, bespreekt u met partners."),
        _("Tel cijfers van verschillende bronnen niet bij elkaar op."),
    )


def _period(opened: Release, region: Region, period: str | None) -> str | None:
    if period or region.type == "NL":
        return period
    found = coverage(opened).main_period_of(region.code)
    if found is None:
        raise ReleaseError(_nothing(opened, region, None))
    return found


def _nothing(opened: Release, region: Region, period: str | None) -> str:
    known = coverage(opened).periods_of(region.code)
    if not known or period is None:
        return _("In uitgave {release} staat geen enkel cijfer van {place}.").format(
            release=opened.id, place=with_type(region)
        )
    return _("Over {period} staat in uitgave {release} geen cijfer van {place}. Wel over: {known}.").format(
        period=numbers.the_period(period),
        release=opened.id,
        place=with_type(region),
        known=numbers.listed([numbers.period(p) for p in known]),
    )


def _figure(page: Page, trends: dict[str, Trend], usual: Usual, drawn: bool, block: Block) -> Figure:
    return figure(page.opened, block, trends.get(block.heading.indicator), usual, drawn)


def _sections(page: Page, blocks: layout.Blocks, made: functools.partial[Figure]) -> Iterator[Section]:
    keys: dict[str, list[Figure]] = {}
    for block in blocks.keys:
        keys.setdefault(page.catalogue.indicators[block.heading.indicator].theme, []).append(made(block))
    there = {s.theme.id: s for s in blocks.sections}
    for theme in page.catalogue.themes:
        section = there.get(theme.id)
        own = [made(b) for b in (*section.totals, *section.tables)] if section else []
        found = [*keys.get(theme.id, []), *own]
        if found:
            yield Section(theme.id, str(theme.name), str(theme.question), tuple(found))


def _lead(page: Page) -> str:
    mark, some = page.stage
    if mark:
        return _("Alle cijfers van {place} over deze periode zijn {word}.").format(
            place=page.region.name, word=mark.word
        )
    if some:
        return _("Een deel van de cijfers van {place} over deze periode is voorlopig.").format(place=page.region.name)
    return ""


def _absent(page: Page) -> Iterator[Absent]:
    for group in page.missing.themes:
        yield Absent(str(group.theme.name), _by_reason(group.entries))


def _dotted(page: Page) -> Iterator[Absent]:
    if page.missing.dotted:
        yield Absent(dotted_title(), _by_reason(page.missing.dotted))


def _by_reason(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.reason, []).append(entry.name)
    return tuple((reason, tuple(names)) for reason, names in found.items())


def sources_of(opened: Release, observations: Iterable[Observation]) -> Iterator[SourceUsed]:
    """Sources of these figures, each with what to know of it; of invented figures only that they are invented."""
    catalogue = opened.catalogue
    if opened.origin is Origin.DEMO:
        terms = _("Vrij te gebruiken, als erbij staat dat de cijfers verzonnen zijn.")
        yield SourceUsed(_("Fictieve voorbeeldcijfers"), "Impactmonitor", terms, ())
        return
    used = {opened.publications[o.publication].source for o in observations}
    for name, source in catalogue.sources.items():
        if name in used:
            quality = tuple(map(str, source.quality))
            yield SourceUsed(str(source.name), str(source.owner), str(source.licence), quality)
