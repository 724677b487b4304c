"""What the columns of a file are called and what they mean: code names for programs, words for people."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.language import gettext, gettext_noop


@dataclass(frozen=True)
class Column:
    """A column: its code name, its heading in a spreadsheet, what it means, and how wide it is there in characters."""

    code: str
    heading: str
    meaning: str
    width: int = 16

    @property
    def label(self) -> str:
        """The heading in the current language."""
        return gettext(self.heading)

    @property
    def text(self) -> str:
        """What it means, in the current language."""
        return gettext(self.meaning)


_ = gettext_noop

FIGURES = (
    Column("indicator_name", _("Indicator"), _("Naam van wat er is gemeten."), 50),
    Column(
        "category_name",
        _("Groep"),
        _("Groep binnen de indicator, zoals de bron die noemt. ‘totaal’: niet uitgesplitst."),
        34,
    ),
    Column("region_name", _("Gebied"), _("Naam van het gebied in het jaar van het cijfer."), 22),
    Column("period_name", _("Periode"), _("Periode in woorden. Alleen in spreadsheets."), 20),
    Column("measure_name", _("Meting"), _("Wat voor getal het is, in woorden. Alleen in spreadsheets."), 26),
    Column(
        "value",
        _("Waarde"),
        _("Het cijfer. Leeg: de kolom met de status zegt waarom er geen cijfer is. Een 0 is een echte nul."),
        12,
    ),
    Column("low", _("Ondergrens"), _("Ondergrens van de marge, als de bron een marge geeft."), 14),
    Column("high", _("Bovengrens"), _("Bovengrens van de marge, als de bron een marge geeft."), 14),
    Column("unit_name", _("Eenheid"), _("Eenheid in woorden. Alleen in spreadsheets."), 20),
    Column(
        "status_name",
        _("Status"),
        _("Status in woorden: hoe definitief het cijfer is, of waarom het er niet is. Alleen in spreadsheets."),
        26,
    ),
    Column("note", _("Opmerking"), _("Opmerking bij dit cijfer."), 30),
    Column("source", _("Bron"), _("Titel van de publicatie waarin het cijfer staat."), 40),
    Column("table_id", _("Tabel"), _("Nummer van de tabel of kenmerk van het rapport."), 14),
    Column("published", _("Bijgewerkt door de bron"), _("Datum die de bron noemt. Leeg: niet bekend."), 14),
    Column("retrieved", _("Opgehaald"), _("Moment waarop wij het cijfer hebben opgehaald. Leeg: niet bekend."), 14),
    Column("url", _("Adres"), _("Webadres van de publicatie."), 30),
    Column(
        "formula",
        _("Berekening"),
        _("Alleen bij cijfers die wij hebben berekend: de formule met de cijfers waaruit het komt."),
        24,
    ),
    Column("indicator", _("Code indicator"), _("Vaste code van de indicator."), 24),
    Column("category", _("Code groep"), _("Vaste code van de groep; ‘totaal’ is niet uitgesplitst."), 18),
    Column("region", _("Code gebied"), _("CBS-code van het gebied."), 12),
    Column(
        "period",
        _("Code periode"),
        _("Code van de periode, zoals 2021, 2021H1 (1e halfjaar) of 2022-01-01 (een dag)."),
        14,
    ),
    Column(
        "measure", _("Code meting"), _("Wat voor getal het is: aantal, verhouding, aandeel, gemiddelde of score."), 12
    ),
    Column("unit", _("Code eenheid"), _("Vaste code van de eenheid."), 18),
    Column("obs_status", _("Code status"), _("Status van het cijfer volgens SDMX CL_OBS_STATUS."), 12),
    Column("conf_status", _("Code geheimhouding"), _("Of het cijfer verborgen is, volgens SDMX CL_CONF_STATUS."), 12),
    Column("stage", _("Code stadium"), _("Hoe definitief de bron het cijfer noemt. Staat los van de status."), 14),
    Column("second_hand", _("Uit tweede hand"), _("Of het cijfer is genoemd door iemand anders dan de bron zelf."), 12),
    Column("decimals", _("Decimalen"), _("Met hoeveel decimalen het cijfer is gedrukt of berekend."), 11),
    Column("origin_name", _("Herkomst"), _("Wat voor cijfers het zijn, in woorden."), 24),
    Column(
        "origin",
        _("Code herkomst"),
        _("Wat voor cijfers het zijn. Cijfers met een verschillende herkomst horen niet in één tabel."),
        12,
    ),
    Column("release", _("Uitgave"), _("Kenmerk van de uitgave. Dezelfde uitgave heeft altijd dezelfde cijfers."), 18),
)
"""Columns of the sheet with figures, in its order: words first, codes behind them."""

CODEBOOK = (
    Column("part", _("Onderdeel"), _("Waarover de regel gaat: een kolom, een indicator, een groep, een gebied …"), 16),
    Column("of", _("Van"), _("Bij welke indicator of codelijst de regel hoort."), 28),
    Column("code", _("Code"), _("De code, zoals die in de cijfers staat."), 24),
    Column("name", _("Naam"), _("De code in woorden."), 44),
    Column("text", _("Uitleg"), _("Wat de code betekent, en waar u op moet letten."), 90),
)

SOURCES = (
    Column("source", _("Code bron"), _("Vaste code van de bron."), 22),
    Column("name", _("Bron"), _("Naam van de bron."), 30),
    Column("owner", _("Eigenaar"), _("Wie over de cijfers gaat."), 40),
    Column("licence", _("Licentie"), _("Onder welke voorwaarden u de cijfers mag gebruiken, volgens de eigenaar."), 40),
    Column("title", _("Publicatie"), _("Titel van de publicatie waarin cijfers van dit bestand staan."), 60),
    Column("table_id", _("Tabel"), _("Nummer van de tabel of kenmerk van het rapport."), 18),
    Column("url", _("Adres"), _("Webadres van de publicatie."), 50),
    Column("published", _("Bijgewerkt door de bron"), _("Datum die de bron noemt. Leeg: niet bekend."), 14),
    Column("retrieved", _("Opgehaald"), _("Moment waarop wij de publicatie hebben opgehaald. Leeg: niet bekend."), 14),
    Column("second_hand", _("Uit tweede hand"), _("Of de publicatie cijfers van een ander aanhaalt."), 12),
    Column("cadence", _("Verschijnt"), _("Hoe vaak de bron verschijnt."), 30),
    Column("quality", _("Kwaliteit"), _("Wat u moet weten over de kwaliteit van de bron."), 90),
)
