"""Whether a difference is more than the usual differences between regions, or why that is not to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop, ngettext
from impactmonitor.meaning.cases import SCALE
from impactmonitor.meaning.model import Sentence, Signal, said
from impactmonitor.meaning.sentences import amount
from impactmonitor.meaning.usual import TESTED
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.places import in_place
from impactmonitor.present.words import category_labels, measure_of
from impactmonitor.statistics.funnel import FEWEST_REGIONS
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import Outcome
from impactmonitor.statistics.signals import Reading as Held
from impactmonitor.tables import TOTAL, Observation, Stage

MANY_CASES = 1_000
"""From here on a share that we compute has a decimal (docs/methods/statistics.md)."""
NAMED = 6
"""Up to this many regions with a figure are named."""

_NOT_TESTED = gettext_noop("Of dit meer is dan de gebruikelijke verschillen tussen regio’s is hier niet te bepalen.")
_NOT_TESTED_WHY = gettext_noop(
    "Of dit meer is dan de gebruikelijke verschillen tussen regio’s is hier niet te bepalen: {reason}."
)
_WHY_NOT = {
    Reason.PROVISIONAL: gettext_noop("de cijfers zijn nog voorlopig"),
    Reason.COMPARABILITY: gettext_noop("dit cijfer is niet zonder meer met dat van andere regio’s te vergelijken"),
    Reason.FEW_REGIONS: gettext_noop("daarvoor zijn van ten minste {least} regio’s vergelijkbare cijfers nodig"),
    Reason.FEW_EXPECTED: gettext_noop("daarvoor zijn er in te veel regio’s te weinig gevallen"),
    Reason.FEW_EVENTS: gettext_noop("het gaat om minder dan {least} gevallen"),
    Reason.FEW_CASES: gettext_noop("het is een deel van minder dan {least} gevallen"),
    Reason.NO_REGION: gettext_noop("dat kan alleen bij Veilig Thuis-regio’s"),
    Reason.NO_INTERVAL: gettext_noop("het aantal gevallen achter dit cijfer staat niet in deze uitgave"),
    Reason.FEW_POINTS: gettext_noop("er zijn te weinig eerdere momenten om de gewone schommelingen te kennen"),
    Reason.ALL_OR_NOTHING: gettext_noop("met deze cijfers is die berekening niet te maken"),
}
_WITHIN = gettext_noop(
    "{value} ligt binnen de gebruikelijke verschillen tussen regio’s ({low} tot {high}). Dat betekent niet dat er geen "
    "verschil is, en ook niet dat het goed of slecht gaat."
)
_HELD = {
    Outcome.SIGNAL: ("signal", gettext_noop(
        "{place} was dit {value}, in de andere {others} regio’s met dit cijfer samen {rest}. Dat verschil is groter "
        "dan de gebruikelijke verschillen tussen regio’s: gewoonlijk liggen zij tussen {low} en {high}."
    )),
    Outcome.INSIDE: ("inside", _WITHIN),
    Outcome.JUST_OUTSIDE: ("just-outside", _WITHIN),
    Outcome.SMALL_DIFFERENCE: ("small-difference", gettext_noop(
        "Het verschil met de andere regio’s samen ({rest}) is klein. Zo’n klein verschil noemen wij niet opvallend."
    )),
}  # fmt: skip
"""Rule and sentence of what the rule on signals found."""


class Usual(Protocol):
    """How much regions usually differ, for every figure of a release."""

    def of(self, figure: Observation) -> Held | NotPossible:
        """What the rule on signals found for a figure, or why that is not to say."""

    def regions(self, figure: Observation) -> list[str]:
        """Codes of the Veilig Thuis regions that have such a figure."""


def say(
    catalogue: Catalogue, figures: Mapping[str, Observation], usual: Usual | None
) -> tuple[list[Sentence], Signal | None]:
    """What is to say of figures of one indicator and region, by the name of their group (empty without groups)."""
    if usual is None:
        return [said("not-tested", _(_NOT_TESTED))], None
    told: list[Sentence] = []
    signals: list[Signal] = []
    for group, figure in figures.items():
        found = usual.of(figure)
        sentence = why_not(found) if isinstance(found, NotPossible) else held(catalogue, figure, found)
        same = isinstance(found, NotPossible) or len(figures) == 1
        told.append(sentence if same else said(sentence.rule, f"{group}: {_lower(sentence.text)}"))
        if not isinstance(found, NotPossible) and found.outcome is Outcome.SIGNAL:
            signals.append(signal(figure, found))
    return told, max(signals, key=lambda s: abs(s.z), default=None)


def why_not(found: NotPossible) -> Sentence:
    """Why nothing can be said about usual differences."""
    return said("not-tested", _(_NOT_TESTED_WHY).format(reason=reason_in_words(found)))


def reason_in_words(found: NotPossible) -> str:
    """The same reason as a part of a sentence."""
    return _(_WHY_NOT[found.reason]).format(least=numbers.number(found.least or 0))


def held(catalogue: Catalogue, figure: Observation, found: Held) -> Sentence:
    """What the rule found, with the value, that of the other regions together and the usual limits."""
    measure = measure_of(catalogue.indicators[figure.indicator], figure.measure)
    unit = catalogue.units[measure.unit]
    scale = SCALE[figure.measure]
    many = figure.measure != "share" or found.cases.base >= MANY_CASES
    own = min(figure.decimals, measure.decimals) if many else 0

    def shown(value: float, decimals: int = own) -> str:
        return numbers.number(value * scale, decimals) + numbers.suffix(unit)  # longer units stand with the figure

    rule, text = _HELD[found.outcome]
    return said(
        rule,
        _(text).format(
            place=_place(catalogue, figure),
            value=amount(figure, unit),
            rest=shown(found.rest, min(figure.decimals, measure.decimals)),
            low=numbers.number(found.limits.lower * scale, own),
            high=shown(found.limits.upper),
            others=numbers.number(found.others),
        )
        + _left_out(catalogue, figure, found),
    )


def _left_out(catalogue: Catalogue, figure: Observation, found: Held) -> str:
    """How many regions have no figure that takes part; nothing when all do, and where the figure does not stand out."""
    everyone = len(catalogue.regions.of_type("VT", parse(figure.period).end.year))
    number = everyone - found.others - 1
    if number < 1 or found.outcome is not Outcome.SIGNAL:
        return ""
    text = ngettext(
        "Van {number} regio is er geen cijfer dat meetelt.",
        "Van {number} regio’s is er geen cijfer dat meetelt.",
        number,
    )
    return " " + text.format(number=numbers.number(number))


def signal(figure: Observation, found: Held) -> Signal:
    """A signal, in the unit of the figure."""
    scale = SCALE[figure.measure]
    return Signal(
        *(figure.indicator, figure.measure, figure.category, figure.region, figure.period),
        value=found.value * scale,
        rest=found.rest * scale,
        low=found.limits.lower * scale,
        high=found.limits.upper * scale,
        z=found.z,
    )


def needed(catalogue: Catalogue, figure: Observation, usual: Usual | None) -> Iterator[Sentence]:
    """What would have to be there to tell more of a figure of a Veilig Thuis region beside others."""
    if usual is None or catalogue.regions[figure.region].type != "VT" or figure.measure not in TESTED:
        return
    codes = usual.regions(figure)
    when = numbers.the_period(figure.period)
    if len(codes) < FEWEST_REGIONS:
        names = numbers.listed([str(catalogue.regions[c].name) for c in codes])
        text = (
            _(
                "Om dit naast alle andere regio’s te leggen, zijn cijfers van meer regio’s nodig over {when}. In deze "
                "uitgave is alleen {names} er."
            )
            if len(codes) == 1
            else _(
                "Om dit naast alle andere regio’s te leggen, zijn cijfers van meer regio’s nodig over {when}. In deze "
                "uitgave zijn ze er van {number}: {names}."
            )
            if len(codes) <= NAMED
            else _(
                "Om dit naast alle andere regio’s te leggen, zijn cijfers van meer regio’s nodig over {when}. In deze "
                "uitgave zijn ze er van {number}."
            )
        )
        yield said("regions-needed", text.format(when=when, number=numbers.number(len(codes)), names=names))
    if figure.stage in (Stage.PROVISIONAL, Stage.REVISED):
        yield said(
            "final-needed",
            _("Of een verschil opvalt, kijken wij pas na als de bron de cijfers over {when} definitief noemt.").format(
                when=when
            ),
        )


def _place(catalogue: Catalogue, figure: Observation) -> str:
    place = in_place(catalogue.regions[figure.region])
    if figure.category == TOTAL:
        return place
    labels = category_labels(catalogue, catalogue.indicators[figure.indicator])
    return f"{labels.get(figure.category, figure.category)}: {_lower(place)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
