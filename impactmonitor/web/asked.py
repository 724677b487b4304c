"""One rule for what an address may ask, for pages, files and pictures alike.

1. What the monitor does not know at all (a region, figure, period, measure, group, order, form) is answered with 404.
2. More than fits, and weights that are no numbers, are answered with 400.
3. What it does know, but not of this figure or these areas, is no mistake: the page says so and shows what is nearest,
   and a file holds what the page shows.

A page that can show the rest shows it, below the sentences. A file or picture is refused with the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present import numbers
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.wishes import ALIKE, MOST_INDICATORS, MOST_REGIONS, NO_ALIKE, Unknown, Wishes

_UNKNOWN = {
    "regio": gettext_noop("We kennen geen regio of gemeente met de naam {names}."),
    ALIKE: NO_ALIKE,
    "indicator": gettext_noop("We kennen geen cijfer met de naam {names}."),
    "periode": gettext_noop("Over {names} staat er in deze uitgave geen enkel cijfer."),
    "meting": gettext_noop("De maat {names} kennen we niet."),
    "groep": gettext_noop("De groep {names} kennen we niet."),
    "soort": gettext_noop("Reeksen van de soort {names} kennen we niet."),
    "niveau": gettext_noop("Van {names} is er geen tabel."),
    "volgorde": gettext_noop("De volgorde {names} bestaat niet: kies waarde of naam."),
    "vorm": gettext_noop("De vorm {names} bestaat niet."),
    "kaart": gettext_noop("De kaart {names} bestaat niet: kies tegels of gebied."),
}


def status(wishes: Wishes) -> int:
    """The status of a page that answers these wishes."""
    return 404 if wishes.unknown else 400 if wishes.left_out or wishes.weights.wrong else 200


def sentences(wishes: Wishes) -> list[str]:
    """What was asked and cannot be shown, one sentence for each kind."""
    found = []
    pairs, left_out = wishes.unknown, wishes.left_out
    for kind, sentence in _UNKNOWN.items():
        if texts := [text for field, text in pairs if field == kind]:
            found.append(_(sentence).format(names=numbers.some([f"‘{text[:40]}’" for text in texts])))
    if left_out:
        text = _("U koos meer dan {regions} gebieden of {indicators} cijfers. Dit staat er niet bij: {names}.")
        found.append(text.format(regions=MOST_REGIONS, indicators=MOST_INDICATORS, names=numbers.some(list(left_out))))
    return [*found, *wishes.weights.wrong]


def refuse(wishes: Wishes, way: Link) -> None:
    """Raise NotFound when something is unknown, wrong or left out; `way` leads to the page that shows the rest."""
    if said := sentences(wishes):
        title, lead = _("Dit staat er niet"), _("Bekijk wat er wel is:")
        raise NotFound(title, " ".join(said), [way], lead, status=status(wishes))


def refuse_unknown(unknown: Iterable[Unknown], way: Link) -> None:
    """The same for what is unknown only."""
    refuse(Wishes(unknown=tuple(unknown)), way)
