"""Pages of releases: which were in force, what is in each, and what changed with it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.actors import COMMAND_LINE
from impactmonitor.present import changes
from impactmonitor.present.files import lines
from impactmonitor.release import compare, pointer
from impactmonitor.web import history
from pages.conftest import Get, Seen, read
from pages.test_every_page import house_rules


def seen(path: str, status: int = 200) -> Seen:
    """A page of the home of the test."""
    response = Client().get(path)
    assert response.status_code == status, path
    return read(path, status, response.content.decode(), response.headers)


def test_the_only_release(get: Get) -> None:
    page = get("/uitgaven/")
    house_rules(page)
    assert "De eerste uitgave op deze site." in page
    (link,) = [a for a in page.links if a.startswith("/uitgaven/") and a.count("/") == 3]
    inside = get(link)
    house_rules(inside)
    assert "Wat er veranderde" not in inside
    assert "cbs_published_figures.csv: 3.175 rijen" in inside
    assert "Deze uitgave geldt niet meer" not in inside


def test_a_later_release_tells_what_changed(two_releases: dict[str, str]) -> None:
    first, second = two_releases
    listed = seen("/uitgaven/")
    house_rules(listed)
    assert listed.text.index(second) < listed.text.index(first), "the latest one first"
    page = seen(f"/uitgaven/{second}/")
    house_rules(page)
    assert "Vergeleken met de uitgave ervoor: 1 cijfer met een andere waarde." in page
    assert "Drenthe, 1e halfjaar 2021" in page
    assert "56,2* voorlopig" in page
    assert "57,3* voorlopig" in page
    assert "/indicatoren/adviezen-naar-organisatie/" in page.links
    old = seen(f"/uitgaven/{first}/")
    assert "Deze uitgave geldt niet meer" in old
    assert f"/uitgaven/{second}/" in old.links


def test_the_first_release_has_no_file_of_changes(built_home: Path, get: Get) -> None:
    name = pointer.active(built_home / "releases" / "official")
    assert get(f"/uitgaven/{name}/wijzigingen.csv", 404).h1 == "Van deze uitgave zijn geen wijzigingen te geven"


def test_the_file_holds_every_change(two_releases: dict[str, str]) -> None:
    first, second = two_releases
    response = Client().get(f"/uitgaven/{second}/wijzigingen.csv")
    text = b"".join(response).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["change"], row["value_before"], row["value"]) == ("value", "56.2", "57.3")
    assert (row["release_before"], row["release"], row["origin"]) == (first, second, "official")
    assert (row["region"], row["period"], row["category"]) == ("VT02", "2021H1", "burger")
    assert response.headers["Content-Disposition"].endswith(f'wijzigingen-{second}.csv"')


def test_no_cell_of_the_file_is_a_formula_for_a_spreadsheet() -> None:
    """Words are guarded, a negative number stays a number."""
    row = dict.fromkeys(changes.COLUMNS, "") | {
        "indicator": "=1+1",
        "region": "+VT",
        "value": "-2.5",
        "low_before": "-1",
    }
    text = b"".join(lines.csv_rows(changes.COLUMNS, [row], changes.NUMBERS)).decode()
    (found,) = csv.DictReader(io.StringIO(text))
    assert (found["indicator"], found["region"]) == ("'=1+1", "'+VT")
    assert (found["value"], found["low_before"]) == ("-2.5", "-1")


def test_after_a_roll_back_the_site_tells_the_way_back(two_releases: dict[str, str], home: Path) -> None:
    """Also answers that were kept under the release that is in force again."""
    first, second = two_releases
    releases = home / "releases" / "official"
    before = Client().get("/uitgaven/")
    pointer.activate(releases, first, COMMAND_LINE, pointer.ROLLBACK, dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    page = seen("/uitgaven/")
    assert page.text.count("geldt nu") == 1
    assert "Uitgave van 1 december 2026 geldt nu" in page
    assert page.text.count(first) == 2, "it came into force twice"
    assert page.headers["ETag"] != before["ETag"]
    inside = seen(f"/uitgaven/{first}/")
    assert "1 cijfer met een andere waarde" in inside
    assert second in inside
    pointer.activate(releases, second, COMMAND_LINE, "back", dt.datetime(2026, 12, 2, tzinfo=dt.UTC))
    assert "Uitgave van 2 december 2026 geldt nu" in seen("/uitgaven/")


def test_a_release_that_is_gone_is_said(two_releases: dict[str, str], home: Path) -> None:
    first, second = two_releases
    shutil.rmtree(home / "releases" / "official" / first)
    page = seen(f"/uitgaven/{second}/")
    assert "1 cijfer met een andere waarde" in page, "that was counted before"
    assert "Per cijfer" not in page
    shutil.rmtree(home / "releases" / "official" / compare.KEPT)
    history._counts.cache_clear()
    again = seen("/uitgaven/?opnieuw")
    assert "De uitgave ervoor is niet meer te lezen. Daarom is niet te zeggen wat er veranderde." in again
    assert seen(f"/uitgaven/{first}/", 404).h1 == "Deze uitgave is niet meer te lezen"
    assert seen(f"/uitgaven/{second}/wijzigingen.csv", 404).h1 == "Van deze uitgave zijn geen wijzigingen te geven"
    assert Client().get("/uitgaven.atom").status_code == 200


@pytest.mark.parametrize("name", ["onzin", "..", "%2e%2e%2fofficial", "a" * 500, "%00", "0000000000000000"])
def test_unknown_releases(client: Client, name: str) -> None:
    for path in (f"/uitgaven/{name}/", f"/uitgaven/{name}/wijzigingen.csv"):
        response = client.get(path)
        assert response.status_code in (301, 404), path


def test_a_release_that_was_never_in_force_is_not_shown(two_releases: dict[str, str], home: Path) -> None:
    """Made, but not put in force: no visitor may read it."""
    first, second = two_releases
    releases = home / "releases" / "official"
    activations = (releases / pointer.ACTIVE).read_text(encoding="utf-8")
    (releases / pointer.ACTIVE).write_text(activations.replace(second, first), encoding="utf-8")
    assert seen(f"/uitgaven/{second}/", 404).h1 == "Deze uitgave kennen we niet"


def test_demonstration_releases_stay_on_their_own_site(demo_home: Path, client: Client) -> None:
    official, demo = (pointer.active(demo_home / "releases" / origin) for origin in ("official", "demo"))
    assert client.get(f"/uitgaven/{demo}/").status_code == 404
    assert client.get(f"/demo/uitgaven/{official}/").status_code == 404
    page = seen(f"/demo/uitgaven/{demo}/")
    assert "Fictieve voorbeeldcijfers" in page
    assert "/demo/uitgaven/" in page.links
