"""Remarks that travel with a figure in its row: one or more Dutch sentences, put together when it was delivered."""

from __future__ import annotations

import re

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext, gettext_noop

_END = re.compile(r"(?<=[.!?]) ")
QUALIFIERS = (
    gettext_noop("De bron schrijft: ruim."),
    gettext_noop("De bron schrijft: bijna."),
    gettext_noop("De bron schrijft: interval; geen puntschatting gepubliceerd."),
)
"""What the bundled figures say with a word of their source; other words stay Dutch."""


def remark(note: str, catalogue: Catalogue) -> str:
    """The remark in the current language; Dutch as a whole when one of its sentences has no translation."""
    if language.current() == language.DUTCH:
        return note
    parts, found = _END.split(note), []
    while parts:
        for many in range(len(parts), 0, -1):
            if english := _english(" ".join(parts[:many]), catalogue):
                found.append(english)
                del parts[:many]
                break
        else:
            return note
    return " ".join(found)


def _english(text: str, catalogue: Catalogue) -> str:
    """The translation of a text of the catalogue or of the code; empty without one."""
    other = catalogue.english.get(text) or gettext(text)
    return other if other != text else ""
