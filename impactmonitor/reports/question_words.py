"""The fixed texts of the document about a question."""

from __future__ import annotations

from impactmonitor.language import gettext as _


def question_words() -> dict[str, str]:
    """By the name that the template has for them, in the current language."""
    return {
        "question_matters": _("Waarom deze vraag ertoe doet"),
        "sub_questions": _("Kleinere vragen"),
        "figures": _("De cijfers, in leesvolgorde"),
        "needed": _("Wat nodig is om meer te kunnen zeggen"),
        "cannot_tell": _("Wat deze cijfers niet vertellen"),
        "not_added": _("Tel cijfers van verschillende bronnen niet bij elkaar op: zij tellen niet hetzelfde."),
        "partners": _("Wie u uitnodigt, en wat u vraagt"),
        "local": _("Cijfers van partners die zouden helpen"),
        "approaches": _("Waar u aanpakken vindt die anderen hebben beoordeeld"),
        "area": _("Gebied"),
    }
