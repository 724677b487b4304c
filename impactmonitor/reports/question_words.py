"""The fixed texts of the document about a question and of the kit for the conversation."""

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
        "meeting": _("Opbouw van het gesprek"),
        "meeting_lead": _(
            "Kijken, concluderen en handelen blijven uit elkaar. De tijden zijn een voorstel; schuif gerust."
        ),
        "part": _("Onderdeel"),
        "aim": _("Doel"),
        "minutes": _("minuten"),
        "chair": _("Laat iemand voorzitten die geen belang heeft bij de uitkomst."),
        "ask": _("Vragen bij dit cijfer"),
        "notes": _("Aantekeningen"),
        "own_figures": _("Cijfers van partners"),
        "own_figures_lead": _(
            "Schrijf op wat het cijfer telt en over welke periode. Leg het naast de landelijke cijfers, en tel het er "
            "niet bij op."
        ),
        "what": _("Wat en van wie"),
        "counted": _("Wat wordt geteld"),
        "actions": _("Afspraken"),
        "action": _("Actie"),
        "who": _("Wie"),
        "when": _("Wanneer"),
        "decision": _("Besluit nodig van"),
        "next_date": _("Volgende datum:"),
    }
