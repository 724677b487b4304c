"""Which explanation pages there are: address, title and lead of each, in the order of the overview."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from impactmonitor.language import gettext, gettext_noop


@dataclass(frozen=True)
class Page:
    """An explanation page. `words` are other words under which someone may look for it."""

    slug: str
    name: str
    summary: str
    words: str = ""

    @property
    def title(self) -> str:
        """Its name in the current language."""
        return gettext(self.name)

    @property
    def lead(self) -> str:
        """One or two sentences on what is in it, in the current language."""
        return gettext(self.summary)

    @property
    def also(self) -> str:
        """Other words for it, in the current language."""
        return gettext(self.words)

    @property
    def address(self) -> str:
        """Where it lives."""
        return reverse("explanation-page", args=[self.slug])


READING = (
    Page(
        "rondleiding",
        gettext_noop("Rondleiding"),
        gettext_noop("In vijf minuten en zeven kleine stappen langs de cijfers van één regio."),
        gettext_noop("beginnen eerste keer oefenen uitleg stap voor stap"),
    ),
    Page(
        "cijfers-lezen",
        gettext_noop("Cijfers lezen"),
        gettext_noop("Wat de tekens betekenen, wat voorlopig is, en hoe u gebieden en jaren eerlijk vergelijkt."),
        gettext_noop("tekens sterretje status afronden legenda per 10.000 breuk vergelijken"),
    ),
    Page(
        "soorten-cijfers",
        gettext_noop("Soorten cijfers"),
        gettext_noop("Van aantal tot score: wat elke soort zegt, met een voorbeeld uit deze uitgave."),
        gettext_noop("aantal percentage procent aandeel per 10.000 schatting enquête score cohort voorbeeld"),
    ),
    Page(
        "wat-de-monitor-niet-zegt",
        gettext_noop("Wat de monitor niet zegt"),
        gettext_noop("Waar de cijfers ophouden, en waar u verder kunt zoeken."),
        gettext_noop("beperkingen grenzen oorzaak verborgen geweld norm"),
    ),
    Page(
        "duiding",
        gettext_noop("Hoe de monitor duidt"),
        gettext_noop("Volgens welke regels de zinnen bij een cijfer tot stand komen, en wanneer iets opvalt."),
        gettext_noop("wat opvalt waarom staat dit hier regels betekenis goed fout signaal toeval verschil"),
    ),
    Page(
        "vragen-en-antwoorden",
        gettext_noop("Vragen en antwoorden"),
        gettext_noop("Wat gebruikers vaak vragen, met een kort antwoord."),
        gettext_noop("veelgestelde vragen faq hulp"),
    ),
    Page(
        "welke-monitor",
        gettext_noop("Welke monitor waarvoor"),
        gettext_noop("Andere plekken met cijfers: landelijk, van uw regio en lokaal, en hoe ze bij elkaar horen."),
        gettext_noop("andere monitors dashboards verschil bronnen cbs statline gezondheidsmonitor lokaal"),
    ),
    Page(
        "begrippen",
        gettext_noop("Begrippen"),
        gettext_noop("Woorden uit de monitor en uit het werkveld, in gewone taal."),
        gettext_noop("woordenlijst afkortingen betekenis definities"),
    ),
)
WORKING = (
    Page(
        "kennisgestuurd-werken",
        gettext_noop("Kennisgestuurd werken"),
        gettext_noop("Wat het is, welke vragen erbij passen, en hoe u klein begint."),
        gettext_noop("datagedreven leren bijsturen beleid"),
    ),
    Page(
        "stappenplan",
        gettext_noop("Tien stappen van vraag naar actie"),
        gettext_noop("Wat u bij elke stap doet, wat u nodig hebt, wat eruit komt, en waar de monitor helpt."),
        gettext_noop("stappenplan tien stappen werkwijze aanpak plan beleidsvraag"),
    ),
    Page(
        "oefeningen",
        gettext_noop("Oefeningen"),
        gettext_noop("Van vraag naar cijfers, met twee bekende voorbeelden. U kiest eerst zelf."),
        gettext_noop("oefenen voorbeeld drenthe zaanstreek-waterland uitgewerkt casus"),
    ),
    Page(
        "goede-gesprek",
        gettext_noop("Het goede gesprek"),
        gettext_noop("Samen met partners naar cijfers kijken: voorbereiden, opbouw, regels, en wat u erna doet."),
        gettext_noop("gesprek partners bijeenkomst overleg duiden ervaringsdeskundigen"),
    ),
    Page(
        "wat-werkt",
        gettext_noop("Welke aanpak werkt"),
        gettext_noop("Dat staat niet in de monitor. Hier leest u waar wel, en waar u op let."),
        gettext_noop("interventies effectief databank movisie nji justitieel bewezen"),
    ),
)
ORIGIN = (
    Page(
        "bronnen",
        gettext_noop("Bronnen"),
        gettext_noop("Van wie de cijfers zijn, hoe vaak ze verschijnen, en wat u over hun kwaliteit moet weten."),
        gettext_noop("herkomst eigenaar licentie kwaliteit"),
    ),
    Page(
        "kalender",
        gettext_noop("Publicatiekalender"),
        gettext_noop("Wanneer cijfers verschenen, en in welke maand de volgende worden verwacht."),
        gettext_noop("agenda wanneer planning nieuwe cijfers publicatie datum"),
    ),
    Page(
        "methode",
        gettext_noop("Hoe cijfers in de monitor komen"),
        gettext_noop("De weg van bron naar uitgave, wat de monitor zelf berekent, en hoe mensen worden beschermd."),
        gettext_noop("methode berekening formule controle bescherming"),
    ),
    Page(
        "correcties",
        gettext_noop("Correcties, fouten en vragen"),
        gettext_noop("Welke cijfers veranderden, en hoe u een fout of vraag meldt."),
        gettext_noop("herzieningen fout melden contact vraag stellen"),
    ),
)
ABOUT = (
    Page(
        "over",
        gettext_noop("Over de monitor"),
        gettext_noop("Wat de monitor is, voor wie, en wat u er wel en niet van kunt verwachten."),
        gettext_noop("doel verwachtingen kennisgestuurd werken voor wie"),
    ),
    Page(
        "colofon",
        gettext_noop("Colofon"),
        gettext_noop("Wie wat maakt, de licenties, en hoe u een cijfer aanhaalt."),
        gettext_noop("makers licentie bronvermelding citeren open source"),
    ),
    Page(
        "toegankelijkheid",
        gettext_noop("Toegankelijkheidsverklaring"),
        gettext_noop("Hoe toegankelijk deze site is, hoe dat is getest, en wat nog niet is getest."),
        gettext_noop("wcag voorleesprogramma toetsenbord beperking"),
    ),
    Page(
        "privacy",
        gettext_noop("Privacy"),
        gettext_noop("Deze site volgt u niet. Wat er wel in uw browser achterblijft, en hoe u dat wist."),
        gettext_noop("cookies gegevens snel weg geschiedenis wissen"),
    ),
    Page(
        "model",
        gettext_noop("Hoe de monitor is opgebouwd"),
        gettext_noop("De thema’s, het idee erachter, en waar de keuze van de indicatoren vandaan komt."),
        gettext_noop("model structuur proces resultaat thema’s geschiedenis"),
    ),
)
GROUPS = (
    (gettext_noop("Cijfers begrijpen"), READING),
    (gettext_noop("Werken met cijfers"), WORKING),
    (gettext_noop("Waar de cijfers vandaan komen"), ORIGIN),
    (gettext_noop("Over de monitor en deze site"), ABOUT),
)
PAGES = {page.slug: page for _, pages in GROUPS for page in pages}


def groups() -> list[tuple[str, tuple[Page, ...]]]:
    """The pages by group, with the name of the group in the current language."""
    return [(gettext(name), pages) for name, pages in GROUPS]


def theme_address(theme: str) -> str:
    """Where a theme stands in full: its figures of the Netherlands, and from there those of a region."""
    return f"{reverse('national')}{theme}/"
