"""The fixed words of the conversation kit, once: its page and its PDF are the same kit."""

from __future__ import annotations

from impactmonitor.language import gettext as _
from impactmonitor.routes.meeting import TOTAL_MINUTES

BLANK = 4
"""So many empty rows to write in."""


def kit_words() -> dict[str, str | tuple[str, ...]]:
    """By name, in the current language: a text, or those of a list, of lines to write on or of the heads of a table."""
    return _before() | _figures() | _meeting()


def after(release: str, months: str = "", coming: str = "") -> tuple[str, ...]:
    """What to do after the meeting; with `months` also when new figures are expected, and which are `coming`."""
    used = _("Schrijf erbij welke uitgave u gebruikte: {release}. Zo is later na te gaan welke cijfers op tafel lagen.")
    found = (
        _(
            "Maak binnen een week een kort verslag, met de analyse, de conclusies en de acties apart. Laat alle "
            "deelnemers het lezen."
        ),
        used.format(release=release),
        _("Prik nu de volgende datum. Herhaal het gesprek elk jaar, en kijk tussendoor of de afspraken lopen."),
    )
    if not months:
        return found
    return (*found, _("Nieuwe cijfers worden verwacht in {months}: {title}.").format(months=months, title=coming))


def _before() -> dict[str, str | tuple[str, ...]]:
    return {
        "lead": _(
            "Alles voor een gesprek met partners: de cijfers, de vragen die ze oproepen, wie u uitnodigt en hoe u het "
            "gesprek opbouwt."
        ),
        "goal": _("Doel van het gesprek"),
        "goal_lead": _(
            "Het gesprek is om samen te kijken en te leren. Het is geen afrekening: een cijfer is geen rapportcijfer "
            "van een organisatie."
        ),
        "choose": _("Kies één hoofddoel:"),
        "aims": (
            _("Begrijpen: herkennen we de cijfers, en wat betekenen ze hier?"),
            _("Handelen: wat gaan we anders doen?"),
            _("Rollen: wie doet wat, waar is overlap en waar valt een gat?"),
        ),
        "goal_lines": (
            _("Ons doel in één zin"),
            _("Plan of regiovisie waar dit bij hoort"),
            _("Datum, plaats en gespreksleider"),
        ),
        "meeting": _("Opbouw van het gesprek"),
        "meeting_lead": _(
            "Houd kijken, concluderen en afspreken uit elkaar. Wie te vroeg over oplossingen begint, kijkt niet meer "
            "naar de cijfers. De gespreksleider bewaakt dat."
        ),
        "before": _("Vooraf regelen"),
        "before_items": (
            _(
                "Kies een onafhankelijke gespreksleider. De gemeente betaalt vaak ook de hulp. Dan praat het "
                "makkelijker als een ander het gesprek leidt."
            ),
            _("Trek er {minutes} minuten voor uit. Lukt dat niet, verdeel het dan over twee keer.").format(
                minutes=TOTAL_MINUTES
            ),
            _("Stuur de cijfers een week van tevoren, met deze pagina’s."),
            _("Vraag partners om één of twee eigen cijfers, met wat er precies geteld is."),
            _(
                "Nodig ook iemand uit die u niet vaak aan tafel ziet, en iemand met eigen ervaring. Spreek vooraf af "
                "hoe die veilig kan meepraten."
            ),
            _("Vraag wie cijfers kan uitleggen als het lastig wordt: een onderzoeker of data-analist."),
        ),
        "partners": _("Wie u uitnodigt, en wat u vraagt"),
        "partners_caption": _("Partners en wat u van hen vraagt"),
        "partners_heads": (_("Partner"), _("Vraag aan deze partner"), _("Naam en uitgenodigd")),
        "other_partner": _("Iemand die u niet vaak spreekt"),
        "other_ask": _("Wat ziet u, dat wij niet zien?"),
    }


def _figures() -> dict[str, str | tuple[str, ...]]:
    return {
        "figures": _("De cijfers en hun vragen"),
        "figures_lead": _(
            "Begin het gesprek met deze cijfers. Lees voor wat er staat, en vraag dan pas wat het betekent."
        ),
        "shared": _("Dit geldt voor meer cijfers"),
        "signs": _("Zo leest u de tekens"),
        "ask": _("Vragen bij dit cijfer"),
        "area": _("Gebied"),
        "no_figures": _("Voor deze vraag staan er geen cijfers in deze uitgave. Begin bij de cijfers van partners."),
        "gaps": _("Wat er niet is"),
        "needed": _("Wat nodig is om meer te kunnen zeggen"),
        "cannot_tell": _("Wat deze cijfers niet vertellen"),
        "own_figures": _("Cijfers van partners"),
        "not_added": _("Tel cijfers uit verschillende bronnen niet op"),
        "own_lead": _(
            "De een telt mensen, de ander meldingen of trajecten, en over andere gebieden en jaren. Leg ze naast "
            "elkaar, trek ze niet van elkaar af en maak er geen percentage van. Breng alleen totalen mee: geen "
            "gegevens over één gezin, en geen kleine aantallen."
        ),
        "own_caption": _("Cijfers die partners meebrengen"),
        "own_heads": (
            _("Cijfer"),
            _("Van wie"),
            _("Wat telt het precies, over welk gebied en welke periode"),
            _("Waarde"),
        ),
    }


def _meeting() -> dict[str, str | tuple[str, ...]]:
    return {
        "notes": _("Notitieblad"),
        "analysis": _("Analyse"),
        "analysis_lines": (
            _("Dit herkennen we allemaal"),
            _("Hierover verschillen we, en waarom"),
            _("Wat er speelde in deze periode"),
        ),
        "conclusions": _("Conclusies"),
        "conclusions_caption": _("Conclusies en hoe zeker we zijn"),
        "conclusions_heads": (_("Voorlopige conclusie"), _("Hoe zeker zijn we?"), _("Wat weten we nog niet?")),
        "actions": _("Acties"),
        "actions_caption": _("Afspraken"),
        "actions_heads": (
            _("Wat"),
            _("Wie"),
            _("Wanneer klaar"),
            _("Kosten, en wie besluit"),
            _("Wanneer te zien in cijfers"),
        ),
        "after": _("Na het gesprek"),
        "after_lines": (_("Wie schrijft het verslag"), _("Wie is niet gehoord"), _("Volgende datum")),
    }
