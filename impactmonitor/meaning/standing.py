"""Words for what stands out in a region: each signal, how many there are, and how many chance would give."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning.combinations import check
from impactmonitor.meaning.model import Sentence
from impactmonitor.meaning.spread import held, reason_in_words
from impactmonitor.meaning.usual import Standing, usual_of
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.held import coverage
from impactmonitor.present.titles import short_title_of
from impactmonitor.present.words import category_labels
from impactmonitor.release.read import Release
from impactmonitor.tables import TOTAL, Publication

REASONS = 2
"""So many reasons why nothing can be compared are named."""


LOOKED_AT = 8
"""So many of the newest periods of a region are looked at for the one whose signals are listed."""


def listed_in(opened: Release, region: str) -> str | None:
    """The period whose signals are listed: the newest in which figures of the region can be compared.

    A release lists them once per region, so a year and its halves do not tell the same thing three times. Of periods
    that end on the same day the one with the most comparisons; None when there is none.
    """
    usual = usual_of(opened)
    newest = coverage(opened).periods_of(region)[:LOOKED_AT]
    periods = usual.open_to_comparison(region, newest) if newest else []
    for _end, together in itertools.groupby(periods, key=lambda code: parse(code).end):
        compared = {code: usual.of_region(region, code).compared for code in together}
        best = max(compared, key=lambda code: compared[code])
        if compared[best]:
            return best
    return None


@dataclass(frozen=True)
class Told:
    """A signal in words, with the first question that the catalogue has for it, and where its figure stands.

    `source` is the short title of the publication, `url` its address, `status` how final the figure is, in words.
    """

    indicator: str
    title: str
    sentence: Sentence
    question: str
    source: str
    url: str
    status: str

    @property
    def source_words(self) -> str:
        """Source and status as one text."""
        return _("Bron: {source}. Status: {status}.").format(source=self.source, status=self.status)


def signals(catalogue: Catalogue, publications: Mapping[str, Publication], found: Standing) -> Iterator[Told]:
    """The signals to list, each passed by the combination checker as well."""
    for figure, reading in found.signals:
        if not check("signal", [figure], catalogue).allowed:
            continue
        indicator = catalogue.indicators[figure.indicator]
        title = str(indicator.short or indicator.name)
        if figure.category != TOTAL:
            title = f"{title}: {category_labels(catalogue, indicator).get(figure.category, figure.category)}"
        title = f"{title}, {numbers.period(figure.period)}"
        publication = publications[figure.publication]
        yield Told(
            indicator=indicator.id,
            title=title,
            sentence=held(catalogue, figure, reading),
            question=str(indicator.questions[0]),
            source=short_title_of(publication),
            url=publication.url,
            status=marks.status_words([figure]),
        )


@dataclass(frozen=True)
class Listed:
    """What is told in one period of a region: the signals, the sentences under them, and the period that lists them.

    `told` is empty, and `elsewhere` set, in another period than the one that lists the signals of the region.
    """

    told: tuple[Told, ...]
    sentences: tuple[str, ...]
    compared: int
    elsewhere: str


def listed(opened: Release, region: str, period: str) -> Listed:
    """What stands out in a Veilig Thuis region in a period, or where that is listed, or why it is not to say."""
    found, there = usual_of(opened).of_region(region, period), listed_in(opened, region)
    if there and there != period:
        sentences = [elsewhere(there)] if found.compared else say(found, period)
        return Listed((), tuple(sentences), found.compared, there)
    return Listed(
        tuple(signals(opened.catalogue, opened.publications, found)), tuple(say(found, period)), found.compared, ""
    )


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


def elsewhere(period: str) -> str:
    """Said of another period than the one whose signals are listed."""
    text = _("Wat opvalt, staat bij de nieuwste definitieve cijfers waarvan dat te zeggen is: die over {when}.")
    return text.format(when=numbers.the_period(period))


def open_of(period: str, place: str) -> tuple[str, str]:
    """Said of provisional figures of which it is open what stands out: the period that can tell, and what it tells of.

    The second is the text of a link, or goes on the first one's line.
    """
    first = _(
        "Of een cijfer opvalt tussen de regio’s, is bij voorlopige cijfers niet te zeggen. Over {period} kan dat wel:"
    )
    return first.format(period=numbers.the_period(period)), _("wat opvalt in {place}").format(place=place)


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
    yield _("Dat betekent niet dat er geen verschillen zijn. Waar er een cijfer van Nederland is, staat het ernaast.")
