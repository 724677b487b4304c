"""The fixed texts of the report of a year and of its factsheet."""

from __future__ import annotations

from impactmonitor.language import gettext as _


def year_words() -> dict[str, str]:
    """By the name that the templates have for them, in the current language."""
    return {
        "notes": _("Bij de cijfers"),
        "chapter_sources": _("Bronnen van dit hoofdstuk"),
        "status": _("Status:"),
        "source": _("Bron"),
        "second_hand": _("(uit tweede hand)"),
        "national": _("Alle cijfers gaan over Nederland."),
    }
