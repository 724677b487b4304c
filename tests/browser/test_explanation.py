"""Tasks around the figures, as a visitor does them, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest

from browser.conftest import Visit

WIDTHS = [1280, 375]


@pytest.mark.parametrize("width", WIDTHS)
def test_find_what_a_word_means(visit: Visit, width: int) -> None:
    page = visit("/", width=width)
    page.locator("#regio").fill("hermelding")
    page.locator("#regio").press("Enter")
    page.wait_for_url("**/zoek/?q=hermelding")
    page.locator("main").get_by_role("link", name="Hermelding", exact=True).click()
    page.wait_for_url("**/uitleg/begrippen/#hermelding")
    term = page.locator("#hermelding")
    box, help_line = term.bounding_box(), page.locator(".helpline").bounding_box()
    assert box is not None
    assert help_line is not None
    assert box["y"] >= help_line["y"] + help_line["height"] - 1, "not behind the help line"


@pytest.mark.parametrize("width", WIDTHS)
def test_find_how_to_read_a_figure_from_any_page(visit: Visit, width: int) -> None:
    page = visit("/regio/drenthe/2021H1/", width=width)
    page.locator("footer").get_by_role("link", name="Cijfers lezen").click()
    page.wait_for_url("**/uitleg/cijfers-lezen/")
    assert page.get_by_role("heading", name="Eerlijk vergelijken").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_question_about_a_figure_names_the_figure(visit: Visit, width: int) -> None:
    page = visit("/regio/drenthe/2021H1/adviezen/", width=width)
    page.get_by_role("link", name="Meld een fout of vraag").first.click()
    page.wait_for_url(re.compile(r"/uitleg/correcties/\?over="))
    subject = page.locator("main .box").first.inner_text()
    assert "Gestarte adviesvragen bij Veilig Thuis" in subject
    assert "Veilig Thuis-regio Drenthe" in subject
    page.get_by_role("link", name="Terug naar dit cijfer").click()
    page.wait_for_url("**/regio/drenthe/2021H1/adviezen/")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_of_the_explanation_says_where_one_is(visit: Visit, width: int) -> None:
    page = visit("/uitleg/privacy/", width=width)
    here = page.locator(".explain-menu [aria-current=page]")
    assert here.inner_text() == "Privacy"
    page.locator(".explain-menu").get_by_role("link", name="Colofon").click()
    page.wait_for_url("**/uitleg/colofon/")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tour_is_walked_to_the_end_and_back(visit: Visit, width: int) -> None:
    page = visit("/uitleg/", width=width)
    page.locator("main").get_by_role("link", name="Rondleiding", exact=True).click()
    page.get_by_role("link", name="Begin de rondleiding").click()
    for number in range(1, 7):
        assert f"Stap {number} van 7" in page.locator("h1").inner_text()
        page.get_by_role("link", name="Volgende:").click()
        page.wait_for_load_state()
    assert "Stap 7 van 7" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Vorige: Wat ontbreekt").click()
    page.wait_for_url("**/uitleg/rondleiding/wat-ontbreekt/")
    page.get_by_role("link", name="De hele lijst, op de pagina van Drenthe").click()
    page.wait_for_url("**/regio/drenthe/2021H1/#h-mist")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_exercise_is_done_without_a_script(visit: Visit, width: int) -> None:
    page = visit("/uitleg/oefeningen/", width=width)
    page.locator("main").get_by_role("link", name=re.compile("Drenthe")).click()
    page.get_by_label("Meldingen bij Veilig Thuis").check()
    page.get_by_label("Vervolgstap na de veiligheidsbeoordeling").check()
    page.get_by_role("button", name="Bekijk wat uw keuze toevoegt").click()
    page.wait_for_url("**/uitleg/oefeningen/drenthe/antwoord/?kies=meldingen&kies=vervolgstap")
    assert page.locator(".choice").first.inner_text().startswith("Meldingen bij Veilig Thuis")
    assert page.get_by_text("Dit koos u niet: 11 cijfers").is_visible()
    assert page.get_by_text("31,5").first.is_visible()
