"""All policy questions for one region on one page, for administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.language import gettext_noop
from impactmonitor.present import marks
from impactmonitor.present.blocks import Total
from impactmonitor.present.cells import Cell, SourceLine, cell, merged
from impactmonitor.present.places import label
from impactmonitor.routes.answer import Answer, Step
from impactmonitor.web import access, questions
from impactmonitor.web.addresses import overview_path, question_path
from impactmonitor.web.answers import Answers, legend

SIGNED = ("second-hand", "dot", "hidden", "hidden-too", "absent", "not-collected", "impossible")
"""Rules of cautions for which a sign stands at the figure, explained in the key."""
MOST = 3
"""Figures of one question on the overview."""
ON_PAPER = 2
"""So many of them are printed: all questions must stand on one sheet in letters that can be read."""
_DERIVED = replace(
    marks.DERIVED,
    dutch_legend=gettext_noop(
        "Afgeleid: door ons berekend uit andere cijfers. De berekening staat op de site, op de pagina van het cijfer."
    ),
)
"""This page has no room for calculations."""


@dataclass(frozen=True)
class Line:
    """A figure with the address of its page and a cell for each column; None where a count stands beside no other."""

    step: Step
    address: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Item:
    """A question with its first figures, and what to keep in mind with them."""

    answer: Answer
    told: tuple[Line, ...]
    careful: tuple[str, ...]
    address: str
    conversation: str


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """`/vragen/overzicht/`: with `?regio=` it leads to that region, else to where one is chosen."""
    return questions.chosen(request, access.release(), overview_path) or HttpResponseRedirect(question_path(""))


@require_safe
def show(request: HttpRequest, word: str) -> HttpResponse:
    """`/vragen/overzicht/<region>/`."""
    opened, where = access.release(), access.addresses(access.release())
    if onward := questions.chosen(request, opened, overview_path):
        return onward
    region = questions.find_region(opened, word, overview_path)
    if where.word(region) != word:
        return HttpResponseRedirect(overview_path(where.word(region)))
    routes = opened.catalogue.ordered_routes
    answers = Answers(opened, region, routes)
    items = [_item(answers, answers.of(route), word) for route in routes]
    lines = [line for found in items for line in found.told]
    shown = legend(cell for line in lines for cell in line.cells if cell)
    source: SourceLine = merged(line.step.block.source for line in lines if line.step.block)
    context = {
        "region": region,
        "place": label(region),
        "region_address": where.path(region),
        "region_choices": questions.region_choices(opened, region),
        "lines": [(questions.line_name(n), [i for i in items if i.answer.route.line == n]) for n in questions.LINES],
        "columns": _columns(answers),
        "careful": _by_text(c for i in items for line in i.told[:ON_PAPER] for c in _careful([line.step])),
        "marks": [_DERIVED if mark is marks.DERIVED else mark for mark in shown],
        "alone": any(None in line.cells for line in lines),
        "source": source if lines else None,
        "nationwide": region.type == "NL",
        "here": overview_path(word),
        "wider": questions.wider(opened, answers, overview_path),
        "release": opened.id,
    }
    return render(request, "pages/questions_overview.html", context)


def _item(answers: Answers, answer: Answer, word: str) -> Item:
    """A question with those of its figures that stand in a line: of the region first, then of a wider one."""
    told = [s for s in (*answer.own, *answer.wider, *answer.country) if s.headline and not s.headline.own.gap]
    name = answer.route.id
    careful = _by_text(_careful(told[:MOST]))
    lines = tuple(Line(step, answers.address(step), tuple(_cells(answers, step))) for step in told[:MOST])
    return Item(answer, lines, careful, question_path(name, word), question_path(name, word, "gesprek"))


def _by_text(found: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Cautions, each once with the names of its figures."""
    same: dict[str, dict[str, None]] = {}
    for title, text in found:
        same.setdefault(text, {})[title] = None
    return tuple(f"{'; '.join(titles)}: {text}" for text, titles in same.items())


def _careful(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """Cautions that no sign at the figure says, with the name of the figure."""
    for step in steps:
        for sentence in step.reading.spoken if step.reading else ():
            if sentence.rule not in SIGNED:
                yield str(step.indicator.short or step.indicator.name), sentence.text


def _columns(answers: Answers) -> list[tuple[str, str]]:
    """Name and style of each column of figures: the region, that of a municipality, the country."""
    found = [(label(answers.page.region), "c-me")]
    if answers.page.wider:
        found.append((label(answers.page.wider), "c-ot"))
    return found if answers.page.nationwide else [*found, (label(answers.country.region), "c-nl")]


def _cells(answers: Answers, step: Step) -> Iterator[Cell | None]:
    """The figure of a step in each column; what the release lacks has its sign.

    Beside a count stands none of another area, also where the release has it: areas differ in size.
    """
    line, block = step.headline, step.block
    assert line
    assert block
    own = block.own if isinstance(block, Total) else block.own[line.category]
    counted = own.measure == "count"
    yield cell(None) if step.lent else line.own
    if answers.page.wider:
        lent = line.own if not step.national else cell(None)
        yield lent if step.lent else None if counted else line.wider or cell(None)
    if not answers.page.nationwide:
        yield line.own if step.national else None if counted else line.beside or cell(None)
