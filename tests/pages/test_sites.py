"""Four sites behind one door: official and demonstration figures, in Dutch and English."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_script_prefix

from impactmonitor import language
from impactmonitor.tables import Origin
from impactmonitor.web import kept, site
from pages.conftest import Get


def test_english_pages_lead_to_english_pages(get: Get) -> None:
    page = get("/en/regio/drenthe/2021H1/")
    inside = [a for a in page.links if a.startswith("/") and not a.startswith("/static/")]
    dutch = [a for a in inside if not a.startswith("/en/")]
    assert set(dutch) == {"/regio/drenthe/2021H1/"}, "only the way to the same page in Dutch"
    assert ("html", {"lang": "en"}) in page.tags
    assert page.headers["Content-Language"] == "en"


def test_the_way_to_the_other_language_keeps_what_was_chosen(get: Get) -> None:
    assert "/en/indicatoren/?thema=bereik" in get("/indicatoren/?thema=bereik").links


@pytest.mark.parametrize("bare", ["/en", "/demo", "/en/demo"])
def test_a_forgotten_slash(client: Client, bare: str) -> None:
    response = client.get(bare, {"q": "a b"})
    assert (response.status_code, response["Location"]) == (301, f"{bare}/?q=a+b")


def test_without_demonstration_figures_there_is_no_demonstration(get: Get) -> None:
    page = get("/demo/regio/drenthe/", 503)
    assert "impactmonitor demo build" in page
    assert "Fictieve voorbeeldcijfers" in page, "also then the banner stands there"


def test_a_site_is_left_as_it_was_entered() -> None:
    with site.use(site.Site(Origin.DEMO, language.ENGLISH)) as inner:
        assert (get_script_prefix(), site.current(), language.current()) == ("/en/demo/", inner, "en")
    assert (get_script_prefix(), site.current().origin, language.current()) == ("/", Origin.OFFICIAL, "nl")


def test_what_a_browser_still_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/regio/drenthe/2021H1/")
    assert first["ETag"].startswith('"')
    again = client.get("/regio/drenthe/2021H1/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/regio/groningen/2021H1/", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 404 or other.content


def test_a_kept_answer_is_the_same_answer(client: Client) -> None:
    first = client.get("/indicatoren/meldingen/cijfers.csv")
    again = client.get("/indicatoren/meldingen/cijfers.csv")
    assert first.content == again.content
    assert first["Content-Disposition"] == again["Content-Disposition"]
    packed = client.get("/indicatoren/meldingen/cijfers.csv", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(first.content)


def test_who_refuses_gzip_does_not_get_it(client: Client) -> None:
    plain = client.get("/uitleg/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain
    assert plain.content.startswith(b"<!doctype html>")


def test_made_up_addresses_push_out_no_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.CHOSEN, "most", 60_000)
    client.get("/uitleg/")
    for number in range(200):
        assert client.get(f"/uitleg/?x{number}=1").status_code == 200
    monkeypatch.setattr(kept.KeptAnswers, "_made", lambda *_: pytest.fail("made again"))
    assert client.get("/uitleg/").status_code == 200
    assert client.get("/uitleg/?x199=1").status_code == 200
    with pytest.raises(pytest.fail.Exception):
        client.get("/uitleg/?x0=1")


def test_a_view_can_be_linked_embedded_and_reported(get: Get) -> None:
    """Also views that are made by choosing: the same address, a picture of it for another site, and a form of words."""
    address = "/tijdreeksen/meldingen/?soort=jaar"
    page = get(address)
    assert address in page.links
    assert any(link.startswith("/uitleg/correcties/?over=%2Ftijdreeksen%2Fmeldingen%2F") for link in page.links)
    assert "<img src=" in page.html.replace("&lt;", "<")


def test_the_language_behind_the_demonstration_leads_to_the_site(client: Client) -> None:
    response = client.get("/demo/en/regio/drenthe/?periode=2021H1")
    assert response.status_code == 301
    assert response.headers["Location"] == "/en/demo/regio/drenthe/?periode=2021H1"
