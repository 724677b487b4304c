"""The combination checker: may these figures be put together in this way, and why not, in a plain sentence.

`check` is the one function for pages, files, reports and outsiders. The rules stand in `impactmonitor.combinations`,
below the fence, so that whoever computes or draws obeys the same ones; here they get words.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.combinations.findings import Found, Verdict
from impactmonitor.combinations.operands import Figure, Given, Operand
from impactmonitor.combinations.operations import Operation
from impactmonitor.combinations.operations import read as read_operation
from impactmonitor.combinations.rules import judge
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.refusals import ABOUT, SENTENCES
from impactmonitor.present import numbers
from impactmonitor.settings import default_catalogue

__all__ = ["ALLOWED", "Answer", "Operand", "Operation", "Reason", "check", "say"]

ALLOWED = {
    Operation.ADD: gettext_noop("Deze cijfers mogen worden opgeteld. Door afronding kan de som iets afwijken."),
    Operation.SUBTRACT: gettext_noop("Het verschil tussen deze cijfers mag worden berekend."),
    Operation.SHARE: gettext_noop("Dit percentage mag worden berekend: het ene aantal is een deel van het andere."),
    Operation.RATE: gettext_noop("Dit cijfer per inwoner mag worden berekend: gebied en peildatum horen bij elkaar."),
    Operation.RATIO: gettext_noop("Deze cijfers mogen op elkaar worden gedeeld."),
    Operation.AVERAGE: gettext_noop("Van deze aantallen mag een gemiddelde worden genomen."),
    Operation.AVERAGE_WEIGHTED: gettext_noop("Van deze cijfers mag een gewogen gemiddelde worden genomen."),
    Operation.COMPARE: gettext_noop("Deze cijfers mogen naast elkaar worden gezet."),
    Operation.TREND: gettext_noop("Deze cijfers passen in één reeks."),
    Operation.CHART: gettext_noop("Deze cijfers mogen op één schaal staan."),
    Operation.STACK: gettext_noop("Deze cijfers mogen op elkaar worden gestapeld."),
    Operation.MAP: gettext_noop("Deze cijfers mogen samen op een kaart."),
    Operation.SIGNAL: gettext_noop("Met deze cijfers mag worden gekeken of een verschil opvalt."),
    Operation.BRIDGE: gettext_noop("Deze regio’s zijn samen precies de nieuwe regio."),
}
"""What is said when no rule applies. An operation that is not here is never allowed."""


@dataclass(frozen=True)
class Reason:
    """One rule that applies: its name, `allow`, `warn` or `block`, and the sentence in the language of the moment."""

    rule: str
    verdict: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The answer of the checker.

    `verdict` is `allow`, `warn` (allowed with the caution beside it) or `block`; `rule` and `reason` are those of the
    gravest rule. `reasons` are all rules that apply, gravest first. `dutch` and `english` are the same sentence in
    both languages; `reason` is in the language in which the question was asked.
    """

    verdict: str
    rule: str
    reason: str
    dutch: str
    english: str
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether it may be done, with or without a caution."""
        return self.verdict != "block"


def check(operation: str, operands: Iterable[Given], catalogue: Catalogue | None = None) -> Answer:
    """Whether an operation may be done with these figures. Rules: `docs/reference/combinations.md`.

    `operation` is a plain word (`add`, `add_regions`, `share`, `rate`, `compare_periods`, `trend`, `chart_stacked`,
    `map` …). `operands` are mappings, `Operand`s or released observations. `catalogue` is that of the release; without
    it the one of this software. What does not exist (an operation, indicator, region, period) is blocked with a
    sentence that names it; nothing is raised and nothing is guessed.
    """
    known = catalogue or _own_catalogue()
    found = judge(known, operation, operands)
    reasons = tuple(Reason(f.rule, f.verdict.name.lower(), say(f)) for f in found)
    texts = {name: _first(found, operation, name) for name in language.LANGUAGES}
    first = found[0] if found else None
    read = read_operation(operation)
    return Answer(
        verdict=first.verdict.name.lower() if first else Verdict.ALLOW.name.lower(),
        rule=first.rule if first else f"{read}-allowed",
        reason=texts[language.current()],
        dutch=texts[language.DUTCH],
        english=texts[language.ENGLISH],
        reasons=reasons,
    )


@functools.cache
def _own_catalogue() -> Catalogue:
    return load(default_catalogue())


def _first(found: list[Found], operation: str, name: str) -> str:
    with language.use(name):
        if found:
            return say(found[0])
        read = read_operation(operation)
        return _(ALLOWED[read]) if read else ""


def say(found: Found) -> str:
    """The sentence of a finding, in the current language."""
    about = ABOUT.get(found.rule, "")
    a, b = (_name(f, about) for f in (found.first, found.second))
    names = numbers.listed(list(dict.fromkeys(name for name in (a, b) if name)))
    return _(SENTENCES[found.rule]).format(a=a, b=b, both=names, about=found.about)


def _name(figure: Figure | None, about: str) -> str:
    if figure is None:
        return ""
    if about == "region":
        return figure.region.name_in(figure.period.year) if figure.period else figure.region.name
    if about == "period":
        return numbers.period(figure.period.code) if figure.period else _("een niet genoemde periode")
    if about == "category":
        shown = {c.code: c.shown for c in figure.codelist.categories} if figure.codelist else {}
        return shown.get(figure.category, _("totaal"))
    if about == "source":
        return str(figure.source.name) if figure.source else _("een onbekende bron")
    return str(figure.indicator.name)
