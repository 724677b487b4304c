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
        "Het cijfer is verborgen zodat een ander verborgen aantal niet uit te rekenen is. Zelf is het niet altijd "
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
    Rule("areas", COMPARE, gettext_noop("Meer gebieden naast elkaar"), gettext_noop(
        "Er zijn gebieden naast elkaar gezet. Wij noemen hoeveel daarvan een cijfer hebben, het laagste en het "
        "hoogste, en geen plaats op een ranglijst."
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
    Rule("signal", SPREAD, gettext_noop("Valt op"), gettext_noop(
        "Het cijfer ligt buiten de grenzen waarbinnen 998 van de 1.000 regio’s liggen als zij niet meer verschillen "
        "dan gebruikelijk. Het verschil is ten minste 10 procent of 3 procentpunt, het gaat om ten minste twintig "
        "gevallen, het cijfer is niet voorlopig en er is geen breuk. De regio ligt naast de andere regio’s samen."
    )),
    Rule("inside", SPREAD, gettext_noop("Binnen het gebruikelijke"), gettext_noop(
        "Het cijfer ligt binnen de grenzen van wat tussen regio’s gebruikelijk is."
    )),
    Rule("just-outside", SPREAD, gettext_noop("Net buiten het gebruikelijke"), gettext_noop(
        "Het cijfer ligt buiten de grenzen waarbinnen 95 van de 100 regio’s liggen, maar binnen die van 998 van de "
        "1.000. Zo ver ligt door toeval ongeveer één op de twintig cijfers; wij noemen het niet opvallend."
    )),
    Rule("small-difference", SPREAD, gettext_noop("Een klein verschil"), gettext_noop(
        "Het cijfer ligt buiten de gebruikelijke grenzen, maar het verschil is kleiner dan 10 procent en dan 3 "
        "procentpunt. Bij grote aantallen valt ook een klein verschil buiten de grenzen."
    )),
    Rule("not-tested", SPREAD, gettext_noop("Niet te bepalen"), gettext_noop(
        "Of een verschil groter is dan regio’s gewoonlijk van elkaar verschillen, is alleen te zien met definitieve "
        "cijfers van ten minste vijftien regio’s en met genoeg gevallen. Hier ontbreekt een van die dingen."
    )),
    Rule("line", TIME, gettext_noop("Begin en eind van een lijn"), gettext_noop(
        "Er zijn cijfers over meer dan één periode die op één lijn horen. Wij noemen het eerste, het laatste, en het "
        "laagste en het hoogste als dat andere zijn."
    )),
    Rule("one-moment", TIME, gettext_noop("Eén moment"), gettext_noop(
        "Er is maar één cijfer dat hier past."
    )),
    Rule("interrupted", TIME, gettext_noop("Een breuk of gat in de lijn"), gettext_noop(
        "Tussen de cijfers zit een breuk of ontbreekt er een. Wat daarvoor ligt tellen wij niet mee."
    )),
    Rule("since-before", TIME, gettext_noop("Sinds de vorige periode"), gettext_noop(
        "Het laatste cijfer naast dat van de periode daarvoor, zoals ze zijn afgedrukt. Dit beschrijft alleen."
    )),
    Rule("other-half", TIME, gettext_noop("Een andere helft van het jaar"), gettext_noop(
        "De twee cijfers gaan over een eerste en een tweede halfjaar, of over een ander deel van het jaar."
    )),
    Rule("since-a-year", TIME, gettext_noop("Naast een jaar eerder"), gettext_noop(
        "Het laatste cijfer naast dat van hetzelfde deel van het jaar daarvoor, zoals ze zijn afgedrukt."
    )),
    Rule("change-large", TIME, gettext_noop("Meer dan gewone schommelingen"), gettext_noop(
        "Het verschil met een jaar eerder valt buiten een marge van 99 procent. Die marge is ruimer gemaakt naar hoe "
        "sterk de cijfers van deze plaats eerder schommelden. Daarvoor zijn ten minste zes eerdere momenten nodig."
    )),
    Rule("change-usual", TIME, gettext_noop("Binnen gewone schommelingen"), gettext_noop(
        "Het verschil met een jaar eerder valt binnen een marge van 99 procent, die rekening houdt met hoe sterk de "
        "cijfers van deze plaats eerder schommelden."
    )),
    Rule("change-not-tested", TIME, gettext_noop("Gewone schommelingen niet te bepalen"), gettext_noop(
        "Of een verschil met een jaar eerder meer is dan gewone schommelingen, is alleen te zien met definitieve "
        "cijfers, met ten minste twintig gevallen en met ten minste zes eerdere momenten zonder breuk. Hier ontbreekt "
        "een van die dingen."
    )),
    Rule("trend", TIME, gettext_noop("Een ontwikkeling"), gettext_noop(
        "Over ten minste acht halfjaren of zes jaren zonder breuk loopt een lijn die duidelijk stijgt of daalt (kans "
        "op toeval kleiner dan 1 op 100), ook als één van de momenten wordt weggelaten. Voorlopige cijfers tellen niet "
        "mee."
    )),
    Rule("no-trend", TIME, gettext_noop("Geen duidelijke ontwikkeling"), gettext_noop(
        "Er zijn genoeg momenten, maar de lijn stijgt of daalt niet duidelijker dan door toeval kan."
    )),
    Rule("few-points", TIME, gettext_noop("Te weinig meetmomenten"), gettext_noop(
        "Voor een ontwikkeling zijn ten minste acht definitieve halfjaren of zes definitieve jaren nodig, zonder breuk."
    )),
    Rule("provisional", CAUTION, gettext_noop("Voorlopig"), gettext_noop(
        "De bron noemt het cijfer voorlopig. Wij kijken hoever de eerste voorlopige en de definitieve waarde van "
        "eerdere cijfers van deze bron uit elkaar liggen. Wat gelijk bleef telt mee, aantallen onder de twintig en "
        "cijfers uit tweede hand niet. Het gemiddelde noemen wij vanaf vijf cijfers over ten minste twee perioden."
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
    Rule("rounded", CAUTION, gettext_noop("Afgeronde aantallen"), gettext_noop(
        "De bron rondt aantallen af op vijftallen, en alle aantallen van deze groepen zijn vijftallen. Ook het totaal "
        "is apart afgerond. De groepen hoeven er dan niet precies toe op te tellen."
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
    Rule("families-differ", MEANING, gettext_noop("Gezinnen die verschillen"), gettext_noop(
        "Twee cijfers over gevolgde gezinnen verschillen. Het zijn geen registraties: er is gekeken bij een klein "
        "aantal gezinnen dat meedeed."
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
    Rule("regions-needed", NEEDED, gettext_noop("Cijfers van meer regio’s"), gettext_noop(
        "Er zijn minder dan vijftien regio’s met dit cijfer. Dan is niet te zien wat gebruikelijk is."
    )),
    Rule("final-needed", NEEDED, gettext_noop("Definitieve cijfers"), gettext_noop(
        "Het cijfer is voorlopig. Voorlopige cijfers tekenen wij wel, maar wij toetsen ze niet."
    )),
    Rule("moments-needed", NEEDED, gettext_noop("Cijfers over meer perioden"), gettext_noop(
        "Er zijn te weinig perioden om iets over een ontwikkeling te zeggen."
    )),
)  # fmt: skip

RULES = {rule.id: rule for rule in _LISTED}
"""All rules by id."""


def listed() -> list[tuple[str, list[Rule]]]:
    """The rules by group, with the name of the group in the current language."""
    return [(gettext(name), [r for r in _LISTED if r.group == group]) for group, name in GROUPS.items()]
