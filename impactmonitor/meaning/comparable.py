"""Sentences about regions that are like each other: how many, on what, how far to trust it. No cause, no verdict."""

from __future__ import annotations

from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning.comparisons import Remark
from impactmonitor.present import numbers
from impactmonitor.present.comparable import Inputs, Similar

FEW = 4
"""With fewer characteristics than this, regions are hardly said to be like each other."""


def say(similar: Similar) -> str:
    """How many regions are like this one, and on which characteristics."""
    place = similar.region.name_in(similar.inputs.year)
    names = _names(similar)
    many = len(similar.found)
    if not many:
        return _("Er is geen regio die genoeg op {region} lijkt. Gekeken is naar: {names}.").format(
            region=place, names=names
        )
    return ngettext(
        "Vergeleken met {number} regio die op {region} lijkt. Gekeken is naar: {names}.",
        "Vergeleken met {number} regio’s die op {region} lijken. Gekeken is naar: {names}.",
        many,
    ).format(number=numbers.number(many), region=place, names=names)


def _names(similar: Similar) -> str:
    counted = [similar.inputs.name(v) for v, weight in similar.weights.items() if weight > 0]
    return numbers.listed([_small(n) for n in counted])


def _small(name: str) -> str:
    return name[:1].lower() + name[1:] if name[:1].isalpha() else name


def weighted(similar: Similar) -> str:
    """Which weights were chosen, in per cent as in an address; empty for the usual ones."""
    if not similar.own:
        return ""
    chosen = "; ".join(
        f"{_small(similar.inputs.name(name))}\N{NO-BREAK SPACE}{_weight(value)}" for name, value in similar.own.items()
    )
    if len(similar.own) == len(similar.weights):
        return _("Met uw eigen gewichten: {weights}.").format(weights=chosen)
    return _("Met uw eigen gewichten: {weights}. De andere kenmerken tellen zoals gewoonlijk.").format(weights=chosen)


def _weight(value: float) -> str:
    """A weight with as many decimals as were typed, at the most four."""
    return numbers.number(value, len(f"{value:.4f}".rstrip("0").partition(".")[2]))


def whole(similar: Similar) -> list[str]:
    """How regions were found that are like this one, in full, in sentences: for a document, a file or a picture."""
    return [text for text in (say(similar), poor(similar), weighted(similar)) if text]


def poor(similar: Similar) -> str:
    """That some of the nearest are hidden because they are not much alike; empty when none is."""
    if not similar.hidden:
        return ""
    many = len(similar.found)
    first = ngettext(
        "Er is maar {number} goed vergelijkbare regio.", "Er zijn maar {number} goed vergelijkbare regio’s.", many
    ).format(number=numbers.number(many))
    if not many:
        first = _("Er zijn geen goed vergelijkbare regio’s.")
    rest = _("De volgende regio’s verschillen te veel. Ze staan er daarom niet bij.")
    return f"{first} {rest}"


def few(inputs: Inputs | None) -> str:
    """That less than half of the characteristics is there, to stand beside the choice of the set; else empty."""
    if inputs is None or 2 * len(inputs.used) >= len(inputs.wanted.variables):
        return ""
    text = _("In deze uitgave is bij ‘regio’s die erop lijken’ naar {number} van de {all} kenmerken gekeken: {names}.")
    names = numbers.listed([_small(str(u.characteristic.name)) for u in inputs.used])
    number, wanted = numbers.number(len(inputs.used)), numbers.number(len(inputs.wanted.variables))
    return text.format(number=number, all=wanted, names=names)


def cautions(similar: Similar) -> list[Remark]:
    """What a reader must know before putting these regions beside each other."""
    found = []
    inputs, counts = similar.inputs, [v for v, weight in similar.weights.items() if weight > 0]
    if len(counts) < FEW:
        text = ngettext(
            "Er is maar naar {number} van de {all} kenmerken gekeken: {names}. Deze regio’s kunnen verder heel "
            "verschillend zijn.",
            "Er is maar naar {number} van de {all} kenmerken gekeken: {names}. Deze regio’s kunnen verder heel "
            "verschillend zijn.",
            len(counts),
        ).format(
            number=numbers.number(len(counts)), all=numbers.number(len(inputs.wanted.variables)), names=_names(similar)
        )
        found.append(Remark(_("Weinig kenmerken"), text, caution=True))
    if similar.stability.overlap and not similar.stability.stable:
        worst = min(similar.stability.overlap, key=lambda name: similar.stability.overlap[name])
        stays = round(similar.stability.overlap[worst] * inputs.wanted.neighbours)
        text = _(
            "De lijst hangt sterk af van de gekozen kenmerken. Zonder ‘{name}’ blijven van de {number} regio’s die het "
            "dichtst bij liggen er {stays} over. Noem bij een vergelijking dus altijd de kenmerken."
        ).format(name=inputs.name(worst), number=numbers.number(inputs.wanted.neighbours), stays=numbers.number(stays))
        found.append(Remark(_("Deze lijst is niet stabiel"), text, caution=True))
    return found


def no_region(inputs: Inputs | None, name: str) -> str:
    """Why there is no answer for a region."""
    if inputs is None:
        return _("In deze uitgave staan geen kenmerken van regio’s. Daarom is niet te zien welke op elkaar lijken.")
    return _(
        "De kenmerken van regio’s in deze uitgave zijn van {year}. Toen bestond {name} niet als Veilig Thuis-regio."
    ).format(year=inputs.year, name=name)
