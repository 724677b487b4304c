"""The rules by which sentences about figures are chosen. Each sentence names its rule; readers find all of them here.

A rule says when it fires, in plain words; the texts stand here in Dutch and are given in the current language.
"""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.language import gettext, gettext_noop

FIGURE, COMPARE, SPREAD, TIME, CAUTION, MEANING, NEEDED = (
    "figure", "compare", "spread", "time", "caution", "meaning", "needed",
)  # fmt: skip

GROUPS = {
    FIGURE: gettext_noop("Wat er staat"),
    COMPARE: gettext_noop("Naast een ander gebied"),
    SPREAD: gettext_noop("Valt iets op?"),
    TIME: gettext_noop("Verandering in de tijd"),
    CAUTION: gettext_noop("Let op"),
    MEANING: gettext_noop("Wat het kan betekenen"),
    NEEDED: gettext_noop("Wat er nog nodig is"),
}
"""Headings under which the rules are listed, in the order of a reading."""


@dataclass(frozen=True)
class Rule:
    """A rule: its id, the group it belongs to, its name, and when it fires."""

    id: str
    group: str
    dutch_name: str
    dutch_when: str

    @property
    def name(self) -> str:
        """A few words, in the current language."""
        return gettext(self.dutch_name)

    @property
    def when(self) -> str:
        """When it fires and what that means, in the current language."""
        return gettext(self.dutch_when)


