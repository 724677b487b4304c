"""The kit is one kit: what stands on its page stands in its PDF, in the same order and in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from lxml import html
from reports.test_pdf import plain, text_of

from impactmonitor import language
from impactmonitor.release.read import open_release
from impactmonitor.reports.kit import KitReport, kit_report
from impactmonitor.reports.pdf import pdf
from impactmonitor.tables import Origin
from pages.conftest import Get

RELEASE = re.compile(r"(Uitgave|Release): [0-9a-f]{16}\.")
QUESTIONS = ("waar-blijft-het-stil", "zorg-en-veiligheid", "met-plan-en-regie")


def kit(home: Path, question: str, *others: str, origin: Origin = Origin.OFFICIAL) -> KitReport:
    opened = open_release(home / "releases", origin)
    regions = opened.catalogue.regions
    found = [regions[code] for code in others]
    return kit_report(opened, opened.catalogue.routes[question], regions["VT02"], found)


def whole(report: KitReport) -> str:
    return plain(" ".join(text_of(pdf(report))))


def parts(source: str) -> Iterator[tuple[str, str]]:
    """Headings, list items, paragraphs, lines to write on, and the heads of tables to fill in, of the kit on its page.

    A source has the release behind it on the page, in the document it stands at the foot.
    """
    kinds = (
        "self::h1 or self::h2 or self::h3 or self::h4 or self::li or self::dt or self::th or self::p[ancestor::section]"
    )
    hidden = "ancestor-or-self::*[contains(@class, 'no-print') or contains(@class, 'bars') or self::nav]"
    for element in html.fromstring(source).xpath(f"//main//*[{kinds}][not({hidden})][not(.//h3)]"):
        for inner in element.xpath(
            ".//*[contains(@class, 'sample') or self::details or contains(@class, 'vh') or contains(@class, 'no-pr')]"
        ):
            inner.drop_tree()
        if text := element.text_content():
            yield element.tag, plain(RELEASE.sub("", text))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("words", ["nl", "en"])
def test_every_part_of_the_page_stands_in_the_document(get: Get, built_home: Path, question: str, words: str) -> None:
    prefix = "" if words == "nl" else "/en"
    found = list(parts(get(f"{prefix}/vragen/{question}/drenthe/gesprek/").html))
    with language.use(words):
        text = whole(kit(built_home, question))
    assert len(found) > 50
    assert [said for _tag, said in found if said not in text] == []
    places, at = [said for tag, said in found if tag == "h2"], 0
    assert len(places) >= 8
    for said in places:
        at = text.index(said, at)


def test_everyone_can_read_it(built_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "kit.pdf"
    path.write_bytes(pdf(kit(built_home, "waar-blijft-het-stil")))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant


def test_on_top_of_each_page_stand_question_and_region(built_home: Path) -> None:
    pages = text_of(pdf(kit(built_home, "waar-blijft-het-stil")))
    assert len(pages) <= 10
    assert all(text.startswith("Gesprekskit: Waar blijft het stil, Drenthe") for text in pages[1:])


def test_chosen_regions_stand_beside_a_figure_with_their_reading(get: Get, built_home: Path) -> None:
    report = kit(built_home, "heftig-geweld-terugdringen", "VT22", "VT23")
    beside = [sheet.others for sheet in report.sheets if sheet.others]
    there = next(others for others in beside if others.lines)
    assert [name for name, _figure in there.lines][:2] == ["Drenthe", "Zaanstreek-Waterland"]
    assert there.source
    assert all(others.none for others in beside if not others.lines)
    text = whole(report)
    chosen = "?regio=zaanstreek-waterland&regio=zeeland"
    found = parts(get(f"/vragen/heftig-geweld-terugdringen/drenthe/gesprek/{chosen}").html)
    assert [said for _tag, said in found if said not in text] == []
    assert not any(sheet.others for sheet in kit(built_home, "heftig-geweld-terugdringen").sheets)


def test_invented_figures_are_called_so_on_each_page(demo_home: Path) -> None:
    report = kit(demo_home, "waar-blijft-het-stil", origin=Origin.DEMO)
    assert all(re.match("Fictieve voorbeeldcijfers", text) for text in text_of(pdf(report)))
