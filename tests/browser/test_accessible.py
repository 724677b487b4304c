"""Zero findings of axe on every kind of page, light and dark; keyboard, zoom and small screens."""

from __future__ import annotations

import pytest

from browser.axe import findings, unfold, width
from browser.conftest import FILES, SERVED, Visit, both

ALIKE = "regio=vergelijkbaar&mijn=drenthe"
PAGES = {
    "home": "/",
    "regions": "/regio/",
    "region": "/regio/drenthe/2021H1/",
    "region with all forms": "/regio/drenthe/2023/",
    "region with a zero": "/regio/zaanstreek-waterland/2021H1/",
    "region without figures": "/regio/kennemerland/",
    "national": "/landelijk/",
    "year report": "/landelijk/jaarbericht/2023/",
    "municipality": "/gemeente/assen/",
    "province": "/regio/provincie-drenthe/",
    "theme of a region": "/regio/drenthe/2021H1/bereik/",
    "figure of a region": "/regio/drenthe/2021H1/meldingen/",
    "figure of a region, in groups": "/regio/drenthe/2021H1/adviezen-naar-organisatie/",
    "figure in a frame": "/insluiten/regio/drenthe/2021H1/meldingen/",
    "indicators": "/indicatoren/",
    "indicator": "/indicatoren/meldingen/",
    "indicator with breakdown": "/indicatoren/eerdere-betrokkenheid/",
    "indicator without figures": "/indicatoren/huisverboden/",
    "indicators of a region": "/indicatoren/?gebied=Drenthe",
    "indicators, unknown region": "/indicatoren/?gebied=drente",
    "municipality, without figures of its own at Veilig Thuis": "/gemeente/emmen/",
    "indicator, municipalities": "/indicatoren/inwoners/?periode=2022-01-01&niveau=gemeente",
    "comparison": "/vergelijk/acuut-of-structureel-onveilig/?periode=2021H1&mijn=drenthe",
    "comparison of a few": "/vergelijk/?regio=drenthe&regio=oost-brabant&regio=emmen&periode=2021H1&mijn=drenthe",
    "comparison of several figures": "/vergelijk/?regio=alle&indicator=meldingen&indicator=adviezen&indicator=inwoners",
    "comparison of counts": "/vergelijk/adviezen-naar-rol/?groep=verpleegkundige&periode=2023",
    "comparison, several maps": "/vergelijk/?vorm=kaart&indicator=meldingen&indicator=adviezen&periode=2023",
    "comparison, series": "/vergelijk/?vorm=reeksen&indicator=meldingen&regio=drenthe&regio=groningen&mijn=drenthe",
    "comparison of nothing": "/vergelijk/?regio=onzin",
    "comparison with regions that are alike": "/vergelijk/inwoners/?regio=vergelijkbaar&mijn=drenthe",
    "comparable regions": "/vergelijkbaar/drenthe/",
    "comparable regions, bad weights": "/vergelijkbaar/drenthe/?gewicht-inwoners=veel",
    "comparable regions of all": "/vergelijkbaar/",
    "questions": "/vragen/",
    "question": "/vragen/eerder-en-beter-in-beeld/",
    "question for a region": "/vragen/eerder-en-beter-in-beeld/drenthe/",
    "question for a region, beside others": "/vragen/heftig-geweld-terugdringen/drenthe/?regio=zaanstreek-waterland",
    "question for a region, unknown others": "/vragen/na-een-melding/drenthe/?regio=onzin",
    "questions of a region": "/vragen/overzicht/drenthe/",
    "conversation kit": "/vragen/eerder-en-beter-in-beeld/drenthe/gesprek/",
    "conversation kit without figures": "/vragen/met-plan-en-regie/kennemerland/gesprek/",
    "unknown question": "/vragen/onzin/",
    "which monitor": "/uitleg/welke-monitor/",
    "kinds of figures": "/uitleg/soorten-cijfers/",
    "exercises": "/uitleg/oefeningen/",
    "exercise": "/uitleg/oefeningen/drenthe/",
    "exercise, answer": "/uitleg/oefeningen/drenthe/antwoord/?kies=adviezen&kies=eerdere-betrokkenheid&kies=onzin",
    "exercise, no choice": "/uitleg/oefeningen/zaanstreek-waterland/antwoord/",
    "tour": "/uitleg/rondleiding/",
    "tour, place": "/uitleg/rondleiding/waar-en-wanneer/",
    "tour, figure": "/uitleg/rondleiding/nederland-ernaast/",
    "tour, groups": "/uitleg/rondleiding/groepen/",
    "tour, series": "/uitleg/rondleiding/ontwikkeling/",
    "tour, missing": "/uitleg/rondleiding/wat-ontbreekt/",
    "tour, questions": "/uitleg/rondleiding/naar-het-gesprek/",
    "knowledge-driven work": "/uitleg/kennisgestuurd-werken/",
    "ten steps": "/uitleg/stappenplan/",
    "good conversation": "/uitleg/goede-gesprek/",
    "limits": "/uitleg/wat-de-monitor-niet-zegt/",
    "approaches": "/uitleg/wat-werkt/",
    "explanation": "/uitleg/",
    "about": "/uitleg/over/",
    "reading figures": "/uitleg/cijfers-lezen/",
    "glossary": "/uitleg/begrippen/",
    "questions and answers": "/uitleg/vragen-en-antwoorden/",
    "sources": "/uitleg/bronnen/",
    "source": "/uitleg/bronnen/veilig-thuis/",
    "calendar": "/uitleg/kalender/",
    "method": "/uitleg/methode/",
    "corrections": "/uitleg/correcties/?over=/indicatoren/meldingen/%3Fperiode%3D2023",
    "accessibility statement": "/uitleg/toegankelijkheid/",
    "releases": "/uitgaven/",
    "download": "/download/",
    "download of a region": "/download/regio/drenthe/",
    "download of an indicator": "/download/indicator/adviezen/",
    "codebook": "/download/codeboek/",
    "nothing found": "/zoek/?q=xyzzyx",
    "choice": "/zoek/?q=utrecht",
    "results of all kinds": "/zoek/?q=veilig+thuis",
    "not found": "/regio/oost-brabant/2021H1/",
    "series of all indicators": "/tijdreeksen/",
    "series": "/tijdreeksen/meldingen/?meting=count",
    "series of all regions": "/tijdreeksen/meldingen/?regio=alle&mijn=drenthe",
    "series of regions": "/tijdreeksen/meldingen/?regio=drenthe&regio=zaanstreek-waterland&regio=atlantis",
    "home in English": "/en/",
    "region in English": "/en/regio/drenthe/2021H1/",
    "indicator in English": "/en/indicatoren/meldingen/",
    "indicators in English": "/en/indicatoren/",
    "compare in English": "/en/vergelijk/",
    "reading figures in English": "/en/uitleg/cijfers-lezen/",
    "not found in English": "/en/regio/oost-brabant/2021H1/",
}

