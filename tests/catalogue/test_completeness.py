"""Nothing that a source document lists or a region wishes is missing, and nothing is claimed that they do not say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from impactmonitor.catalogue.load import Catalogue

EXPECTED = Path(__file__).parent / "expected"
DOCUMENTS = ["bijlage-2", "instrument-02", "procesindicatoren", "wensen-3.7"]

# The rows of the indicator table in impactmonitor.md 2.2: name, columns L/R/T, and the indicators that carry it.
# R: published per Veilig Thuis region; R*: only thirteen regions per cohort; T: two or more comparable moments.
TABLE = [
    ("omvang", "Slachtoffers HG, 12 mnd (16+)", "L T", "slachtoffers-huiselijk-geweld"),
    ("omvang", "Slachtoffers structureel HG, 12 mnd", "L T", "slachtoffers-structureel-huiselijk-geweld"),
    ("omvang", "Slachtoffers KM scholieren vo", "L", "slachtoffers-kindermishandeling-scholieren"),
    ("omvang", "Slachtoffers KM 0-17 jaar", "L", "slachtoffers-kindermishandeling-0-17"),
    ("omvang", "Recidive pleger: algemeen, geweld, HG", "L T", "recidive-plegers"),
    ("omvang", "Slachtoffers moord en doodslag", "L T", "slachtoffers-moord-en-doodslag"),
    ("aard", "Slachtoffers moord en doodslag naar geslacht", "L T", "slachtoffers-moord-en-doodslag-naar-geslacht"),
    ("aard", "Slachtoffers moord en doodslag naar dader", "L", "slachtoffers-moord-en-doodslag-door-partner"),
    ("aard", "Aard geweld bij adviezen", "L R T", "aard-bij-adviezen"),
    ("aard", "Aard geweld bij meldingen", "L R T", "aard-bij-meldingen"),
    ("aard", "Slachtoffers HG: geslacht", "L", "slachtoffers-huiselijk-geweld-naar-geslacht"),
    ("aard", "Slachtoffers HG: leeftijd", "L", "slachtoffers-huiselijk-geweld-naar-leeftijd"),
    ("aard", "Slachtoffers HG: plaats huishouden", "L", "slachtoffers-huiselijk-geweld-naar-plaats-huishouden"),
    ("aard", "Slachtoffers HG: welvaart", "L", "slachtoffers-huiselijk-geweld-naar-welvaart"),
    ("aard", "KM: aantal vormen", "L", "aantal-vormen-kindermishandeling"),
    ("aard", "KM: geslacht", "L", "kindermishandeling-naar-geslacht"),
    ("aard", "KM: leeftijd", "L", "kindermishandeling-naar-leeftijd"),
    ("aard", "KM: migratieachtergrond", "L", "kindermishandeling-naar-migratieachtergrond"),
    ("aard", "KM: SES laag/hoog", "L", "kindermishandeling-naar-sociaaleconomische-status"),
    ("aard", "KM: alleenstaande ouder/overig", "L", "kindermishandeling-naar-samenstelling-huishouden"),
    ("aard", "KM: ouders gescheiden", "L", "kindermishandeling-naar-gescheiden-ouders"),
    ("aard", "KM: geloof", "L", "kindermishandeling-naar-geloof"),
    ("aard", "KM: stedelijkheid", "L", "kindermishandeling-naar-stedelijkheid"),
    ("aard", "Kenm. plegers: geslacht", "L", "plegers-naar-geslacht"),
    ("aard", "Kenm. plegers: leeftijd", "L", "plegers-naar-leeftijd"),
    ("aard", "Kenm. plegers: geboorteland", "L", "plegers-naar-geboorteland"),
    ("aard", "Kenm. plegers: eerdere strafzaken, alle", "L", "plegers-eerdere-strafzaken"),
    ("aard", "Kenm. plegers: eerdere strafzaken, geweld", "L", "plegers-eerdere-strafzaken-geweld"),
    ("aard", "Kenm. plegers: eerdere strafzaken, HG", "L", "plegers-eerdere-strafzaken-huiselijk-geweld"),
    ("bereik", "Gestarte adviesvragen", "L R T", "adviezen"),
    ("bereik", "Meldingen", "L R T", "meldingen"),
    ("bereik", "Type adviesvrager", "L R T", "adviezen-naar-organisatie"),
    ("bereik", "Type melder", "L R T", "meldingen-naar-organisatie"),
    ("bereik", "(Verm.) duur bij adviezen", "L R T", "duur-bij-adviezen"),
    ("bereik", "(Verm.) duur bij meldingen", "L R T", "duur-bij-meldingen"),
    ("bereik", "Vervolgstap na veiligheidsbeoordeling", "L R T", "vervolgstap"),
    ("bereik", "% meldingen acuut en/of structureel onveilig", "L R T", "acuut-of-structureel-onveilig"),
    ("bereik", "Type melder bij acuut onveilig", "L R T", "acuut-onveilig-naar-organisatie"),
    ("bereik", "Type melder bij structureel onveilig", "L R T", "structureel-onveilig-naar-organisatie"),
    ("verbinding", "Gestarte (voorlopige) OTS", "L R T", "ondertoezichtstellingen"),
    ("verbinding", "Meldingen politie aan VT", "L R T", "politiemeldingen"),
    ("verbinding", "Afgeronde onderzoeken RvdK naar besluit", "L R T", "onderzoeken-rvdk"),
    ("verbinding", "% casussen (o.a.) overgedragen aan RvdK", "L R T", "overdracht-rvdk"),
    ("verbinding", "% casussen met melding VT bij politie", "L R T", "melding-bij-politie"),
    ("verbinding", "% casussen overgedragen aan OM", "L R T", "overdracht-om"),
    ("verbinding", "% casussen overgedragen aan politie", "L R T", "overdracht-politie"),
    ("verbinding", "OM instroom HG-zaken", "L T", "om-instroom"),
    ("verbinding", "OM uitstroom naar beslissing", "L T", "om-uitstroom"),
    ("verbinding", "ZM uitgestroomde HG-zaken", "L T", "zm-uitgestroomd"),
    ("verbinding", "ZM uitspraak", "L T", "zm-uitspraak"),
    ("verbinding", "ZM straffen", "L T", "zm-straffen"),
    ("verbinding", "ZM maatregelen", "L T", "zm-maatregelen"),
    ("outcome", "Incidenten in clientsysteem", "L R*", "incidenten-na-melding"),
    ("outcome", "Incidenten directe KM", "L R*", "incidenten-kindermishandeling"),
    ("outcome", "Incidenten partnergeweld", "L R*", "incidenten-partnergeweld"),
    ("outcome", "Ontwikkeling incidenten tot 1 jr", "L R*", "ontwikkeling-incidenten-eerste-jaar"),
    ("outcome", "Ontwikkeling incidenten 1 tot 1,5 jr", "L R*", "ontwikkeling-incidenten-na-een-jaar"),
    ("outcome", "Gestopt", "L R*", "gezinnen-geweld-gestopt"),
    ("outcome", "Kwaliteit van leven ouder", "L R*", "kwaliteit-van-leven-ouder"),
    ("outcome", "Kwaliteit van leven kind", "L R*", "kwaliteit-van-leven-kind"),
    ("outcome", "Klinische traumaklachten kind", "L R*", "traumaklachten-kind"),
    ("outcome", "Klinische traumaklachten ouders", "L R*", "traumaklachten-ouder"),
    ("outcome", "Ervaren veiligheid ouder", "L R*", "ervaren-veiligheid-ouder"),
    ("outcome", "Emotionele reactiviteit kind", "L R*", "emotionele-reactiviteit-kind"),
    ("outcome", "Gehechtheid met vader en moeder", "L R*", "gehechtheid-vader-moeder"),
    ("outcome", "Opvoedingsstress ouder", "L R*", "opvoedingsstress-ouder"),
    ("outcome", "Tevredenheid ouders over hulp (eigen)", "L R*", "tevredenheid-ouders-eigen-hulp"),
    ("outcome", "Tevredenheid ouders over hulp (kind)", "L R*", "tevredenheid-ouders-hulp-kind"),
    ("outcome", "Tevredenheid tieners over ggz en jeugdhulp", "L R*", "tevredenheid-tieners"),
    ("outcome", "Gem. aantal instellingen (tieners/kinderen)", "L R*", "aantal-instellingen-jeugd"),
    ("outcome", "Gem. aantal instellingen (ouders en kinderen)", "L R*", "aantal-instellingen-gezin"),
    ("signaleren", "% slachtoffers dat met iemand praatte (HG)", "L T", "praten-over-geweld"),
    ("signaleren", "% slachtoffers dat met iemand praatte (SG)", "L", "praten-over-seksueel-geweld"),
]

# The same page, below the table: wished or advised, without data.
WITHOUT_DATA = {
    "toerusting-initiele-opleiding", "burgers-handelen-bij-vermoedens", "procesregie", "casusregie", "veiligheidsplan",
    "hulpverleningsplan", "trauma-signalering", "interventies-effectief-nji", "multidisciplinair-werken",
    "huisverboden", "verplichte-ggz", "veiligheidsscore-veilig-thuis", "gezinnen-nieuwe-onveiligheid", "revictimisatie",
    "slachtoffers-huiselijk-geweld-regio", "hulp-hoeveel", "hulp-welke", "hulp-zwaarte", "mda-plus-plus",
    "gefaseerde-ketenzorg", "preventieve-middelen", "informatie-gi", "informatie-rvdk", "vrouwenopvang-clienten",
    "vrouwenopvang-type-clienten", "vrouwenopvang-bedden", "vrouwenopvang-bezetting", "vrouwenopvang-doorstroom",
    "vrouwenopvang-type-hulpverlening", "vrouwenopvang-type-problematiek",
}  # fmt: skip


def mentions(catalogue: Catalogue, document: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for indicator in catalogue.indicators.values():
        for mention in indicator.mentioned_in:
            if mention.document == document:
                found.setdefault(mention.item, []).append(indicator.id)
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_of_the_document_has_an_indicator_and_no_row_is_invented(catalogue: Catalogue, document: str) -> None:
    expected = yaml.safe_load((EXPECTED / f"{document}.yaml").read_text(encoding="utf-8"))
    assert len(expected) == len(set(expected))
    found = set(mentions(catalogue, document))
    assert sorted(set(expected) - found) == []
    assert sorted(found - set(expected)) == []


def test_each_process_indicator_is_one_row() -> None:
    """The text says 26; its tables have 27 rows (impactmonitor.md 5.5)."""
    assert len(yaml.safe_load((EXPECTED / "procesindicatoren.yaml").read_text(encoding="utf-8"))) == 27


def test_a_process_indicator_and_its_parts_are_separate_indicators(catalogue: Catalogue) -> None:
    found = mentions(catalogue, "procesindicatoren")
    assert {item: ids for item, ids in found.items() if len(ids) != 1} == {}
    assert len({ids[0] for ids in found.values()}) == 27


@pytest.mark.parametrize(("theme", "row", "columns", "name"), TABLE, ids=[row[3] for row in TABLE])
def test_rows_of_the_indicator_table(catalogue: Catalogue, theme: str, row: str, columns: str, name: str) -> None:
    indicator = catalogue.indicators[name]
    has = columns.split()
    assert indicator.theme == theme, row
    assert indicator.status == "live", row
    assert "NL" in indicator.levels, row
    assert ("VT" in indicator.levels) == ("R" in has), row
    assert ("13VT" in indicator.levels) == ("R*" in has), row
    assert indicator.series or "T" not in has, row


def test_cohorts_are_no_time_series(catalogue: Catalogue) -> None:
    """Two cohorts in different regions: never one line, never one ranking."""
    cohort = [i for i in catalogue.indicators.values() if i.source == "verwey-jonker-cohort"]
    assert len(cohort) >= 19
    assert [i.id for i in cohort if i.series] == []


def test_what_has_no_data_says_so(catalogue: Catalogue) -> None:
    statuses = {name: catalogue.indicators[name].status for name in WITHOUT_DATA}
    assert {name for name, status in statuses.items() if status == "live"} == set()


def test_wishes_since_fulfilled_are_live(catalogue: Catalogue) -> None:
    """Hermeldingen were wished in Bijlage 2 and have since been published in StatLine 85361."""
    indicator = catalogue.indicators["eerdere-betrokkenheid"]
    assert indicator.status == "live"
    assert "85361NED" in {r.table for r in indicator.recipe}
