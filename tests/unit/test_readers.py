"""Printed numbers and the bundled files: what is read, and how each mistake in a file is named."""

from __future__ import annotations

import pytest
from factories import csv_bytes
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.deliveries.printed import decimals_in, read_number, stage_of
from impactmonitor.deliveries.sources.published import CBS, CBS_COLUMNS, NATIONAL, NATIONAL_COLUMNS, POPULATION, read
from impactmonitor.tables import Stage

CBS_ROW = {
    "table_id": "84849NED",
    "table_title": "Huiselijk geweld",
    "measure": "Gestarte adviezen",
    "unit": "aantal",
    "dim1_name": "Kenmerken adviezen/meldingen",
    "dim1_value": "Totaal",
    "region_name": "Nederland",
    "region_level": "NL",
    "period": "2023",
    "status": "voorlopig",
    "value": "143210",
    "value_text": "143.210",
    "source_url": "https://www.cbs.nl/nl-nl/cijfers/detail/84849NED",
}
NATIONAL_ROW = {
    "indicator": "Ontvangen meldingen bij Veilig Thuis",
    "breakdown": "totaal",
    "category": "totaal",
    "unit": "per 10 000 inwoners",
    "region": "Drenthe (VT)",
    "period": "2021H1",
    "value": "23.5",
    "status": "voorlopig",
    "source_title": "Regioplan 2022, 06 Voorbeeld Drenthe",
    "source_url": "",
}


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_with_decimal_point_is_read_as_printed(whole: int, decimals: int) -> None:
    text = f"{whole / 10**decimals:.{decimals}f}"
    assert read_number(text) == float(text)
    assert decimals_in(text) == decimals


def test_an_empty_cell_is_no_number_and_zero_is_one() -> None:
    assert read_number("") is None
    assert read_number("0") == 0.0


@pytest.mark.parametrize("text", ["12,5", "1.234,5", "-0,3", "17.425.798,0"])
def test_a_decimal_comma_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"has a decimal comma; write a decimal point"):
        read_number(text)


@pytest.mark.parametrize(
    "text", [".", "17.425.798", "1e5", "nan", "inf", "5 %", "<5", " 5", "5.", "--", "１２", "0x10"]
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number; write digits with a decimal point"):
        read_number(text)


def test_stages_are_the_words_of_the_source() -> None:
    stages = [stage_of(word) for word in ("definitief", "voorlopig", "nader voorlopig", "unknown")]
    assert stages == [Stage.FINAL, Stage.PROVISIONAL, Stage.REVISED, Stage.UNSTATED]
    with pytest.raises(ValueError, match="status 'final' is unknown; use one of definitief, voorlopig"):
        stage_of("final")


def test_a_cbs_row_keeps_what_is_printed() -> None:
    (figure,), findings = read(csv_bytes(CBS_COLUMNS, CBS_ROW), CBS)
    assert findings == []
    assert (figure.value, figure.decimals, figure.stage, figure.dot) == (143_210, 0, Stage.PROVISIONAL, False)
    assert figure.dims == {"Kenmerken adviezen/meldingen": "Totaal"}
    assert (figure.region, figure.level, figure.period, figure.line) == ("Nederland", "NL", "2023", 2)
    assert not figure.second_hand


def test_a_dot_has_no_value() -> None:
    (figure,), findings = read(csv_bytes(CBS_COLUMNS, {**CBS_ROW, "value": "", "value_text": "."}), CBS)
    assert findings == []
    assert (figure.value, figure.dot, figure.stage) == (None, True, Stage.PROVISIONAL)


@pytest.mark.parametrize(("value", "text"), [("", "0"), ("", ""), ("10", ".")])
def test_an_empty_value_without_dot_is_refused(value: str, text: str) -> None:
    figures, (finding,) = read(csv_bytes(CBS_COLUMNS, {**CBS_ROW, "value": value, "value_text": text}), CBS)
    assert figures == []
    assert "value must be empty exactly where value_text is a dot" in finding.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "143,2"}, "decimal comma"),
        ({"status": "bijna definitief"}, "status 'bijna definitief' is unknown"),
        ({"period": "2023 1e halfjaar"}, "is not a period"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_read(change: dict[str, str], message: str) -> None:
    figures, (finding,) = read(csv_bytes(CBS_COLUMNS, CBS_ROW, {**CBS_ROW, **change}, CBS_ROW), CBS)
    assert [f.line for f in figures] == [2, 4]
    assert (finding.file, finding.line) == (CBS, 3)
    assert message in finding.message
    assert finding.remedy


@pytest.mark.parametrize("table", ["PERS-2025", "NIEUWS-2024", "NJI-2019", "MOORD-pers", "GEMEENTEBEVOLKING-2022"])
def test_what_others_tell_about_a_figure_is_second_hand(table: str) -> None:
    (figure,), _ = read(csv_bytes(CBS_COLUMNS, {**CBS_ROW, "table_id": table}), POPULATION)
    assert figure.second_hand


def test_a_national_row() -> None:
    (figure,), findings = read(csv_bytes(NATIONAL_COLUMNS, NATIONAL_ROW), NATIONAL)
    assert findings == []
    assert (figure.value, figure.decimals, figure.level, figure.stage) == (23.5, 1, "VT", Stage.PROVISIONAL)
    assert (figure.dims, figure.table, figure.qualifier) == ({}, "Regioplan 2022, 06 Voorbeeld Drenthe", "")


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("Drenthe (VT)", "VT"),
        ("Drenthe (PV)", "PV"),
        ("Noord-Nederland (LD)", "LD"),
        ("Nederland", "NL"),
        ("13 VT-regio's", "NL"),
        ("Groningen (gemeente)", "GM"),
        ("Almere", "GM"),
    ],
)
def test_the_suffix_tells_the_level(region: str, level: str) -> None:
    (figure,), _ = read(csv_bytes(NATIONAL_COLUMNS, {**NATIONAL_ROW, "region": region}), NATIONAL)
    assert figure.level == level