FILLED = {
    "demonstration, region": "/demo/regio/drenthe/2025H1/",
    "demonstration, theme": "/demo/regio/drenthe/2025H1/bereik/",
    "demonstration, netherlands": "/demo/landelijk/",
    "demonstration, theme of the netherlands": "/demo/landelijk/outcome/",
    "demonstration, year report in English": "/en/demo/landelijk/jaarbericht/2023/",
    "demonstration, municipality": "/demo/gemeente/assen/2025H1/",
    "demonstration, theme of a municipality": "/demo/gemeente/assen/2025H1/bereik/",
    "demonstration, indicators": "/demo/indicatoren/",
    "demonstration, figure": "/demo/regio/drenthe/2025H1/meldingen/",
    "demonstration, figure in groups": "/demo/gemeente/assen/2025H1/duur-bij-meldingen/",
    "demonstration, comparable regions": "/demo/vergelijkbaar/drenthe/",
    "demonstration, hardly comparable": "/demo/vergelijkbaar/rotterdam-rijnmond/?gewicht-inwoners=50",
    "demonstration, exercise": "/demo/uitleg/oefeningen/drenthe/antwoord/?kies=adviezen",
    "demonstration, tour": "/demo/uitleg/rondleiding/groepen/",
    "demonstration, kinds of figures": "/demo/uitleg/soorten-cijfers/",
    "demonstration, question for a region": "/demo/vragen/helpt-de-hulp/drenthe/?regio=vergelijkbaar",
    "demonstration, comparison with own weights": f"/demo/vergelijk/meldingen/?{ALIKE}&gewicht-inwoners=0",
    "demonstration, comparison, bad weights": f"/demo/vergelijk/meldingen/?{ALIKE}&gewicht-inwoners=veel",
    "demonstration, series with own weights": f"/demo/tijdreeksen/meldingen/?{ALIKE}&gewicht-inwoners=0",
    "demonstration, kit beside others": "/demo/vragen/eerder-en-beter-in-beeld/drenthe/gesprek/?regio=vergelijkbaar",
    "demonstration, questions of a region": "/demo/vragen/overzicht/noord-en-oost-gelderland/",
    "demonstration, conversation kit": "/demo/vragen/zorg-en-veiligheid/drenthe/gesprek/",
    "demonstration, frame": "/demo/insluiten/regio/drenthe/2025H1/meldingen/",
    "demonstration, frame in groups": "/demo/insluiten/regio/drenthe/2025H1/meldingen-naar-organisatie/",
}
"""Pages that are only full of figures in the demonstration."""
EVERY = PAGES | FILLED
IN_FILES = (
    "home",
    "region",
    "region with all forms",
    "region without figures",
    "theme of a region",
    "figure of a region, in groups",
    "indicator",
    "question for a region",
    "conversation kit",
    "reading figures",
    "download of a region",
    "region in English",
)
"""Pages of which the site as files has one of its own; a choice (`?…`) and a search it has not."""
each = pytest.mark.parametrize(
    ("form", "name"), [*((SERVED, name) for name in EVERY), *((FILES, name) for name in IN_FILES)], indirect=["form"]
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each
def test_axe_finds_nothing(visit: Visit, name: str, scheme: str) -> None:
    page = visit(EVERY[name], scheme=scheme)
    unfold(page)
    assert findings(page) == []


@each
def test_nothing_scrolls_sideways_on_a_small_phone(visit: Visit, name: str) -> None:
    page = visit(EVERY[name], width=320)
    unfold(page)
    assert width(page) <= 320


def test_the_list_of_indicators_is_not_endless_on_a_phone(visit: Visit) -> None:
    """One compact row per indicator: 225 of them in less than a hundred pixels each."""
    page = visit(PAGES["indicators"], width=375)
    rows = page.locator(".cross tr.row").count()
    assert rows > 200
    assert page.locator(".cross").bounding_box()["height"] < 100 * rows  # type: ignore[index]
    row = page.locator(".cross tr.row").first
    assert row.locator("a").first.is_visible()
    assert "Land" in page.evaluate("getComputedStyle(document.querySelector('td.x'), '::before').content")


@both
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_provisional_points_are_open(visit: Visit, scheme: str) -> None:
    """Drawn in the colour of the region or of the Netherlands and filled with the ground, never black."""
    page = visit(PAGES["region"], scheme=scheme)
    colours = """found => found.map(e => { const s = getComputedStyle(e), block = getComputedStyle(e.closest('.fig'));
      return [e.classList.contains('open'), s.fill === block.backgroundColor, s.fill, s.stroke]; })"""
    for points, label in ((".p-me", ".t-me"), (".p-nl", ".t-nl")):
        ink = page.eval_on_selector(f".strip {label}", "e => getComputedStyle(e).fill")
        found = page.eval_on_selector_all(points, colours)
        assert any(is_open for is_open, *_ in found), points
        for is_open, empty, fill, stroke in found:
            assert empty is is_open
            assert (stroke if is_open else fill) == ink


@pytest.mark.parametrize("path", ["/regio/drenthe/2023/", "/regio/provincie-gelderland/", "/gemeente/amsterdam/"])
def test_wide_tables_stay_within_a_phone(visit: Visit, path: str) -> None:
    """With what can be folded open and closed, on a small and an ordinary phone."""
    for wide in (320, 375):
        page = visit(path, width=wide)
        assert width(page) <= wide
        unfold(page)
        assert width(page) <= wide


@pytest.mark.parametrize(
    ("form", "name"),
    [
        *((SERVED, name) for name in ("region", "indicators", "indicator", "home")),
        *((FILES, name) for name in ("region", "home")),
    ],
    indirect=["form"],
)
def test_at_200_percent_nothing_is_lost(visit: Visit, name: str) -> None:
    """Text twice as large in a window of 1280 gives as much room as 640 at normal size."""
    page = visit(PAGES[name])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert width(page) <= 1280
    cut = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, .key-n, td.num, .btn')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === 'hidden')
        .map(e => e.textContent)"""
    )
    assert cut == []


@both
def test_the_skip_link_is_first_and_works(visit: Visit) -> None:
    page = visit("/regio/drenthe/2021H1/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


@both
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_visible_everywhere(visit: Visit, scheme: str) -> None:
    """Every stop of the Tab key has an outline or, on the map, a thick frame; none hides behind the help line."""
    page = visit("/", scheme=scheme)
    stops = 0
    page.keyboard.press("Tab")
    while stops < 200 and not page.evaluate("document.activeElement === document.body"):
        stops += 1
        state = page.evaluate(
            """() => { const e = document.activeElement, style = getComputedStyle(e), tile = e.querySelector('rect');
            const box = e.getBoundingClientRect(), help = document.querySelector('.helpline');
            return {what: e.outerHTML.slice(0, 80), width: parseFloat(style.outlineWidth), line: style.outlineStyle,
              frame: tile ? parseFloat(getComputedStyle(tile).strokeWidth) : 0,
              hidden: !help.contains(e) && e.className !== 'skip' && box.top < help.getBoundingClientRect().bottom - 1};
            }"""
        )
        assert (state["line"] == "solid" and state["width"] >= 3) or state["frame"] >= 5, state
        assert not state["hidden"], state
        page.keyboard.press("Tab")
    assert stops > 40


def test_a_region_is_found_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    page.locator("#regio").focus()
    page.keyboard.type("zaanstreek waterland")
    page.keyboard.press("Enter")
    page.wait_for_url("**/regio/zaanstreek-waterland/")
    assert page.locator("h1").inner_text() == "Zaanstreek-Waterland"


def test_choosing_another_period_works_without_script(visit: Visit) -> None:
    page = visit("/regio/drenthe/")
    page.select_option("#p", "2021H1")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**/regio/drenthe/2021H1/")
    assert "1e halfjaar 2021" in page.locator("main").inner_text()


MAP = "/vergelijk/acuut-of-structureel-onveilig/?periode=2021H1&mijn=drenthe"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_region_of_the_map_is_reached_and_named_by_keyboard(visit: Visit, scheme: str) -> None:
    """Tab goes through all tiles in reading order; each has its name with its value and a thick frame."""
    page = visit(MAP, scheme=scheme)
    names = page.eval_on_selector_all(".tilemap a", "found => found.map(a => a.getAttribute('aria-label'))")
    assert len(names) == 26
    page.locator(".tilemap a").first.focus()
    reached = []
    for _ in names:
        state = page.evaluate(
            """() => { const e = document.activeElement, hit = e.querySelector('.tile-hit');
            return [e.getAttribute('aria-label'), parseFloat(getComputedStyle(hit).strokeWidth)]; }"""
        )
        assert state[1] >= 5, state
        reached.append(state[0])
        page.keyboard.press("Tab")
    assert reached == names
    assert "Drenthe: 23,9 procent, voorlopig (mijn regio)" in names


def test_regions_are_compared_with_the_keyboard_alone_on_a_phone(visit: Visit) -> None:
    page = visit("/vergelijk/acuut-of-structureel-onveilig/?periode=2021H1&regio=drenthe", width=320)
    page.locator("input[name=regio][value=zaanstreek-waterland]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**regio=zaanstreek-waterland**")
    rows = page.locator("table.dots tbody tr")
    assert rows.count() == 3
    assert "55,6" in rows.filter(has_text="Zaanstreek").inner_text()