_LISTED = (
    Rule("figure", FIGURE, gettext_noop("Een cijfer"), gettext_noop(
        "Er is een cijfer. Wij noemen het zoals het is afgedrukt, met de plaats en de periode."
    )),
    Rule("beside", FIGURE, gettext_noop("Een cijfer naast een ander"), gettext_noop(
        "Er is ook een cijfer van Nederland of van de regio, over dezelfde periode en op dezelfde manier geteld. "
        "Beide staan in de zin."
    )),
    Rule("range", FIGURE, gettext_noop("Een bereik"), gettext_noop(
        "De bron noemt geen los cijfer maar een laagste en een hoogste waarde."
    )),
    Rule("groups", FIGURE, gettext_noop("Enkele groepen"), gettext_noop(
        "Het cijfer is verdeeld in groepen en hooguit drie daarvan hebben een cijfer. Wij noemen ze allemaal."
    )),
    Rule("largest", FIGURE, gettext_noop("De grootste groep"), gettext_noop(
        "Het cijfer is verdeeld in meer dan drie groepen. Wij noemen de grootste groep met een cijfer."
    )),
    Rule("zero", FIGURE, gettext_noop("Een echte nul"), gettext_noop(
        "Het cijfer is nul en de bron heeft geteld."
    )),
    Rule("dot", CAUTION, gettext_noop("Een punt van de bron"), gettext_noop(
        "De bron drukt een punt af in plaats van een cijfer. Wij vullen niets in."
    )),
    Rule("hidden", CAUTION, gettext_noop("Een verborgen cijfer"), gettext_noop(
        "Het cijfer is verborgen om personen te beschermen: het aantal is te klein."
    )),
    Rule("hidden-too", CAUTION, gettext_noop("Een cijfer dat ook verborgen is"), gettext_noop(
        "Het cijfer is verborgen omdat een ander verborgen aantal anders uit te rekenen is. Zelf is het niet altijd "
        "klein."
    )),
    Rule("absent", CAUTION, gettext_noop("Een cijfer dat ontbreekt"), gettext_noop(
        "Het cijfer staat niet in de uitgave. Wij vullen niets in."
    )),
    Rule("not-collected", CAUTION, gettext_noop("Niet gemeten"), gettext_noop(
        "De bron heeft over dit gebied of deze periode niets verzameld."
    )),
    Rule("impossible", CAUTION, gettext_noop("Kan niet voorkomen"), gettext_noop(
        "De groep bestaat in dit gebied of deze periode niet."
    )),
    Rule("higher", COMPARE, gettext_noop("Hoger"), gettext_noop(
        "Het cijfer is groter dan dat waarmee het wordt vergeleken, zoals ze zijn afgedrukt. Dit beschrijft alleen; "
        "er is niet getoetst."
    )),
    Rule("lower", COMPARE, gettext_noop("Lager"), gettext_noop(
        "Het cijfer is kleiner dan dat waarmee het wordt vergeleken, zoals ze zijn afgedrukt. Dit beschrijft alleen; "
        "er is niet getoetst."
    )),
    Rule("equal", COMPARE, gettext_noop("Gelijk"), gettext_noop(
        "De cijfers zijn gelijk, zoals ze zijn afgedrukt. Heeft het ene cijfer meer cijfers achter de komma, dan "
        "kijken wij naar het minst precieze van de twee."
    )),
    Rule("not-comparable", COMPARE, gettext_noop("Niet te vergelijken"), gettext_noop(
        "De controle op combinaties staat deze vergelijking niet toe. De zin zegt wat er in de weg staat."
    )),
    Rule("not-tested", SPREAD, gettext_noop("Niet te bepalen"), gettext_noop(
        "Of een verschil groter is dan regio’s gewoonlijk van elkaar verschillen, is alleen te zien met definitieve "
        "cijfers van ten minste vijftien regio’s en met genoeg gevallen. Hier ontbreekt een van die dingen."
    )),
    Rule("provisional", CAUTION, gettext_noop("Voorlopig"), gettext_noop(
        "De bron noemt het cijfer voorlopig. Voorlopige cijfers worden later bijgesteld."
    )),
    Rule("survey", CAUTION, gettext_noop("Uit een steekproef"), gettext_noop(
        "Het cijfer komt uit een onderzoek onder een deel van de mensen. Het is een schatting met een marge."
    )),
    Rule("small", CAUTION, gettext_noop("Een klein aantal"), gettext_noop(
        "Het gaat om minder dan twintig gevallen. Eén geval meer of minder maakt dan veel uit."
    )),
    Rule("small-groups", CAUTION, gettext_noop("Een verdeling over weinig gevallen"), gettext_noop(
        "De groepen zijn samen minder dan honderd gevallen. Eén geval meer of minder is dan al een procentpunt."
    )),
    Rule("break", CAUTION, gettext_noop("Anders geteld"), gettext_noop(
        "In deze periode begint een andere manier van tellen of een andere indeling van regio’s, of de bron meldt een "
        "breuk."
    )),
    Rule("cohort", CAUTION, gettext_noop("Een gevolgde groep gezinnen"), gettext_noop(
        "Het cijfer komt uit een onderzoek dat een groep gezinnen volgt. Per regio zijn dat er weinig."
    )),
    Rule("estimate", CAUTION, gettext_noop("Een schatting"), gettext_noop(
        "De bron heeft niet geteld maar geschat."
    )),
    Rule("second-hand", CAUTION, gettext_noop("Uit tweede hand"), gettext_noop(
        "Het cijfer komt niet van de bron zelf, maar van iemand die de bron aanhaalt."
    )),
    Rule("combination", CAUTION, gettext_noop("Een kanttekening bij de vergelijking"), gettext_noop(
        "De controle op combinaties staat de vergelijking toe, met deze kanttekening."
    )),
    Rule("two-readings", MEANING, gettext_noop("Meer dan één uitleg"), gettext_noop(
        "Twee cijfers van een registratie verschillen. Een registratie telt wat is gemeld en opgeschreven; een "
        "verschil kan dus op meer manieren ontstaan."
    )),
    Rule("estimates-differ", MEANING, gettext_noop("Schattingen die verschillen"), gettext_noop(
        "Twee schattingen verschillen. Met andere deelnemers waren de uitkomsten ook anders geweest."
    )),
    Rule("conversation", MEANING, gettext_noop("Geen goed of fout"), gettext_noop(
        "Geen bron zegt of een hoger of een lager cijfer hier beter is."
    )),
    Rule("wish", MEANING, gettext_noop("Een wens van een bron"), gettext_noop(
        "Een bron noemt welke kant zij met dit cijfer op wil. Dat is een wens en geen norm."
    )),
    Rule("norm", MEANING, gettext_noop("Een wettelijke norm"), gettext_noop(
        "Voor dit cijfer staat een norm in de wet."
    )),
)  # fmt: skip

RULES = {rule.id: rule for rule in _LISTED}
"""All rules by id."""


def listed() -> list[tuple[str, list[Rule]]]:
    """The rules by group, with the name of the group in the current language."""
    return [(gettext(name), [r for r in _LISTED if r.group == group]) for group, name in GROUPS.items()]
