"""One policy question for one region as a document."""

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
from impactmonitor.present.comparable import Similar, similar
from impactmonitor.release.read import Release
from impactmonitor.reports import assemble
from impactmonitor.reports.beside import beside, lines
from impactmonitor.reports.content import Document, Figure
from impactmonitor.reports.figure import figure
from impactmonitor.routes.answer import Answer, Step, summary
from impactmonitor.routes.gathered import Gathered


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
    """A question for a region, complete.

    `beside` tells how regions were found that are like this one, empty without them.
    `needed` is what it would take to say more, each with the names of its figures. `address` is that of its page.
    """

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

    @property
    def running(self) -> str:
        """The question and whose it is."""
        return f"{self.title} {self.place}"


def question_report(
    opened: Release,
    route: Route,
    region: Region,
    others: Sequence[Region] = (),
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
        lead="",
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
    found = beside(opened, step, others)
    return AskedStep(
        title=str(step.indicator.name),
        contributes=str(step.entry.contributes),
        figure=made,
        gap=" ".join(_gap(step)),
        others=tuple(lines(found, others)) if found and found.filled else (),
        none=in_no_other() if found and not found.filled else "",
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
