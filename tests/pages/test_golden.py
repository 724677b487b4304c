"""Published figures stand on the pages exactly as they were printed, with their marks."""

from __future__ import annotations

import pytest

from pages.conftest import Get

PRINTED = {
    "/regio/drenthe/2021H1/": [
        "31,5* voorlopig per 10.000 inwoners",
        "In Drenthe ging het in het 1e halfjaar van 2021 om 31,5 per 10.000 inwoners, in Nederland om 38,7.",
        "23,5* voorlopig per 10.000 inwoners",
        "In Drenthe ging het in het 1e halfjaar van 2021 om 23,5 per 10.000 inwoners, in Nederland om 34,8.",
        "Burgers 56,2 % (Nederland 44,8 %)",
        "Beroepsmatig overig 11,4 %",
        "Politie 54,6 % (Nederland 64,2 %)",
        "Burgers 11,1 %",
        "om 23,9 % van de ontvangen meldingen, in Nederland om 42,8 %",
        "Alle cijfers van Drenthe over deze periode zijn voorlopig.",
        "Afgeleid, Nederland: 67.545 gedeeld door 17.475.415 inwoners op 1 januari 2021, maal 10.000. Inwoners: CBS",
    ],
    "/regio/zaanstreek-waterland/2021H1/": [
        "om 55,6 % van de ontvangen meldingen, in Nederland om 42,8 %",
        "61 %",
        "1,4 %",
        "om 2,2 per 10.000 inwoners",
        "Dit is een echte nul: geteld, en het waren er geen.",
        "om 0 %",
        "om 0,7 %",
    ],
    "/landelijk/2021H1/": ["42,8 %", "44,8 %", "64,2 %"],
    "/indicatoren/slachtoffers-kindermishandeling-0-17/?meting=count": ["90.000–127.000", "van 90.000 tot 127.000"],
}

SERIES = {
    "adviezen": {
        "1e halfjaar 2019": "53.145",
        "2e halfjaar 2019": "54.540",
        "1e halfjaar 2020": "58.575",
        "2e halfjaar 2020": "63.475",
        "1e halfjaar 2021": "67.545",
        "2e halfjaar 2021": "66.625",
        "1e halfjaar 2022": "66.155* voorlopig",
        "2023": "143.210* voorlopig",
    },
    "meldingen": {
        "1e halfjaar 2019": "65.075",
        "2e halfjaar 2019": "66.730",
        "1e halfjaar 2020": "64.505",
        "2e halfjaar 2020": "62.910",
        "1e halfjaar 2021": "60.880",
        "2e halfjaar 2021": "58.500",
        "1e halfjaar 2022": "59.985* voorlopig",
        "2023": "127.340* voorlopig",
    },
}


@pytest.mark.parametrize("path", PRINTED)
def test_printed_figures_stand_on_the_page(get: Get, path: str) -> None:
    page = get(path)
    for words in PRINTED[path]:
        assert words in page, f"{path} lacks '{words}'"


@pytest.mark.parametrize("indicator", SERIES)
def test_national_series(get: Get, indicator: str) -> None:
    page = get(f"/indicatoren/{indicator}/?meting=count")
    for period, value in SERIES[indicator].items():
        assert f"{period} {value}" in page, f"{indicator} lacks {period}: {value}"


def test_a_revised_figure_shows_what_was_printed_before(get: Get) -> None:
    page = get("/indicatoren/meldingen/")
    assert "Eerder of elders gepubliceerd" in page
    assert "Nederland, 1e halfjaar 2019 Aantal 64.960*† voorlopig, uit tweede hand 65.075" in page


def test_a_dot_of_the_source_is_neither_zero_nor_blank(get: Get) -> None:
    page = get("/regio/drenthe/2023/")
    assert "punt van bron" in page
    assert "De bron drukt een punt af: nul, klein of onbekend." in page
    assert "Punt van de bron: nul, klein of onbekend. De bron zegt niet welk." in page


def test_figures_of_the_province_carry_its_name(get: Get) -> None:
    page = get("/regio/drenthe/2023/")
    assert "provincie Drenthe (zelfde gebied), 2023" in page
    assert "In de provincie Drenthe (zelfde gebied)" in page


def test_a_count_without_population_says_so(get: Get) -> None:
    page = get("/gemeente/assen/2023/")
    assert "Per 10.000 inwoners ontbreekt: het inwonertal van dit gebied voor dit jaar ontbreekt." in page


def test_background_has_its_own_period(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert "Aantal. Drenthe, 1 januari 2022" in page
    assert "497.743" in page


def test_the_netherlands_beside_a_figure_is_of_the_same_period(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert "Nederland: 17.590.672" in page  # 1 January 2022, as for Drenthe; not 17.475.415 of 2021


def test_the_csv_holds_the_region_with_what_stands_beside_it(get: Get) -> None:
    lines = get("/regio/drenthe/2021H1/cijfers.csv").html.splitlines()
    assert lines[0].startswith("indicator,measure,unit,category,region,period,value")
    assert sum(",VT02,2021H1," in line for line in lines) == 7
    assert any(",totaal,NL01,2022-01-01,17590672," in line for line in lines)
    assert any(line.startswith("adviezen,rate,per 10 000 inwoners,totaal,VT02,2021H1,31.5,") for line in lines)
