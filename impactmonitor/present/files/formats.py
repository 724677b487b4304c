"""The kinds of file that we write: extension, media type, and what each is good for."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.language import gettext, gettext_noop


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    extension: str
    name: str
    media_type: str
    use: str

    @property
    def explanation(self) -> str:
        """What it is good for, in one sentence in the current language."""
        return gettext(self.use)


CSV = Format(
    "csv",
    "CSV",
    "text/csv; charset=utf-8",
    gettext_noop("Alleen de cijfers, voor elk programma. Met punten als decimaalteken en codes als kolomnamen."),
)

OF_FIGURES = (CSV,)
"""What every selection of figures can be had as."""
