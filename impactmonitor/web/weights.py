"""Weights of characteristics as they stand in an address: `gewicht-inwoners=25`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.present.comparable import Inputs

PREFIX = "gewicht-"
MOST_SAID = 10
"""Up to this many mistakes are named; an address may hold thousands."""
_NUMBER = re.compile(r"[0-9]{1,4}([.,][0-9]{1,4})?")


@dataclass(frozen=True)
class Weights:
    """What was asked for. `own` are weights in per cent by characteristic, only those that differ from the usual ones.

    `wrong` are sentences on what cannot be: then the usual weights hold. `unused` are names of characteristics that the
    release lacks. `typed` is what stands in the fields of the form. `idle` tells that weights stand in an address that
    does not ask for the regions that they are for.
    """

    own: tuple[tuple[str, float], ...] = ()
    wrong: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    idle: bool = False

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The chosen weights as fields of an address; usual ones are left out."""
        return tuple((PREFIX + name, f"{value:.4f}".rstrip("0").rstrip(".")) for name, value in self.own)

    @property
    def query(self) -> str:
        """The chosen weights behind an address; empty for the usual ones."""
        return "?" + urlencode(self.pairs) if self.own else ""


def usual(inputs: Inputs) -> dict[str, str]:
    """The usual weights in per cent, as they stand in the form."""
    return {name: numbers.number(weight, 1) for name, weight in inputs.usual_percent.items()}


def read(fields: Mapping[str, Sequence[str]], inputs: Inputs | None) -> Weights:
    """The weights in the fields of an address. Anything that is no number of zero or more is named.

    Without characteristics there are none.
    """
    if inputs is None:
        return Weights()
    every = {n.removeprefix(PREFIX): v for n, v in fields.items() if n.startswith(PREFIX)}
    asked = {name: texts[0] for name, texts in every.items()}
    known = {v.id for v in inputs.wanted.variables}
    standard = usual(inputs)
    wrong, unused, own = [], [], {}
    for name, text in asked.items():
        if len(every[name]) > 1 and name in known:
            sentence = _("Het gewicht van ‘{name}’ staat meer dan één keer in het adres. Geef één getal.")
            wrong.append(sentence.format(name=inputs.name(name)))
        elif name not in known:
            wrong.append(_("We kennen geen kenmerk met de naam ‘{name}’.").format(name=name[:40]))
        elif not _NUMBER.fullmatch(text):
            sentence = _(
                "Het gewicht van ‘{name}’ is ‘{text}’. Vul een getal in van 0 tot en met 9999, zoals 25 of 12,5."
            )
            wrong.append(sentence.format(name=inputs.name(name), text=text[:20]))
        elif name not in standard:
            unused.append(inputs.name(name))
        else:
            own[name] = float(text.replace(",", "."))
    typed = standard | {name: text for name, text in asked.items() if name in standard}
    if not wrong and not sum((inputs.usual_percent | own).values()) > 0:
        wrong.append(_("Alle gewichten zijn 0. Geef minstens één kenmerk een gewicht boven 0."))
    differ = [(name, own[name]) for name in standard if name in own and _differs(own[name], standard[name])]
    return Weights(() if wrong else tuple(differ), tuple(wrong[:MOST_SAID]), tuple(unused), typed)


def _differs(value: float, standard: str) -> bool:
    """Whether a weight is another one than the form shows: with one decimal, as there."""
    return numbers.number(value, 1) != standard
