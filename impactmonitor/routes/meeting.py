"""How a conversation about figures is built up: parts with their time; seeing, concluding and acting stay apart."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop


@dataclass(frozen=True)
class Part:
    """A part of the meeting. `minutes` is a proposal; `asks` are what the chair puts on the table."""

    id: str
    title: str
    minutes: int
    aim: str
    asks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its title in the current language."""
        return _(self.title)

    @property
    def duration(self) -> str:
        """How long it takes, in words."""
        return _("{minutes} minuten").format(minutes=self.minutes)

    @property
    def purpose(self) -> str:
        """What it is for, in the current language."""
        return _(self.aim)

    @property
    def questions(self) -> list[str]:
        """What to ask, in the current language."""
        return [_(text) for text in self.asks]


PARTS = (
    Part(
        "begin",
        gettext_noop("Welkom en doel"),
        10,
        gettext_noop("Iedereen weet waar het gesprek over gaat, en waarover niet."),
        (gettext_noop("Wat moet dit gesprek opleveren?"), gettext_noop("Wie is er vandaag niet bij?")),
    ),
    Part(
        "analyse",
        gettext_noop("Analyse: samen kijken"),
        50,
        gettext_noop("Samen de cijfers bekijken. Nog geen conclusies en geen oplossingen."),
        (
            gettext_noop("Herkent u dit cijfer uit uw eigen werk? Waaraan wel, waaraan niet?"),
            gettext_noop("Waar kijken we hetzelfde tegenaan, en waar niet?"),
            gettext_noop("Wat speelde er in deze periode, in de regio of in het land?"),
            gettext_noop("Welke cijfers van uzelf passen hierbij, en wat tellen die precies?"),
        ),
    ),
    Part("pauze", gettext_noop("Pauze"), 10, gettext_noop("Even los van de cijfers.")),
    Part(
        "conclusies",
        gettext_noop("Conclusies: wat zien we samen"),
        25,
        gettext_noop("Vaststellen wat u samen ziet, en hoe zeker u daarvan bent."),
        (
            gettext_noop("Wat zien we allemaal zo, en waarover verschillen we?"),
            gettext_noop("Waarmee zijn we tevreden, en waar is ruimte?"),
            gettext_noop("Wat weten we nog niet, en wie hebben we niet gehoord?"),
        ),
    ),
    Part(
        "acties",
        gettext_noop("Acties: wie doet wat"),
        20,
        gettext_noop("Kleine, haalbare afspraken, met een naam en een datum."),
        (
            gettext_noop("Wie doet wat, wanneer, en wat kost het?"),
            gettext_noop("Is er een besluit van een bestuur nodig?"),
            gettext_noop("Wanneer kunnen we hiervan iets in de cijfers terugzien?"),
        ),
    ),
    Part(
        "einde",
        gettext_noop("Afsluiten"),
        5,
        gettext_noop("Terugkijken op het gesprek, en de volgende datum kiezen."),
        (gettext_noop("Leverde het gesprek op wat u ervan verwachtte?"),),
    ),
)

TOTAL_MINUTES = sum(part.minutes for part in PARTS)
