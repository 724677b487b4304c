"""Weights of characteristics as they stand in an address: `gewicht-inwoners=25`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.present.comparable import Inputs
from impactmonitor.web.wishes import fields

PREFIX = "gewicht-"
_NUMBER = re.compile(r"[0-9]{1,4}([.,][0-9]{1,4})?")


@dataclass(frozen=True)
class Weights:
    """What was asked for: `own` weights by characteristic, or None for the usual ones; what is wrong, in sentences.

    `typed` is what stands in the fields of the form.
    """

    own: Mapping[str, float] | None
    wrong: tuple[str, ...]
    unused: tuple[str, ...]
    typed: Mapping[str, str]

    @property
    def query(self) -> str:
        """The chosen weights as they stand in an address; empty for the usual ones."""
        chosen = [(PREFIX + name, f"{value:g}") for name, value in (self.own or {}).items()]
        return "?" + urlencode(chosen) if chosen else ""


def usual(inputs: Inputs) -> dict[str, str]:
    """The usual weights in per cent, as they stand in the form."""
    return {name: numbers.number(weight * 100, 1) for name, weight in inputs.usual.items()}


def read(query: str, inputs: Inputs) -> Weights:
    """The weights in an address. Anything that is no number of zero or more is named, and then the usual ones hold."""
    every = {n.removeprefix(PREFIX): v for n, v in fields(query).items() if n.startswith(PREFIX)}
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
    same = all(numbers.number(value, 1) == standard[name] for name, value in own.items())
    full = {**{n: w * 100 for n, w in inputs.usual.items()}, **own}
    if not wrong and not sum(full.values()) > 0:
        wrong.append(_("Alle gewichten zijn 0. Geef minstens één kenmerk een gewicht boven 0."))
    chosen = None if wrong or same else full
    return Weights(chosen, tuple(wrong), tuple(unused), typed)
