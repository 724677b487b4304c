"""Words for what stands out in a region: each signal, how many there are, and how many chance would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning.combinations import check
from impactmonitor.meaning.model import Sentence
from impactmonitor.meaning.spread import held, reason_in_words
from impactmonitor.meaning.usual import Standing
from impactmonitor.present import numbers
from impactmonitor.present.words import category_labels
from impactmonitor.tables import TOTAL

REASONS = 2
"""So many reasons why nothing can be compared are named."""


@dataclass(frozen=True)
class Told:
    """A signal in words, with the first question that the catalogue has for it."""

    indicator: str
    title: str
    sentence: Sentence
    question: str


def signals(catalogue: Catalogue, found: Standing) -> Iterator[Told]:
    """The signals to list, each passed by the combination checker as well."""
    for figure, reading in found.signals:
        if not check("signal", [figure], catalogue).allowed:
            continue
        indicator = catalogue.indicators[figure.indicator]
        title = str(indicator.short or indicator.name)
        if figure.category != TOTAL:
            title = f"{title}: {category_labels(catalogue, indicator).get(figure.category, figure.category)}"
        yield Told(indicator.id, title, held(catalogue, figure, reading), str(indicator.questions[0]))


def say(found: Standing, period: str) -> list[str]:
    """How many figures could be compared, how many stand out, and how many would by chance."""
    if not found.compared:
        return list(_nothing(found, period))
    if not found.found:
        told = ngettext(
            "Er is {number} cijfer dat met dat van andere regio’s te vergelijken is, en dat valt niet op. Dat betekent "
            "niet dat er geen verschil is, en ook niet dat het goed of slecht gaat.",
            "Van de {number} cijfers die met die van andere regio’s te vergelijken zijn, valt er geen op. Dat betekent "
            "niet dat er geen verschillen zijn, en ook niet dat het goed of slecht gaat.",
            found.compared,
        )
    else:
        told = ngettext(
            "Van de {number} cijfers die met die van andere regio’s te vergelijken zijn, valt er {found} op.",
            "Van de {number} cijfers die met die van andere regio’s te vergelijken zijn, vallen er {found} op.",
            found.found,
        )
    sentences = [told.format(number=numbers.number(found.compared), found=numbers.number(found.found))]
    if found.found > len(found.signals):
        sentences[0] += " " + _("Hier staan de cijfers die het verst van de andere regio’s liggen.")
    if found.found:
        sentences.append(
            _(
                "Dat zegt niet waardoor dat komt, en ook niet of het goed of slecht is. Het kan gaan om hoe vaak het "
                "voorkomt, om bereik en meldgedrag, of om werkwijze en registratie."
            )
        )
    sentences.append(_chance(found))
    return sentences


def _chance(found: Standing) -> str:
    expected = found.by_chance
    if expected < 1:
        text = _(
            "Ook als regio’s niet meer verschillen dan gebruikelijk, valt er door toeval wel eens een cijfer op: van "
            "{number} cijfers gemiddeld {expected}."
        )
        shown = numbers.number(expected, 1 if expected >= 0.1 else 2)
        return text.format(number=numbers.number(found.compared), expected=shown)
    text = _("Van {number} cijfers zouden er door toeval ongeveer {expected} opvallen.")
    return text.format(number=numbers.number(found.compared), expected=numbers.number(round(expected)))


def _nothing(found: Standing, period: str) -> Iterator[str]:
    when = numbers.the_period(period)
    if not found.reasons:
        yield _(
            "Wat over {when} opvalt, is niet te zeggen: er zijn geen aandelen of cijfers per inwoner die met andere "
            "regio’s te vergelijken zijn."
        ).format(when=when)
        return
    reasons = numbers.listed([reason_in_words(reason) for reason in found.reasons[:REASONS]])
    yield _("Wat over {when} opvalt, is niet te zeggen: {reasons}.").format(when=when, reasons=reasons)
    yield _("Dat betekent niet dat er geen verschillen zijn. Bij elk cijfer staat dat van Nederland ernaast.")
