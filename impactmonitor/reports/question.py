"""One policy question for one region as a document, and the kit for the conversation about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.language import gettext as _
from impactmonitor.meaning.comparable import whole
from impactmonitor.meaning.comparisons import in_no_other
from impactmonitor.meaning.standing import elsewhere
from impactmonitor.meaning.usual import usual_of
from impactmonitor.present import numbers
from impactmonitor.present.blocks import Total
from impactmonitor.present.columns import Column, column
from impactmonitor.present.comparable import Similar, similar
from impactmonitor.present.held import sources
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.reports import assemble
from impactmonitor.reports.content import Document, Figure
from impactmonitor.reports.figure import figure, written
from impactmonitor.routes.answer import Answer, Step, summary
from impactmonitor.routes.gathered import Gathered
from impactmonitor.routes.meeting import PARTS


@dataclass(frozen=True)
class Part:
    """A part of the meeting."""

    id: str
    name: str
    aim: str
    minutes: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AskedStep:
    """A step of the question: its figure, or why there is none.

    `others` are names and figures of other regions, of a figure in groups those of `group`; `none` says so instead when
    none of them has the figure.
    """

    title: str
    contributes: str
    figure: Figure | None
    gap: str
    others: tuple[tuple[str, str], ...]
    none: str
    group: str


@dataclass(frozen=True)
class QuestionReport(Document):
    """A question for a region, complete; with `kit` also the meeting.

    `beside` tells how regions were found that are like this one, empty without them.
    `needed` is what it would take to say more, each with the names of its figures. `address` is that of its page.
    """

    kit: bool
    address: str
    beside: tuple[str, ...]
    needed: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    sub_questions: tuple[str, ...]
    summary: str
    steps: tuple[AskedStep, ...]
    cannot_tell: tuple[str, ...]
    partners: tuple[tuple[str, tuple[str, ...]], ...]
    local_figures: tuple[tuple[str, str], ...]
    approaches: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]


def question_report(
    opened: Release,
    route: Route,
    region: Region,
    others: Sequence[Region] = (),
    kit: bool = False,
    address: str = "",
    alike: Similar | None = None,
) -> QuestionReport:
    """The answer to a question in the language of the moment; each figure over its own latest period.

    `alike` says how those of `others` were found that are like the region.
    """
    gathered = Gathered(opened, region, [route])
    answer = gathered.of(route)
    steps = tuple(_step(opened, gathered, step, others) for step in answer.steps)
    blocks = [step.block for step in answer.steps if step.block]
    known = {d.id: d for d in opened.catalogue.guide.databases}
    return QuestionReport(
        **assemble.head(opened, region, blocks),
        title=str(route.question),
        period=_("laatste cijfers"),
        lead=_("Alles voor een goed gesprek: cijfers, vragen, partners en ruimte voor aantekeningen.") if kit else "",
        kit=kit,
        address=_("Adres: {address}").format(address=address) if address else "",
        beside=tuple(whole(alike)) if alike else (),
        needed=tuple(("; ".join(names), sentence.text) for sentence, names in answer.needed),
        why=tuple(map(str, route.why)),
        sub_questions=tuple(map(str, route.sub_questions)),
        summary=" ".join(_summary(gathered, answer)),
        steps=steps,
        cannot_tell=tuple(map(str, route.cannot_tell)),
        partners=tuple((str(p.name), tuple(map(str, p.ask))) for p in route.partners),
        local_figures=tuple((str(f.name), str(f.source)) for f in route.local_figures),
        approaches=tuple(
            (str(known[a.database].name), str(a.text), known[a.database].address)
            for a in route.approaches
            if a.database in known
        ),
        parts=tuple(Part(p.id, p.name, p.purpose, p.minutes, tuple(p.questions)) for p in PARTS) if kit else (),
    )


def peers(opened: Release, region: Region, weights: Iterable[tuple[str, float]] | None = None) -> Similar | None:
    """The regions that are like a region, to stand beside it, with own weights if there are any.

    None for other areas and where too little is known.
    """
    return similar(opened, region.code, dict(weights or ())) if region.type == "VT" else None


def _summary(gathered: Gathered, answer: Answer) -> Iterator[str]:
    """How much there is, and which period tells what stands out when these figures cannot."""
    yield summary(answer)
    if found := gathered.standing(answer):
        _region, period = found
        yield elsewhere(period)


def _step(opened: Release, gathered: Gathered, step: Step, others: Sequence[Region]) -> AskedStep:
    made = None
    if step.block:
        made = figure(opened, step.block, gathered.trend(step), usual_of(opened))
        made = dataclasses.replace(made, questions=tuple(map(str, step.indicator.questions)))
    beside = _beside(opened, step, others)
    return AskedStep(
        title=str(step.indicator.name),
        contributes=str(step.entry.contributes),
        figure=made,
        gap=" ".join(_gap(step)),
        others=tuple(_lines(beside, others)) if beside and beside.filled else (),
        none=in_no_other() if beside and not beside.filled else "",
        group=step.headline.group if step.headline else "",
    )


def _gap(step: Step) -> Iterator[str]:
    """Why the region has no figure, and whose stands there instead."""
    if step.gap:
        yield step.gap.reason
    if step.lent:
        yield _("Cijfer van {whose}.").format(whose=step.whose)
    if step.membership:
        yield step.membership


def _beside(opened: Release, step: Step, others: Sequence[Region]) -> Column | None:
    """The number that stands in a line, of other regions; None without any, and beside what is not the region's own."""
    if not others or step.lent or step.block is None or step.headline is None:
        return None
    own = step.block.own if isinstance(step.block, Total) else step.block.own[step.headline.category]
    codes = tuple(r.code for r in others)
    chosen = (own.measure, own.category, own.period)
    rows = list(opened.select(Selection((own.indicator,), (own.measure,), (own.category,), codes, (own.period,))))
    return column(sources(opened, rows), step.indicator, chosen, rows, others)


def _lines(beside: Column, others: Sequence[Region]) -> Iterator[tuple[str, str]]:
    """Names and figures of other regions; those without one follow, those with the same reason on one line."""
    without: dict[str, list[str]] = {}
    for region in others:
        found = beside.cells[region.code]
        if found.gap:
            without.setdefault(written(found), []).append(str(region.name))
        else:
            yield str(region.name), written(found)
    for reason, names in without.items():
        yield numbers.listed(names), reason
