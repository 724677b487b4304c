"""How figures are written and marked, with small drawn cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Unit
from impactmonitor.formulas import parse
from impactmonitor.meaning.sentences import DOT, HIDDEN, say
from impactmonitor.present import bars, marks, numbers
from impactmonitor.present.cells import cell, notes
from impactmonitor.present.figures import Sources, Subject, Table, Total, block, by_indicator
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Publication, Stage

PUBLICATION = Publication("p", "t", "Een publicatie", "", "veilig-thuis", False)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, 1, "1.234,5"),
        (-0.4, 1, "−0,4"),
        (0, 0, "0"),
        (-0.04, 1, "0,0"),
        (17815508, 0, "17.815.508"),
        (61, 0, "61"),
    ],
)
def test_numbers(value: float, decimals: int, written: str) -> None:
    assert numbers.number(value, decimals) == written


@pytest.mark.parametrize(
    ("code", "label", "sentence"),
    [
        ("2021", "2021", "in 2021"),
        ("2021H1", "1e halfjaar 2021", "in het 1e halfjaar van 2021"),
        ("2021Q4", "4e kwartaal 2021", "in het 4e kwartaal van 2021"),
        ("2020-07", "juli 2020", "in juli 2020"),
        ("2022-06-30", "30 juni 2022", "op 30 juni 2022"),
        ("2015/2019", "2015 tot en met 2019", "van 2015 tot en met 2019"),
        ("cohort 2015", "cohort 2015", "in het cohort 2015"),
    ],
)
def test_periods(code: str, label: str, sentence: str) -> None:
    assert numbers.period(code) == label
    assert numbers.in_period(code) == sentence


def test_units_in_running_text() -> None:
    assert numbers.with_unit("56,2", Unit(id="%", nl="%", en="%", suffix=" %")) == "56,2\u00a0%"
    assert numbers.with_unit("2.960", Unit(id="aantal", nl="aantal", en="number")) == "2.960"
    assert numbers.with_unit("31,5", Unit(id="x", nl="per 10.000 inwoners", en="x")) == "31,5 per 10.000 inwoners"


def test_commas_line_up() -> None:
    assert cell(observation(value=61.0), 1).pad == "\u2008\u2007"
    assert cell(observation(value=1.4, decimals=1), 1).pad == ""


@pytest.mark.parametrize(
    ("changes", "signs", "words"),
    [
        ({}, "", ""),
        ({"stage": Stage.PROVISIONAL, "obs_status": ObsStatus.PROVISIONAL}, "*", "voorlopig"),
        ({"stage": Stage.REVISED, "obs_status": ObsStatus.PROVISIONAL}, "**", "nader voorlopig"),
        ({"obs_status": ObsStatus.ESTIMATED}, "~", "schatting"),
        ({"second_hand": True}, "†", "uit tweede hand"),
        ({"value": 0.0}, "", "echte nul"),
    ],
)
def test_marks_are_seen_and_heard(changes: dict[str, object], signs: str, words: str) -> None:
    shown = cell(observation(**changes))
    assert (shown.signs, shown.words) == (signs, words)


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"obs_status": ObsStatus.MISSING, "value": None}, marks.DOT),
        ({"obs_status": ObsStatus.SUPPRESSED, "value": None}, marks.HIDDEN),
        ({"conf_status": ConfStatus.PRIMARY}, marks.HIDDEN),
        ({"conf_status": ConfStatus.SECONDARY}, marks.HIDDEN_TOO),
        ({"conf_status": ConfStatus.SECONDARY, "obs_status": ObsStatus.SUPPRESSED, "value": None}, marks.HIDDEN_TOO),
        ({"obs_status": ObsStatus.SUPPRESSED, "value": 3.0}, marks.HIDDEN),
        ({"obs_status": ObsStatus.NOT_COLLECTED, "value": None}, marks.NOT_COLLECTED),
        ({"obs_status": ObsStatus.CANNOT_EXIST, "value": None}, marks.IMPOSSIBLE),
    ],
)
def test_a_gap_shows_no_number_at_all(changes: dict[str, object], mark: marks.Mark) -> None:
    shown = cell(observation(**changes))
    assert shown.gap is mark
    assert shown.text == ""
    assert shown.value is None


def test_every_gap_has_its_own_drawing() -> None:
    drawings = [m.drawing for m in marks.ALL if m.drawing]
    assert len(set(drawings)) == len(drawings)
    assert cell(None).gap is marks.ABSENT


def test_formulas_are_read_back() -> None:
    text = "rate-per-10000(adviezen/totaal/NL01/2021H1=67545; inwoners/totaal/NL01/2021-01-01=17475415)"
    found = parse(text)
    assert [o.value for o in found.operands] == [67545, 17475415]
    assert found.operands[1].period == "2021-01-01"
    assert parse("x(a/b/NL01/2015/2019=1)").operands[0].period == "2015/2019"
    assert parse("sum-of-municipalities(GM0014 + GM0037)").regions == ("GM0014", "GM0037")
    for wrong in ("", "rate", "rate-per-10000(a=1)"):
        with pytest.raises(ValueError, match="is not"):
            parse(wrong)


def test_many_computed_figures_share_a_note(catalogue: Catalogue) -> None:
    rows = [
        observation(formula=f"sum-of-municipalities(GM{n:04d} + GM0002)", obs_status=ObsStatus.ESTIMATED)
        for n in range(5)
    ]
    letters, remarks = notes([(f"regio {n}", o) for n, o in enumerate(rows)], lambda o: o.formula)
    assert set(letters.values()) == {"a"}
    assert len(remarks) == 1
    assert len(remarks[0].parts) == 5


@pytest.mark.parametrize(
    ("values", "top"), [([56.2, 44.8], 60), ([0], 1), ([100], 100), ([0.7], 0.8), ([1605, 20], 2000)]
)
def test_scales_start_at_zero_and_end_round(values: list[float], top: float) -> None:
    assert bars.ceiling(values) == pytest.approx(top)


def test_no_bar_without_value_or_below_zero() -> None:
    assert bars.ceiling([]) is None
    assert bars.ceiling([-1, 2]) is None
    assert bars.width(None, 10) == ""
    assert bars.width(0, 10) == "0.0"


def made(catalogue: Catalogue, own: list[Observation], netherlands: list[Observation]) -> Total | Table:
    """The block of one indicator for Drenthe."""
    sources = Sources(catalogue, {"p": PUBLICATION})
    name = own[0].indicator
    found = block(
        sources,
        catalogue.indicators[name],
        by_indicator(own)[name],
        by_indicator(netherlands).get(name, {}),
        Subject("VT02", "Drenthe", "In Drenthe"),
    )
    assert found is not None
    return found


SHARE = {
    "indicator": "acuut-of-structureel-onveilig",
    "measure": "share",
    "unit": "%",
    "decimals": 1,
    "publication": "p",
}


def test_a_hidden_figure_is_in_no_part_of_its_block(catalogue: Catalogue) -> None:
    own = observation(**SHARE, region="VT02", value=23.9, conf_status=ConfStatus.PRIMARY)
    found = made(catalogue, [own], [observation(**SHARE, value=42.8)])
    assert isinstance(found, Total)
    assert say(found) == HIDDEN
    assert found.value.text == ""
    assert found.strip is None


def test_a_hidden_figure_of_the_netherlands_is_not_told(catalogue: Catalogue) -> None:
    hidden = observation(**SHARE, value=42.8, conf_status=ConfStatus.SECONDARY)
    found = made(catalogue, [observation(**SHARE, region="VT02", value=23.9)], [hidden])
    assert isinstance(found, Total)
    assert "42,8" not in say(found)
    assert found.strip is None


def test_a_dot_is_told_as_a_dot(catalogue: Catalogue) -> None:
    own = observation(**SHARE, region="VT02", value=None, obs_status=ObsStatus.MISSING)
    assert say(made(catalogue, [own], [])) == DOT


def test_counts_are_not_put_on_one_scale_with_the_netherlands(catalogue: Catalogue) -> None:
    own = observation(region="VT02", value=1905.0, publication="p")
    found = made(catalogue, [own], [observation(value=127340.0, publication="p")])
    assert isinstance(found, Total)
    assert found.strip is None
    assert "127.340" not in say(found)
    assert found.beside is not None
    assert found.beside.text == "127.340"


def test_only_numbers_py_formats_numbers() -> None:
    package = Path(__file__).resolve().parents[2] / "impactmonitor"
    for path in (package / "web").rglob("*.html"):
        assert "floatformat" not in path.read_text(encoding="utf-8"), path
