"""What the invented figures look like where nothing is printed: about how high, and which figures belong together.

Nothing in here is a source: it only makes the demonstration plausible. An indicator that is not named gets a figure
that fits its unit, so that a new one needs no line in this file.
"""

from __future__ import annotations

WHOLE = {
    "adviezen-beroepsmatig-of-burger": "adviezen",
    "adviezen-naar-organisatie": "adviezen",
    "adviezen-naar-organisatie-statline": "adviezen",
    "adviezen-naar-rol": "adviezen",
    "aanvullende-informatie-bij-adviezen": "adviezen",
    "aard-bij-adviezen": "adviezen",
    "duur-bij-adviezen": "adviezen",
    "meldingen-naar-organisatie": "meldingen",
    "meldingen-naar-organisatie-statline": "meldingen",
    "meldingen-naar-rol": "meldingen",
    "aanvullende-informatie-bij-meldingen": "meldingen",
    "aard-bij-meldingen": "meldingen",
    "duur-bij-meldingen": "meldingen",
    "eerdere-betrokkenheid": "meldingen",
    "vervolgstap": "meldingen",
    "acuut-onveilige-meldingen": "meldingen",
    "structureel-onveilige-meldingen": "meldingen",
    "acuut-of-structureel-onveilig": "meldingen",
    "acuut-onveilig-naar-organisatie": "acuut-onveilige-meldingen",
    "structureel-onveilig-naar-organisatie": "structureel-onveilige-meldingen",
    "aanvullende-informatie-bij-casussen": "casussen-met-melding",
    "aard-bij-casussen": "casussen-met-melding",
    "overdracht-rvdk": "casussen-met-melding",
    "melding-bij-politie": "casussen-met-melding",
    "overdracht-naar-organisatie": "casussen-met-melding",
    "overdracht-naar-type-hulp": "casussen-met-melding",
    "overdracht-om": "acuut-of-structureel-onveilig",
    "overdracht-politie": "acuut-of-structureel-onveilig",
    "aanvullende-informatie-bij-onderzoeken": "onderzoeken-afgerond",
    "aard-bij-onderzoeken": "onderzoeken-afgerond",
    "onderzoeken-niet-voortijdig-afgesloten": "onderzoeken-afgerond",
    "uitkomsten-onderzoek": "onderzoeken-niet-voortijdig-afgesloten",
    "aanvullende-informatie-bij-voorwaarden-en-vervolg": "voorwaarden-en-vervolg-afgerond",
    "aard-bij-voorwaarden-en-vervolg": "voorwaarden-en-vervolg-afgerond",
    "ondertoezichtstellingen-beeindigd-naar-reden": "ondertoezichtstellingen-beeindigd",
    "rvdk-rekesten-naar-maatregel": "rvdk-rekesten",
    "rvdk-rekesten": "onderzoeken-rvdk",
    "zm-uitspraak": "zm-uitgestroomd",
    "zm-straffen": "zm-uitspraak",
    "zm-maatregelen": "zm-uitspraak",
    "voogdij-beeindigd-naar-reden": "voogdijtrajecten-beeindigd",
    "voogdij-lopend-naar-soort": "voogdij-lopend",
    "slachtoffers-moord-en-doodslag-naar-geslacht": "slachtoffers-moord-en-doodslag",
    "inwoners-naar-geslacht": "inwoners",
    "inwoners-naar-herkomst": "inwoners",
    "inwoners-naar-leeftijd": "inwoners",
    "jeugdhulp-met-verblijf": "jeugdhulp",
    "jeugdbescherming-en-verblijf": "jongeren-met-jeugdbescherming",
}
"""Indicator to the one of which it is a part, or that it splits."""

EITHER = {"acuut-of-structureel-onveilig": ("structureel-onveilige-meldingen", "acuut-onveilige-meldingen")}
"""Indicator to the two of which it counts the cases that fall in at least one."""

PERSONS = frozenset(
    {
        "jeugdhulp",
        "jeugdhulp-met-verblijf",
        "jongeren-met-jeugdbescherming",
        "jeugdbescherming-en-verblijf",
        "jongeren-met-jeugdreclassering",
        "voogdijtrajecten",
        "trajecten-ondertoezichtstelling",
    }
)
"""Who is counted in both halves of a year counts once in the year: the year is not the sum."""

STOCKS = frozenset({"particuliere-huishoudens", "jeugdhulp-tot-18"})
"""Counted once a year, not added up over the year."""

SUMS = {"overgewicht": ("matig-overgewicht", "ernstig-overgewicht")}
"""Shares that are the sum of two others."""

STEEP = frozenset({"stedelijkheid", "bevolkingsdichtheid"})
"""Figures that differ strongly between large and small municipalities."""

SURVEYS = frozenset(
    {
        "gezondheidsmonitor",
        "prevalentiemonitor",
        "prevalentiestudie-kindermishandeling",
        "scholierenonderzoek-kindermishandeling",
        "wodc-prevalentieonderzoek-2017",
    }
)
"""Sources that estimate from a sample."""