def test_a_national_interval_a_dot_an_estimate_and_a_word_of_the_source() -> None:
    interval = {**NATIONAL_ROW, "value": "", "ci_low": "26", "ci_high": "37", "status": "schatting"}
    dot = {**NATIONAL_ROW, "value": "", "status": "onderdrukt (punt in StatLine)"}
    word = {**NATIONAL_ROW, "category": "totaal (ruim)", "status": "gepubliceerd; secundair"}
    figures, findings = read(csv_bytes(NATIONAL_COLUMNS, interval, dot, word), NATIONAL)
    assert findings == []
    assert [(f.value, f.low, f.high, f.dot, f.estimate) for f in figures] == [
        (None, 26, 37, False, True),
        (None, None, None, True, False),
        (23.5, None, None, False, False),
    ]
    assert [(f.second_hand, f.qualifier) for f in figures] == [(False, ""), (False, ""), (True, "ruim")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": ""}, "there is no value, no interval and no dot"),
        ({"value": "", "ci_low": "26"}, "an interval needs both"),
        ({"ci_high": "26"}, "an interval needs both"),
    ],
)
def test_a_national_row_without_figure_is_refused(change: dict[str, str], message: str) -> None:
    figures, (finding,) = read(csv_bytes(NATIONAL_COLUMNS, {**NATIONAL_ROW, **change}), NATIONAL)
    assert figures == []
    assert message in finding.message


GOOD = csv_bytes(CBS_COLUMNS, CBS_ROW, CBS_ROW)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "does not have the agreed columns"),
        (csv_bytes(NATIONAL_COLUMNS, NATIONAL_ROW), 1, "does not have the agreed columns"),
        (csv_bytes(CBS_COLUMNS, CBS_ROW, separator=";"), 1, "is the separator a semicolon?"),
        (GOOD + b"een,regel,te,kort\n", 4, "too many or too few columns"),
        (GOOD.replace(b"Nederland,NL", b"Nederland,en nog een,NL", 1), 2, "too many or too few columns"),
        (GOOD + "één".encode("latin-1"), 4, "is not UTF-8"),
        (GOOD + b'"' + b"x" * 200_000, 4, "quote"),
    ],
    ids=["empty", "other-columns", "semicolon", "too-few", "too-many", "latin-1", "lost-quote"],
)
def test_a_damaged_file_is_named_with_its_line(content: bytes, line: int, message: str) -> None:
    _, findings = read(content, CBS)
    assert [(f.file, f.line) for f in findings] == [(CBS, line)]
    assert message in findings[0].message + findings[0].remedy
    assert findings[0].remedy


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")
    figures, findings = read(content, CBS)
    assert findings == []
    assert len(figures) == 2


@given(st.binary(max_size=300), st.sampled_from([CBS, NATIONAL]))
def test_any_bytes_give_findings_and_never_a_crash(content: bytes, name: str) -> None:
    columns = ",".join(NATIONAL_COLUMNS if name == NATIONAL else CBS_COLUMNS).encode()
    _, findings = read(columns + b"\n" + content, name)
    assert all(f.file == name and f.line >= 1 and f.remedy for f in findings)
