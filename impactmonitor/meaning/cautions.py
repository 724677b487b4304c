"""What must be kept in mind with a figure. The figure itself stays as it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Break
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.cases import FEW_CASES, method_of
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.meaning.revised import OPEN, Revised
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.blocks import Block, Table, Total
from impactmonitor.tables import TOTAL, Observation, ObsStatus

FEW_IN_GROUPS = 100
"""Shares of fewer cases than this together jump by a whole percentage point for each single case."""

_SOME_GONE = {
    marks.DOT: ("dot", gettext_noop("Bij sommige groepen drukt de bron een punt af: nul, klein of onbekend.")),
    marks.HIDDEN: (
        "hidden",
        gettext_noop("Sommige groepen worden niet getoond: het aantal is te klein om personen te beschermen."),
    ),
    marks.HIDDEN_TOO: (
        "hidden-too",
        gettext_noop("Sommige groepen worden niet getoond: er was een ander, klein aantal uit af te leiden."),
    ),
    marks.ABSENT: ("absent", gettext_noop("Sommige groepen staan niet in deze uitgave.")),
    marks.NOT_COLLECTED: ("not-collected", gettext_noop("Over sommige groepen zijn geen gegevens verzameld.")),
    marks.IMPOSSIBLE: ("impossible", gettext_noop("Sommige groepen kunnen hier niet voorkomen.")),
}
_SOME_SMALL = gettext_noop(
    "Sommige groepen zijn klein: minder dan twintig gevallen. Kleine aantallen schommelen door toeval. Trek daaruit "
    "geen conclusie."
)
_METHOD = {
    "sample": ("survey", gettext_noop("Dit is een schatting uit een steekproef. De bron noemt hier geen marge.")),
    "cohort": (
        "cohort",
        gettext_noop(
            "Dit gaat over een groep gezinnen die is gevolgd, per regio enkele tientallen. Vergelijk regio’s hier heel "
            "voorzichtig, en deze groep niet met een andere."
        ),
    ),
}


def of_block(catalogue: Catalogue, block: Block, revised: Revised | None) -> list[Sentence]:
    """The cautions of everything of the place itself that stands in a block."""
    own = [block.own] if isinstance(block, Total) else list(block.own.values())
    found = of_figures(catalogue, own, revised)
    if not isinstance(block, Total):
        gaps = {marks.gap(o) for o in own}
        found += [said(rule, _(text)) for gap, (rule, text) in _SOME_GONE.items() if gap in gaps and None in gaps]
        if any(o.value and o.value < FEW_CASES and not marks.gap(o) for o in block.counts.values()):
            found.insert(0, said("small", _(_SOME_SMALL)))
        found += _rounded(catalogue, block)
    return [*few(block), *found]


def of_figures(catalogue: Catalogue, figures: Iterable[Observation], revised: Revised | None) -> list[Sentence]:
    """The cautions of figures of one indicator that are there: each once.

    Without `revised` it is not known how far figures of their source were revised before.
    """
    rows = list(figures)
    found = [s for o in rows if not marks.gap(o) for s in _of_one(catalogue, o, revised)]
    # a dot can be provisional too
    found += [_provisional(o, revised) for o in rows if marks.gap(o) and o.stage in OPEN]
    return list(dict.fromkeys(found))


def _of_one(catalogue: Catalogue, o: Observation, revised: Revised | None) -> Iterator[Sentence]:
    if o.stage in OPEN:
        yield _provisional(o, revised)
    if broken := next(_breaks_at(catalogue, o), None):
        text = (
            _("Vóór {when} ging dit over een ander gebied. {reason} Vergelijk deze perioden niet met elkaar.")
            if broken.kind == "layout"
            else _("Voor en na {when} is anders geteld. {reason} Vergelijk deze perioden niet met elkaar.")
        )
        yield said("break", text.format(when=_begin(broken.period), reason=broken.text))
    elif o.obs_status == ObsStatus.BREAK:
        yield said("break", _("De bron meldt hier een breuk. Vergelijk dit cijfer niet met eerdere perioden."))
    method = method_of(catalogue, o)
    if method == "sample" and o.value is not None and o.low is not None and o.high is not None:
        yield said("survey", _margin(o))
    elif method in _METHOD:
        rule, text = _METHOD[method]
        yield said(rule, _(text))
    if o.obs_status == ObsStatus.ESTIMATED and not o.formula and method != "sample":
        yield said("estimate", _("De bron noemt dit een schatting."))
    if o.second_hand:
        yield said("second-hand", _("Dit cijfer komt uit tweede hand. De bron zelf is niet gezien."))


def _rounded(catalogue: Catalogue, block: Table) -> Iterator[Sentence]:
    """That the counts of groups were rounded; none when one shows that it was not, or when no sum is to be made."""
    counts = [o for o in block.counts.values() if o.value is not None and not marks.gap(o)]
    sources = [catalogue.sources.get(o.source) for o in counts]
    if block.multi or len(counts) < 2 or not all(source and source.rounded_to_fives for source in sources):
        return
    if all((o.value or 0) % 5 == 0 and not o.formula for o in counts):
        text = _("Deze aantallen zijn afgerond op vijftallen. Door afronding kan de som afwijken van het totaal.")
        yield said("rounded", text)


def _provisional(o: Observation, revised: Revised | None) -> Sentence:
    text = _("Voorlopig cijfer. Het kan nog veranderen.")
    before = revised.say(o) if revised else ""
    unknown = _("Met hoeveel deze bron voorlopige cijfers gemiddeld bijstelt, weten wij nog niet.")
    return said("provisional", f"{text} {before or unknown}")


def _margin(o: Observation) -> str:
    text = _("Dit is een schatting uit een steekproef: ongeveer {value}, tussen {low} en {high}.")
    shown = {
        name: numbers.number(v or 0.0, o.decimals) for name, v in (("value", o.value), ("low", o.low), ("high", o.high))
    }
    return text.format(**shown)


def _breaks_at(catalogue: Catalogue, o: Observation) -> Iterator[Break]:
    """The breaks with which the period of a figure begins: of its indicator, for its region."""
    indicator = catalogue.indicators.get(o.indicator)
    start = parse(o.period).start
    for item in indicator.breaks if indicator else ():
        if parse(item.period).start == start and (not item.regions or o.region in item.regions):
            yield item


def broken(catalogue: Catalogue, o: Observation) -> bool:
    """Whether counting changed with the period of this figure in a way that concerns regions beside each other.

    Another area or rounding concerns periods only.
    """
    return o.obs_status == ObsStatus.BREAK or any(not b.in_time_only for b in _breaks_at(catalogue, o))


def _begin(period: str) -> str:
    return numbers.day(parse(period).start)


def few(block: Block) -> list[Sentence]:
    """The caution of a block about few cases; none when there are enough, or when their number is not known."""
    number = _cases(block)
    if number is None or number <= 0:
        return []
    if isinstance(block, Total):
        return [small(number)] if number < FEW_CASES else []
    sentence = _("De verdeling bij ‘{title}’ gaat over {number} gevallen. Eén geval meer of minder telt dan sterk mee.")
    words = sentence.format(title=block.heading.title, number=numbers.number(number))
    return [said("small-groups", words)] if number < FEW_IN_GROUPS else []


def small(number: float) -> Sentence:
    """The caution of so many cases."""
    sentence = _(
        "Dit gaat om een klein aantal ({number}). Kleine aantallen schommelen door toeval. Trek hieruit geen conclusie."
    )
    return said("small", sentence.format(number=numbers.number(number)))


def _cases(block: Block) -> float | None:
    if isinstance(block, Total):
        return _sum([block.count] if block.count else [])
    counts = block.counts
    if TOTAL in counts:
        return _sum([counts[TOTAL]])
    parts = [counts[code] for code in block.top_level if code in counts]
    return None if block.multi else _sum(parts)  # one case may be in several groups


def _sum(counts: Iterable[Observation]) -> float | None:
    """Together; None without any, or when one of them is a gap."""
    found = list(counts)
    values = [o.value for o in found if o.value is not None and not marks.gap(o)]
    return sum(values) if values and len(values) == len(found) else None