GROWN = 830
"""People of 16 and older per 1 000 inhabitants."""

QUARTERLY = frozenset({"adviezen", "meldingen", "meldingen-naar-organisatie", "adviezen-naar-organisatie"})
"""Indicators that a fictitious supplier also gives each quarter, for Veilig Thuis regions and the Netherlands."""

QUARTERLY_SOURCE = "regiorapportage"
"""The source whose figures the quarters imitate."""

INEXACT = frozenset({"reden-einde-ots", "reden-einde-voogdij", "rekest-maatregel", "beroepsmatig-burger"})
"""Code lists of which not all categories are known: together they are less than the whole."""

LEVELS: dict[str, float] = {
    "aantal-instellingen-gezin": 5.8,
    "aantal-instellingen-jeugd": 3.4,
    "bevolkingsdichtheid": 530,
    "casussen-met-melding": 31_000,
    "emotionele-reactiviteit-kind": 2.4,
    "ervaren-veiligheid-ouder": 7.1,
    "gehechtheid-vader-moeder": 3.1,
    "huishoudens-naar-samenstelling": 8_050_000,
    "incidenten-kindermishandeling": 14.2,
    "incidenten-na-melding": 26.5,
    "incidenten-partnergeweld": 17.3,
    "inkomen": 32.5,
    "jeugdhulp-tot-18": 11.4,
    "kindermishandeling-naar-geloof": 28,
    "kindermishandeling-naar-gescheiden-ouders": 41,
    "kindermishandeling-naar-geslacht": 52,
    "kindermishandeling-naar-leeftijd": 33,
    "kindermishandeling-naar-migratieachtergrond": 36,
    "kindermishandeling-naar-samenstelling-huishouden": 38,
    "kindermishandeling-naar-sociaaleconomische-status": 44,
    "kindermishandeling-naar-stedelijkheid": 31,
    "kwaliteit-van-leven-kind": 7.2,
    "kwaliteit-van-leven-ouder": 6.6,
    "melding-bij-politie": 1.6,
    "om-uitstroom": 4_700,
    "ondertoezichtstellingen": 2.7,
    "ontwikkeling-incidenten-eerste-jaar": 58,
    "ontwikkeling-incidenten-na-een-jaar": 31,
    "opvoedingsstress-ouder": 2.6,
    "overdracht-naar-organisatie": 21_500,
    "overdracht-naar-type-hulp": 14_800,
    "overdracht-om": 0.9,
    "overdracht-politie": 2.8,
    "overdracht-rvdk": 2.1,
    "particuliere-huishoudens": 8_050_000,
    "plegers-naar-geboorteland": 35,
    "plegers-naar-geslacht": 84,
    "plegers-naar-leeftijd": 42,
    "praten-over-geweld": 61,
    "praten-over-seksueel-geweld": 46,
    "ses-woa-score": 0.05,
    "ses-woa-spreiding": 0.72,
    "slachtoffers-huiselijk-geweld-naar-leeftijd": 14,
    "slachtoffers-huiselijk-geweld-naar-plaats-huishouden": 12,
    "slachtoffers-huiselijk-geweld-naar-welvaart": 13,
    "slachtoffers-huiselijk-geweld-provincie": 9,
    "slachtoffers-kindermishandeling-scholieren": 27,
    "stedelijkheid": 2_020,
    "tevredenheid-ouders-eigen-hulp": 6.8,
    "tevredenheid-ouders-hulp-kind": 7.0,
    "tevredenheid-tieners": 7.3,
    "trajecten-ondertoezichtstelling": 21_300,
    "trajecten-ondertoezichtstelling-beeindigd": 4_450,
    "trajecten-ondertoezichtstelling-begonnen": 4_300,
    "traumaklachten-kind": 37,
    "traumaklachten-ouder": 43,
    "vervolgstap": 60_000,
    "voogdijtrajecten-beeindigd": 690,
    "voogdijtrajecten-begonnen": 560,
    "voorwaarden-en-vervolg-afgerond": 8_900,
    "zm-maatregelen": 1_600,
    "zm-straffen": 2_150,
    "zm-uitgestroomd": 2_950,
    "zm-uitspraak": 2_700,
}
"""The Netherlands, in the first measure of the indicator that is not computed, per shortest period."""

BY_UNIT = {"aantal": 2_500.0, "%": 25.0, "score": 6.5}
"""For an indicator that is not named above."""
PLAIN = 10.0

YOUNG = 200
"""Young people per 1 000 inhabitants, of whom the shares on youth care are a part."""

