"""A region's own report: every spelling that is read, and how each mistake in a file is named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.region_figures import figures
from impactmonitor.deliveries.sources.region_report import HEADER, read, read_period, read_value
from impactmonitor.findings import Finding
from impactmonitor.tables import Observation, ObsStatus, Stage

FILE = "rapport.csv"


def report(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines, ""]).encode()


def shaped(catalogue: Catalogue, content: bytes) -> tuple[list[Observation], list[Finding]]:
    lines, findings = read(content, FILE)
    made = figures(catalogue, lines, FILE)
    return [o for _, o in made.observations], findings + made.findings


def only(catalogue: Catalogue, line: str) -> Observation:
    ((found,), findings) = shaped(catalogue, report(line))
    assert findings == []
    return found


def messages(catalogue: Catalogue, content: bytes) -> list[str]:
    return [str(f) for f in shaped(catalogue, content)[1]]


def test_a_line_becomes_a_figure(catalogue: Catalogue) -> None:
    found = only(catalogue, "meldingen;;VT02;2024Q1;712;voorlopig")
    assert found.key == ("meldingen", "count", "totaal", "VT02", "2024Q1")
    assert (found.value, found.decimals, found.unit) == (712, 0, "aantal")
    assert (found.obs_status, found.stage, found.source) == (
        ObsStatus.PROVISIONAL, Stage.PROVISIONAL, "regiorapportage",
    )  # fmt: skip


@pytest.mark.parametrize("region", ["VT02", "vt02", "Drenthe", "drenthe", "Veilig Thuis Drenthe"])
@pytest.mark.parametrize("indicator", ["meldingen", "Meldingen bij Veilig Thuis", "meldingen bij veilig thuis"])
def test_names_and_codes_mean_the_same(catalogue: Catalogue, indicator: str, region: str) -> None:
    found = only(catalogue, f"{indicator};totaal;{region};2024Q1;712;")
    assert (found.indicator, found.region, found.stage) == ("meldingen", "VT02", Stage.UNSTATED)


@pytest.mark.parametrize("category", ["politie", "Politie", "POLITIE"])
def test_a_category_by_code_or_label(catalogue: Catalogue, category: str) -> None:
    found = only(catalogue, f"meldingen-naar-organisatie;{category};VT02;2024Q1;62,5;definitief")
    assert (found.category, found.measure, found.value, found.decimals) == ("politie", "share", 62.5, 1)


def test_a_municipality_of_the_region(catalogue: Catalogue) -> None:
    assert only(catalogue, "meldingen;;Assen;2024Q1;112;").region == "GM0106"
    assert only(catalogue, "meldingen;;gemeente Groningen;2024Q1;112;").region == "GM0014"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024Q1", "2024Q1"), ("2024q1", "2024Q1"), ("2024K1", "2024Q1"), ("2024-K1", "2024Q1"), ("Q1 2024", "2024Q1"),
        ("2024 1e kwartaal", "2024Q1"), ("1e kwartaal 2024", "2024Q1"), ("eerste kwartaal 2024", "2024Q1"),
        ("1e kwartaal van 2024", "2024Q1"), ("4E KWARTAAL 2024", "2024Q4"), ("2e halfjaar 2024", "2024H2"),
        ("2024H2", "2024H2"), ("2024", "2024"), ("2024-03", "2024-03"), ("maart 2024", "2024-03"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_period(text: str, code: str) -> None:
    assert read_period(text).code == code


@pytest.mark.parametrize(
    "text", ["", "2024Q5", "2024H3", "1e kwartaal", "kwartaal 1", "2024-13", "2024-03-01", "cohort 2024"]
)
def test_what_is_no_period_of_a_report(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write for example 2024Q1"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "number"), [("", None), (".", None), ("0", 0.0), ("12", 12.0), ("12,5", 12.5), ("12.5", 12.5)]
)
def test_a_dot_is_not_zero(text: str, number: float | None) -> None:
    assert read_value(text).number == number


@pytest.mark.parametrize("text", ["12%", "1.234,5", "1 234", "n.v.t.", "-", "inf", "nan", "1e5", "9" * 40, "\u0663"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number; write digits only"):
        read_value(text)


def test_a_dot_and_a_true_zero(catalogue: Catalogue) -> None:
    dot, zero = only(catalogue, "meldingen;;VT02;2024Q1;.;"), only(catalogue, "meldingen;;VT02;2024Q1;0;")
    assert (dot.value, dot.obs_status) == (None, ObsStatus.MISSING)
    assert (zero.value, zero.obs_status) == (0, ObsStatus.NORMAL)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [";", ","])
def test_files_as_spreadsheets_write_them(catalogue: Catalogue, mark: bytes, end: str, separator: str) -> None:
    text = end.join([HEADER, "meldingen;;VT02;2024Q1;712;", ";;;;;", ""]).replace(";", separator)
    observations, findings = shaped(catalogue, mark + text.encode())
    assert findings == []
    assert [o.value for o in observations] == [712]


def test_columns_in_another_order_and_without_the_optional_ones(catalogue: Catalogue) -> None:
    content = report("2024Q1;VT02;712;meldingen", header="Periode;Regio;Waarde;Indicator")
    observations, findings = shaped(catalogue, content)
    assert (findings, observations[0].value) == ([], 712)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("melding;;VT02;2024Q1;712;", "2: indicator 'melding' is unknown (nearest: 'meldingen')"),
        (";;VT02;2024Q1;712;", "2: there is no indicator"),
        ("inwoners;;VT02;2024;712;", "inwoners is a population, and populations come from CBS only"),
        ("ses-woa-score;;VT02;2024;1;", "ses-woa-score is neither a count nor a share"),
        ("meldingen;politie;VT02;2024Q1;712;", "meldingen has no categories"),
        ("meldingen-naar-organisatie;Pollitie;VT02;2024Q1;60;", "is unknown (nearest: 'Politie')"),
        ("meldingen;;Drente;2024Q1;712;", "region 'Drente' is unknown (nearest: 'Drenthe')"),
        ("meldingen;;PV22;2024Q1;712;", "PV22 (Drenthe) is a provincie; a report is about"),
        ("meldingen;;NL01;2024Q1;712;", "NL01 (Nederland) is a land; a report is about"),
        ("meldingen;;Groningen;2024Q1;712;", "more than one area; write VT08 (Veilig Thuis-regio Groningen) or GM0014"),
        ("meldingen;;VT16;2024Q1;712;", "VT16 (Brabant Noordoost) did not exist in 2024Q1; use VT27"),
        ("meldingen;;VT02;2011Q1;712;", "there is no list of regions for 2011"),
        ("meldingen;;VT02;voorjaar;712;", "'voorjaar' is not a period"),
        ("meldingen;;VT02;2024Q1;12,5;", "12.5 is a count, and a count is whole"),
        ("meldingen;;VT02;2024Q1;1.234;", "1.234 is a count, and a count is whole -> Write 1234, without"),
        ("meldingen;;VT02;2024Q1;-5;", "-5 is below zero"),
        (
            "meldingen;;VT02;2024Q1;9;",
            "9 is a count of fewer than 10: such a number may point to persons -> Write a dot",
        ),
        ("meldingen-naar-organisatie;Politie;VT02;2024Q1;101;", "101 is more than 100 %"),
        ("meldingen;;VT02;2024Q1;712;zeker", "status 'zeker' is unknown; write definitief, voorlopig or nothing"),
        ("meldingen;VT02;2024Q1;712;", "2: has 5 cells, the first line has 6"),
        ('meldingen;;VT02;2024Q1;712;"', "cannot be read from here on"),
    ],
)
def test_every_mistake_is_named_with_its_line(catalogue: Catalogue, line: str, said: str) -> None:
    observations, findings = shaped(catalogue, report(line))
    assert observations == []
    assert any(said in str(f) for f in findings), findings
    assert all(f.file == FILE and f.line == 2 and f.remedy for f in findings)


@pytest.mark.parametrize("number", [1, 5, 9])
def test_small_counts_are_refused_and_ten_is_not(catalogue: Catalogue, number: int) -> None:
    assert "may point to persons" in "".join(messages(catalogue, report(f"meldingen;;VT02;2024Q1;{number};")))
    assert only(catalogue, "meldingen;;VT02;2024Q1;10;").value == 10


def test_all_mistakes_of_a_line_and_of_a_file_are_named_at_once(catalogue: Catalogue) -> None:
    found = messages(catalogue, report("x1;;Drente;later;veel;zeker", "meldingen;;VT02;2024Q1;3;"))
    assert len(found) == 6


def test_the_same_figure_twice(catalogue: Catalogue) -> None:
    (found,) = messages(catalogue, report("meldingen;;VT02;2024Q1;712;", "meldingen;;Drenthe;2024K1;713;"))
    assert "rapport.csv:3: gives the same figure as line 2" in found


def test_a_report_is_about_one_region(catalogue: Catalogue) -> None:
    (found,) = messages(
        catalogue, report("meldingen;;VT02;2024Q1;712;", "meldingen;;Emmen;2024Q1;99;", "meldingen;;VT23;2024Q1;50;")
    )
    assert "rapport.csv:4: is about VT23 (Zeeland), while line 2 is about VT02 (Drenthe)" in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n;;\n", "is empty"),
        (HEADER.encode(), "holds no figures"),
        (b"PK\x03\x04rest", "is a spreadsheet, not a CSV file -> Open it in the spreadsheet and save it as CSV UTF-8."),
        (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet"),
        (HEADER.encode("utf-16"), "is text in UTF-16"),
        (HEADER.encode() + b"\nFrysl\xe2n", "rapport.csv:2: is not UTF-8"),
        (b"indicator;gebied;periode;waarde\n", "column 'gebied' is unknown"),
        (b"indicator;indicator;regio;periode;waarde\n", "column 'indicator' stands twice"),
        (b"indicator;regio;waarde\n", "column 'periode' is missing"),
        (b"indikator;regio;periode;waarde\n", "column 'indikator' is unknown (nearest: 'indicator')"),
        (b"x" * 6_000_000, "is larger than 5 MB"),
    ],
)
def test_what_is_no_report(catalogue: Catalogue, content: bytes, said: str) -> None:
    assert said in "\n".join(messages(catalogue, content))


def test_a_small_count_may_not_follow_by_subtraction_of_municipalities(catalogue: Catalogue) -> None:
    members = [r.code for r in catalogue.regions.members("VT02", 2024)]
    lines = [f"meldingen;;{code};2024Q1;20;" for code in members[:-1]]
    total = 20 * len(lines)
    (found,) = messages(catalogue, report(f"meldingen;;VT02;2024Q1;{total + 4};", *lines))
    assert "minus the municipalities that are given leaves 4" in found
    assert messages(catalogue, report(f"meldingen;;VT02;2024Q1;{total + 4};", *lines[:-1])) == []
    assert messages(catalogue, report(f"meldingen;;VT02;2024Q1;{total + 10};", *lines)) == []


def test_nor_by_subtraction_of_quarters(catalogue: Catalogue) -> None:
    (found,) = messages(
        catalogue, report("meldingen;;VT02;2024H1;105;", "meldingen;;VT02;2024Q1;100;", "meldingen;;VT02;2024Q2;.;")
    )
    assert "minus the shorter periods that are given leaves 5" in found
    year = [f"meldingen;;VT02;2024Q{n};100;" for n in (1, 2, 3)]
    assert "leaves 7" in messages(catalogue, report("meldingen;;VT02;2024;307;", *year))[0]


def test_nor_by_subtraction_of_categories(catalogue: Catalogue) -> None:
    indicator = next(
        i for i in catalogue.ordered
        if "count" in i.measures and i.breakdown and not i.breakdown.multi and not i.measures["count"].computed
    )  # fmt: skip
    codelist = catalogue.codelist_of(indicator)
    assert codelist
    main = [c.code for c in codelist.categories if c.parent is None]
    lines = [f"{indicator.id};{code};VT02;2024;20;" for code in main[:-1]]
    total = f"{indicator.id};;VT02;2024;{20 * len(lines) + 3};"
    assert "minus the categories that are given leaves 3" in messages(catalogue, report(total, *lines))[0]
    assert messages(catalogue, report(total, *lines, f"{indicator.id};{main[-1]};VT02;2024;20;")) == []


EARLIER = "eerdere-betrokkenheid"
"""An indicator with categories within categories: hermelding is hermelding-meerdere and hermelding-een."""


def earlier(**values: object) -> list[str]:
    """Lines of a report of Drenthe in 2024, by category."""
    return [f"{EARLIER};{name.replace('_', '-')};VT02;2024;{value};" for name, value in values.items()]


@pytest.mark.parametrize("hidden", [{"hermelding_een": "."}, {}])
def test_nor_by_subtraction_within_a_category(catalogue: Catalogue, hidden: dict[str, object]) -> None:
    (found,) = messages(catalogue, report(*earlier(hermelding=25, hermelding_meerdere=20, **hidden)))
    assert f"2: {EARLIER}, hermelding, VT02, 2024: 25 minus the categories that are given leaves 5" in found
    assert messages(catalogue, report(*earlier(hermelding=30, hermelding_meerdere=20, **hidden))) == []
    assert messages(catalogue, report(*earlier(hermelding=20, hermelding_meerdere=20, **hidden))) == []
    assert messages(catalogue, report(*earlier(hermelding=25, hermelding_meerdere=".", **hidden))) == []


def test_what_the_sub_categories_leave_is_a_group_as_well(catalogue: Catalogue) -> None:
    given = {"hermelding_meerdere": 20, "hermelding_een": 10}
    assert "leaves 4" in messages(catalogue, report(*earlier(hermelding=34, **given)))[0]
    assert messages(catalogue, report(*earlier(hermelding=30, **given))) == []
    nurses = ["adviezen-naar-rol;medisch;VT02;2024;33;", "adviezen-naar-rol;verpleegkundige;VT02;2024;30;"]
    assert "leaves 3" in messages(catalogue, report(*nurses))[0], "the list names only one of the medical professions"
    assert messages(catalogue, report(nurses[1])) == []


ATTACKS = {
    "down: the dot is 25, by the total": (
        {"totaal": 100, "eerste_melding": 40, "hermelding": ".", "hermelding_meerdere": 20, "vervolgmelding": 20,
         "niet_ingedeeld": 15},
        "hermelding, VT02, 2024: 25 minus the categories that are given leaves 5",
    ),
    "up: the dot is 30, by its parts": (
        {"totaal": 100, "eerste_melding": 40, "hermelding": ".", "hermelding_meerdere": 20, "hermelding_een": 10,
         "vervolgmelding": 26},
        "totaal, VT02, 2024: 100 minus the categories that are given leaves 4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_dot_that_can_be_computed_hides_nothing(catalogue: Catalogue, name: str) -> None:
    values, said = ATTACKS[name]
    (found,) = messages(catalogue, report(*earlier(**values)))
    assert said in found


def test_nor_in_two_steps_through_periods_or_municipalities(catalogue: Catalogue) -> None:
    year = ["meldingen;;VT02;2024;200;", "meldingen;;VT02;2024H1;90;", "meldingen;;VT02;2024H2;.;"]
    assert "2024H2: 110 minus" in messages(catalogue, report(*year, "meldingen;;VT02;2024Q3;104;"))[0]
    first, *others = [r.code for r in catalogue.regions.members("VT02", 2024)]
    rows = [f"{EARLIER};hermelding;{code};2024;20;" for code in others]
    rows += [f"{EARLIER};hermelding-meerdere;{first};2024;20;", *earlier(hermelding=20 * len(others) + 26)]
    assert f"hermelding, {first}, 2024: 26 minus" in messages(catalogue, report(*rows))[0]


def test_categories_that_overlap_are_left_alone(catalogue: Catalogue) -> None:
    lines = ["aard-bij-meldingen;kindermishandeling;VT02;2024;25;"]
    codelist = catalogue.codelist_of(catalogue.indicators["aard-bij-meldingen"])
    assert codelist
    child = next(c.code for c in codelist.categories if c.parent == "kindermishandeling")
    assert messages(catalogue, report(*lines, f"aard-bij-meldingen;{child};VT02;2024;20;")) == []


WITHIN = {
    "hermelding": ("hermelding-meerdere", "hermelding-een"),
    "vervolgmelding": ("vervolgmelding-tijdens-beoordeling", "vervolgmelding-na-beoordeling",
                       "vervolgmelding-tijdens-monitoring"),
    "totaal": ("eerste-melding", "hermelding", "vervolgmelding", "niet-ingedeeld"),
}  # fmt: skip
GROUPS = sorted({"totaal"}.union(*WITHIN.values()))


@given(st.fixed_dictionaries({name: st.integers(0, 30) for name in GROUPS}), st.sets(st.sampled_from(GROUPS)))
def test_no_small_count_can_be_solved_from_what_is_accepted(
    catalogue: Catalogue, values: dict[str, int], dots: set[str]
) -> None:
    """The attacker has linear algebra: a hidden count is known when the sums fix it."""
    for whole, parts in WITHIN.items():
        values[whole] = sum(values[part] for part in parts)
    hidden = [name for name in GROUPS if name in dots or 0 < values[name] < 10]
    sums = np.array([[(n in parts) - (n == whole) for n in hidden] for whole, parts in WITHIN.items()])
    rank = np.linalg.matrix_rank(sums) if hidden else 0
    solved = [n for c, n in enumerate(hidden) if np.linalg.matrix_rank(np.delete(sums, c, 1)) < rank]
    found = messages(catalogue, report(*earlier(**{n: "." if n in hidden else v for n, v in values.items()})))
    if any(0 < values[name] < 10 for name in solved):
        assert found


@given(st.binary(max_size=400))
def test_any_bytes_are_figures_or_findings(catalogue: Catalogue, content: bytes) -> None:
    observations, findings = shaped(catalogue, content)
    assert observations or findings


CELLS = st.sampled_from(
    ["meldingen", "VT02", "Drenthe", "2024Q1", "712", "", ".", "voorlopig", "0", "politie"]
) | st.text(max_size=12)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=7), max_size=5), st.sampled_from(";,"))
def test_any_cells_below_a_good_first_line_are_figures_or_findings(
    catalogue: Catalogue, rows: list[list[str]], separator: str
) -> None:
    content = "\n".join([HEADER.replace(";", separator), *(separator.join(row) for row in rows)])
    lines, found = read(content.encode("utf-8", "surrogatepass"), FILE)
    made = figures(catalogue, lines, FILE)
    assert made.observations or made.findings or found or not lines
