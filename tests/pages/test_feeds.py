"""The feed and the agenda, read back by a library."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar

from impactmonitor.actors import COMMAND_LINE
from impactmonitor.release import pointer
from pages.conftest import asked_in, in_force_since

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(path: str = "/uitgaven.atom") -> ET.Element:
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def texts(entry: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in entry.findall(f"{ATOM}{name}")]


def test_a_feed_with_one_release(built_home: Path) -> None:
    root = feed()
    (entry,) = root.findall(f"{ATOM}entry")
    assert texts(entry, "summary") == ["De eerste uitgave op deze site."]
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["uitgave"]
    name = pointer.active(built_home / "releases" / "official")
    assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == [f"/uitgaven/{name}/"]


def test_a_correction_is_in_the_feed(two_releases: dict[str, str]) -> None:
    root = feed()
    newest, oldest = root.findall(f"{ATOM}entry")
    assert texts(newest, "summary") == ["Vergeleken met de uitgave ervoor: 1 cijfer met een andere waarde."]
    assert "met correcties" in texts(newest, "title")[0]
    assert [c.get("term") for c in newest.findall(f"{ATOM}category")] == ["uitgave", "correctie"]
    assert texts(newest, "updated")[0] >= texts(oldest, "updated")[0]
    assert texts(root, "updated") == texts(newest, "updated")


def test_identifiers_are_unique_and_stay_the_same(two_releases: dict[str, str], home: Path) -> None:
    before = [texts(entry, "id")[0] for entry in feed().findall(f"{ATOM}entry")]
    assert len(set(before)) == 2
    assert all(name.startswith("urn:uuid:") for name in before)
    first = next(iter(two_releases))
    moment = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    pointer.activate(home / "releases" / "official", first, COMMAND_LINE, pointer.ROLLBACK, moment)
    after = [texts(entry, "id")[0] for entry in feed().findall(f"{ATOM}entry")]
    assert after[1:] == before, "what a reader has seen it recognises"
    assert after[0] not in before


def test_addresses_are_whole_when_the_site_knows_its_own(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", "https://monitor.example.org")
    links = [found.get("href", "") for found in feed().iter(f"{ATOM}link")]
    assert len(links) > 2
    assert all(link.startswith("https://monitor.example.org/uitgaven") for link in links)


def test_no_host_of_a_request_gets_into_what_is_kept(built_home: Path) -> None:
    for host in ("localhost", "127.0.0.1"):
        assert host not in Client().get("/uitgaven.atom", headers={"host": host}).content.decode()
        assert host not in Client().get("/agenda.ics", headers={"host": host}).content.decode()


def agenda(path: str = "/agenda.ics") -> Calendar:
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content)
    assert isinstance(found, Calendar)
    return found


def test_expected_months_follow_from_the_release(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest half-year of Veilig Thuis in the bundled figures is the first of 2025."""
    asked_in(monkeypatch, "2025-11")
    in_force_since(home, "2025-11-01T02:00:00+00:00")
    events = {str(e["summary"]): e for e in agenda().walk("VEVENT")}
    event = events["Verwacht: Cijfers van Veilig Thuis: 2e halfjaar 2025"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 4, 1), dt.date(2026, 6, 1))
    assert str(event["status"]) == "TENTATIVE"
    assert str(event["transp"]) == "TRANSPARENT"
    assert "geen toezegging" in str(event["description"])
    assert "eind april of in mei" in str(event["description"])
    assert "url" not in event, "no address is known"
    assert "Verwacht: Cijfers van Veilig Thuis: 1e halfjaar 2025" not in events
    asked_in(monkeypatch, "2026-07")  # the release stays in force
    later = {str(e["summary"]) for e in agenda().walk("VEVENT")}
    assert "Verwacht: Cijfers van Veilig Thuis: 2e halfjaar 2025" not in later, "that is past by now"
    assert "Verwacht: Cijfers van Veilig Thuis: 1e halfjaar 2026" in later


def test_the_agenda_is_the_same_each_time(built_home: Path) -> None:
    first, again = (Client().get("/agenda.ics") for _ in range(2))
    assert first.content == again.content
    uids = [str(e["uid"]) for e in Calendar.from_ical(first.content).walk("VEVENT")]
    assert len(set(uids)) == len(uids) > 4


def test_a_demonstration_says_so_in_feed_and_agenda(demo_home: Path) -> None:
    assert "fictieve cijfers" in texts(feed("/demo/uitgaven.atom"), "title")[0]
    events = agenda("/demo/agenda.ics").walk("VEVENT")
    assert events
    assert all("fictief" in str(e["summary"]) for e in events)


def test_pages_point_to_the_feed(built_home: Path) -> None:
    page = Client().get("/en/uitleg/kalender/").content.decode()
    assert '<link rel="alternate" type="application/atom+xml" href="/en/uitgaven.atom"' in page
    assert 'href="/en/agenda.ics"' in page