SHARES: dict[str, dict[str, int]] = {
    "aard-geweld": {
        "kindermishandeling": 430, "kind-fysiek": 170, "kind-verwaarlozing": 160, "kind-emotionele-mishandeling": 280,
        "kind-emotionele-verwaarlozing": 240, "kind-seksueel-misbruik": 80, "kind-getuige": 420, "kind-pcf": 6,
        "kind-anders": 60, "geweld-tegen-ouders": 55, "ouders-fysiek": 520, "ouders-emotionele-mishandeling": 430,
        "ouders-seksueel-misbruik": 12, "ouders-financieel": 90, "ouders-anders": 70, "partnergeweld": 290,
        "ouderenmishandeling": 22, "huiselijk-geweld-overig": 75, "andere-problematiek": 260, "geen-geweld": 18,
        "onbekend": 30,
    },
    "aanvullende-informatie": {"mensenhandel": 6},
    "duur-geweld": {
        "tot-1-week": 330, "1-week-tot-1-maand": 90, "1-maand-tot-6-maanden": 160, "6-maanden-tot-1-jaar": 110,
        "1-tot-5-jaar": 200, "langer-dan-5-jaar": 110,
    },
    "organisatie-13": {
        "preventieve-basisvoorzieningen": 48, "huisarts": 16, "overig-gezondheidszorg": 60, "ggz": 22,
        "kinderopvang": 6, "onderwijs": 50, "jeugdhulp-zorg": 26, "politie": 560, "justitie-en-veiligheid": 12,
        "maatschappelijk-werk": 30, "beroepsmatig-overig": 62, "burger": 95, "onbekend": 13,
    },
    "organisatie-statline": {
        "gezondheidszorg": 85, "geestelijke-gezondheidszorg": 26, "kinderopvang": 8, "onderwijs": 50,
        "bureau-leerplicht": 2, "jeugdzorg": 35, "justitie-en-veiligheid": 480, "politie": 960,
        "openbaar-ministerie": 8, "reclassering": 14, "justitie-en-veiligheid-anders": 18,
        "veilig-thuis-andere-regio": 10, "veilig-thuis-regionaal-maatwerk": 1, "andere-organisatie": 150,
        "niet-van-toepassing": 130, "onbekend": 14,
    },
    "rol-functie": {
        "niet-beroepsmatig": 250, "beroepsmatig": 735, "onderwijs": 95, "kinderopvang": 14, "medisch": 110,
        "verpleegkundige": 190, "psychologen": 40, "paramedisch": 12, "justitie": 560, "politieagent": 945,
        "officier-van-justitie": 5, "justitie-anders": 50, "beroepsmatig-anders": 169, "onbekend": 15,
    },
    "eerdere-betrokkenheid": {
        "eerste-melding": 319, "hermelding": 381, "hermelding-meerdere": 887, "hermelding-een": 113,
        "vervolgmelding": 285, "vervolgmelding-tijdens-beoordeling": 465, "vervolgmelding-na-beoordeling": 355,
        "vervolgmelding-tijdens-monitoring": 180, "niet-ingedeeld": 15,
    },
    "vervolgstap": {
        "bij-veilig-thuis": 370, "overdracht": 360, "geen-vervolg": 190, "regionaal-maatwerk": 25,
        "nog-niet-beoordeeld": 55,
    },
    "uitkomst-onderzoek": {
        "kindermishandeling-bevestigd": 518, "kindermishandeling-niet-bevestigd": 206,
        "kindermishandeling-weerlegd": 25, "geweld-tegen-ouders-bevestigd": 16,
        "geweld-tegen-ouders-niet-bevestigd": 4, "geweld-tegen-ouders-weerlegd": 1, "partnergeweld-bevestigd": 268,
        "partnergeweld-niet-bevestigd": 70, "partnergeweld-weerlegd": 4,
    },
    "samenstelling-huishouden": {"eenpersoons": 390, "zonder-kinderen": 290, "met-kinderen": 320, "eenouder": 235},
    "leeftijdsgroep-bevolking": {
        "jonger-dan-5": 48, "5-tot-10": 50, "10-tot-15": 54, "15-tot-20": 58, "20-tot-25": 63, "25-tot-45": 256,
        "45-tot-65": 271, "65-tot-80": 151, "80-of-ouder": 49,
    },
    "herkomstland": {"nederland": 735, "europa": 95, "buiten-europa": 170},
    "voogdij-soort": {"reguliere-voogdij": 973, "voorlopige-voogdij": 12, "tijdelijke-voogdij": 15},
    "voogdij-rapport": {"voogdij": 790, "voorlopige-en-tijdelijke-voogdij": 210},
    "reden-einde-ots": {"volgens-plan": 690},
    "reden-einde-voogdij": {"naar-pleegouder": 310, "naar-contactpersoon": 95},
    "rekest-maatregel": {"ondertoezichtstelling": 680, "ondertoezichtstelling-en-uithuisplaatsing": 220},
    "beroepsmatig-burger": {"beroepsmatig": 555, "burger": 430},
    "geslacht": {"mannen": 630, "vrouwen": 370},
}  # fmt: skip
"""Parts of a thousand per category, of the whole or of the category above it."""
