"""The front page in its states: one release or two, with or without a demonstration, before and after a publication."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.actors import COMMAND_LINE
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.present.coverage import Coverage
from impactmonitor.release import pointer
from impactmonitor.web.demonstration import is_sparse
from impactmonitor.web.views.home import typed_names
from pages.conftest import Get, asked_in, in_force_since
from pages.test_every_page import house_rules

DEMONSTRATION = "Bekijk met volledige, fictieve voorbeeldcijfers"


def test_with_one_release(get: Get, catalogue: Catalogue) -> None:
    page = get("/")
    house_rules(page)
    assert "De eerste uitgave op deze site." in page
    assert f"met 2.600 cijfers over 116 van de {len(catalogue.indicators)} indicatoren" in page
    assert DEMONSTRATION not in page


def test_with_two_releases(get: Get, two_releases: dict[str, str]) -> None:
    _, second = two_releases
    page = get("/")
    house_rules(page)
    assert "1 cijfer met een andere waarde: Type adviesvrager bij Veilig Thuis" in page
    assert "/indicatoren/adviezen-naar-organisatie/" in page.links
    assert f"/uitgaven/{second}/" in page.links


def test_after_a_roll_back_the_way_back_is_told(get: Get, two_releases: dict[str, str], home: Path) -> None:
    first, _ = two_releases
    moment = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    pointer.activate(home / "releases" / "official", first, COMMAND_LINE, pointer.ROLLBACK, moment)
    page = get("/")
    assert "Uitgave van 1 december 2026" in page
    assert "1 cijfer met een andere waarde" in page


def test_ways_in(get: Get, catalogue: Catalogue) -> None:
    page = get("/")
    for theme in catalogue.themes:
        assert theme.question.nl in page
        assert f"/landelijk/{theme.id}/" in page.links
    assert "/regio/" in page.links
    assert "/landelijk/" in page.links
    assert "/uitleg/cijfers-lezen/" in page.links
    assert [a for tag, a in page.tags if tag == "form" and a.get("action") == "/zoek/"]


def test_five_lines_on_what_to_expect(get: Get) -> None:
    page = get("/")
    assert sum(tag == "ul" and a.get("class") == "can" for tag, a in page.tags) == 2
    inside = page.html.partition('id="h-kan"')[2].partition("</section>")[0]
    assert inside.count("<li>") == 5


def test_every_name_may_be_typed(catalogue: Catalogue) -> None:
    names = dict(typed_names(catalogue.regions))
    assert names["Emmen"] == "gemeente"
    assert names["Utrecht"] == "Veilig Thuis-regio, gemeente, provincie"
    assert names["Noord-Brabant Midden"] == "Veilig Thuis-regio", "an earlier name"
    assert names["Haaren"] == "gemeente"
    assert set(names) >= {row["old_name"] for row in catalogue.regions.former}


@pytest.mark.parametrize(
    ("since", "month", "expected", "passed"),
    [
        ("2025-11-01T02:00:00+00:00", "2025-11", "April of mei 2026 verwacht", False),
        ("2026-05-31T02:00:00+00:00", "2026-05", "April of mei 2026 verwacht", False),
        ("2026-06-01T02:00:00+00:00", "2026-06", "Oktober of november 2026 verwacht", True),
        ("2025-11-01T02:00:00+00:00", "2026-05", "April of mei 2026 verwacht", False),
        ("2025-11-01T02:00:00+00:00", "2026-06", "Oktober of november 2026 verwacht", True),
    ],
)
def test_the_next_publication_is_expected(
    get: Get, home: Path, monkeypatch: pytest.MonkeyPatch, since: str, month: str, expected: str, passed: bool
) -> None:
    in_force_since(home, since)
    asked_in(monkeypatch, month)
    page = get("/")
    assert expected in page
    assert ("Volgens het gewone ritme al verschenen, maar nog niet in deze uitgave" in page) is passed
    assert "/agenda.ics" in page.links


def test_in_a_new_month_the_answer_is_made_anew(get: Get, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what a browser still has: the entity tag knows the month."""
    in_force_since(home, "2025-11-01T02:00:00+00:00")
    asked_in(monkeypatch, "2026-05")
    may = get("/")
    asked_in(monkeypatch, "2026-06")
    june = get("/")
    assert may.headers["ETag"] != june.headers["ETag"]
    assert "Oktober of november 2026 verwacht" in june


def test_a_line_to_the_demonstration(demo_home: Path, get: Get) -> None:
    page = get("/")
    assert DEMONSTRATION in page
    assert "/demo/" in page.links
    there = get("/demo/")
    assert DEMONSTRATION not in there
    assert "Regio’s met eigen cijfers in deze uitgave" not in there, "all of them have"
    assert "Een stippelrand" not in there


@pytest.mark.parametrize("path", ["vragen/", "vragen/helpt-de-hulp/", "vragen/helpt-de-hulp/drenthe/"])
def test_a_question_leads_to_itself_in_the_demonstration(demo_home: Path, get: Get, path: str) -> None:
    page = get(f"/{path}")
    assert DEMONSTRATION in page
    assert f"/demo/{path}" in page.links
    assert DEMONSTRATION not in get(f"/demo/{path}")


def test_a_damaged_demonstration_does_not_spoil_the_official_site(home: Path, get: Get) -> None:
    folder = home / "releases" / "demo"
    folder.mkdir()
    (folder / pointer.ACTIVE).write_text("{", encoding="utf-8")
    assert DEMONSTRATION not in get("/")


def test_a_demonstration_that_comes_is_offered_at_once(built_home: Path, demo_home: Path) -> None:
    """Also when the front page was kept in memory before."""
    visitor = Client()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACTMONITOR_HOME", str(built_home))
        assert DEMONSTRATION not in visitor.get("/").content.decode()
    assert DEMONSTRATION in visitor.get("/").content.decode()


class Held:
    """A release in which so many Veilig Thuis regions have figures in the latest period; one has older ones too."""

    def __init__(self, regions: list[str], latest: int) -> None:
        self.rows = [(code, "2025H1", 1) for code in regions[:latest]] + [(regions[-1], "2024H2", 9)]

    def held_by_region(self, without: object = ()) -> list[tuple[str, str, int]]:
        return self.rows

    def held_of(self, region: str) -> list[tuple[str, str, str]]:
        return []

    def held_by_indicator(self) -> list[tuple[str, str, str, str, int]]:
        return []

    def regions_with(self, indicator: str, measure: str, period: str) -> set[str]:
        return set()


@pytest.mark.parametrize(("latest", "sparse"), [(0, True), (1, True), (12, True), (13, False), (25, False)])
def test_when_figures_are_sparse(catalogue: Catalogue, latest: int, sparse: bool) -> None:
    """25 regions: less than half of them in the latest period is sparse."""
    codes = [r.code for r in catalogue.regions.of_type("VT", catalogue.regions.latest_year)]
    assert len(codes) == 25
    assert is_sparse(catalogue.regions, Coverage(Held(codes, latest), catalogue)) is sparse
