"""Period codes: what they cover, how they are ordered, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor import periods

YEARS = st.integers(1900, 2100)
ONE_KIND = [
    YEARS.map(str),
    st.builds("{}H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map(str),
    YEARS.map("cohort {}".format),
]
CODES = st.one_of(*ONE_KIND, st.builds(lambda y, n: f"{y}/{y + n}", st.integers(1900, 2070), st.integers(1, 30)))


@pytest.mark.parametrize(
    ("code", "kind", "start", "end"),
    [
        ("2021", "year", "2021-01-01", "2021-12-31"),
        ("2021H1", "half-year", "2021-01-01", "2021-06-30"),
        ("2021H2", "half-year", "2021-07-01", "2021-12-31"),
        ("2021Q1", "quarter", "2021-01-01", "2021-03-31"),
        ("2021Q4", "quarter", "2021-10-01", "2021-12-31"),
        ("2020-02", "month", "2020-02-01", "2020-02-29"),
        ("2022-06-30", "date", "2022-06-30", "2022-06-30"),
        ("2015/2019", "years", "2015-01-01", "2019-12-31"),
        ("cohort 2015", "cohort", "2015-01-01", "2015-12-31"),
    ],
)
def test_what_a_code_covers(code: str, kind: str, start: str, end: str) -> None:
    period = periods.parse(code)
    assert (period.code, period.kind, str(period.start), str(period.end)) == (code, kind, start, end)


@pytest.mark.parametrize(
    "code",
    ["", "21", "2021H3", "2021H0", "2021Q5", "2020-13", "2020-00", "2021-02-29", "2019/2015", "2015/2015", "1950/2020",
     "1899", "2101", "cohort", "2021 ", " 2021", "2021h1", "2021JJ00", "eerste halfjaar 2021", "2021\n"],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(ValueError, match=r"is not a period; write for example 2021, 2021H1"):
        periods.parse(code)


@given(CODES)
def test_reading_gives_back_the_code(code: str) -> None:
    period = periods.parse(code)
    assert period.code == code
    assert period.start <= period.end
    assert period.year == period.start.year


@given(CODES)
def test_a_slug_is_a_path_segment_and_reads_back(code: str) -> None:
    slug = periods.slug(code)
    assert "/" not in slug
    assert " " not in slug
    assert periods.from_slug(slug) == code


@given(st.sampled_from(ONE_KIND).flatmap(lambda kind: st.tuples(kind, kind)))
def test_periods_of_one_kind_are_in_time_order(codes: tuple[str, str]) -> None:
    first, second = (periods.parse(code) for code in codes)
    assert (first.sort_key < second.sort_key) == (first.start < second.start)


@given(st.integers(1900, 2099))
def test_a_year_comes_after_its_second_half_and_before_the_next_half(year: int) -> None:
    codes = [f"{year}H1", f"{year}H2", f"{year}", f"{year + 1}H1", f"{year + 1}H2", f"{year + 1}"]
    backwards = codes[::-1]
    assert sorted(backwards, key=lambda c: periods.parse(c).sort_key) == codes


@pytest.mark.parametrize(
    ("statline", "code"),
    [
        ("2022JJ00", "2022"),
        ("2022HJ01", "2022H1"),
        ("2022HJ02", "2022H2"),
        ("2022KW01", "2022Q1"),
        ("2022MM01", "2022-01"),
        ("19990924", "1999-09-24"),
        (" 19990924 ", "1999-09-24"),
        ("2022MM12 ", "2022-12"),
    ],
)
def test_statline_codes(statline: str, code: str) -> None:
    """The families listed in statline.md section 9."""
    assert periods.from_statline(statline) == periods.parse(code)


@pytest.mark.parametrize(
    "code", ["2000SJ00", "2022X000", "2022JJ01", "2022HJ03", "2022KW05", "2022MM13", "2022", "20220231"]
)
def test_unknown_statline_families_are_refused_not_guessed(code: str) -> None:
    with pytest.raises(ValueError, match=r"unknown family|is not a period"):
        periods.from_statline(code)


def test_digits_of_other_scripts_are_no_period() -> None:
    with pytest.raises(ValueError, match="is not a period"):
        periods.parse("٢٠٢١")
