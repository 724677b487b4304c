"""The report of a year on the site: found, complete, and the same as its document."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from impactmonitor import language
from impactmonitor.reports.year.assemble import year_report
from impactmonitor.web import access
from pages.conftest import Get
from pages.test_every_page import house_rules

PAGE = "/landelijk/jaarbericht/2023/"


@pytest.mark.parametrize("path", ["/", "/landelijk/", "/download/landelijk/", "/zoek/?q=jaarbericht"])
@pytest.mark.parametrize("start", ["/", "/en/"])
def test_a_reader_finds_it(get: Get, start: str, path: str) -> None:
    assert f"{start}{PAGE[1:]}" in get(start + path[1:]).links


def test_the_page_says_everything_that_is_written(get: Get) -> None:
    page = get(PAGE)
    house_rules(page)
    report = year_report(access.release(), 2023, drawn=False)
    text = " ".join(page.text.split())
    for chapter in report.chapters:
        assert chapter.title in text
        for block in chapter.blocks:
            for words in (block.words, *block.items):
                said = "".join(f"{w.text}noot {w.note}" if w.note else w.text for w in words)
                assert " ".join(said.split()) in text
            for tile in block.tiles:
                assert f"{tile.title} {tile.value}" in text
            if block.figure:
                assert block.figure.title in text
                assert all(row.label in text for row in block.figure.rows)
        for note in chapter.notes:
            assert note.name in text
            assert note.status in text
        for printed in chapter.sources:
            assert printed.title in text
            assert not printed.url or printed.url in page.links
    assert report.release in text


def test_every_number_of_a_note_leads_to_it(get: Get) -> None:
    page = get(PAGE)
    marks = [link for link in page.links if re.fullmatch(r"#[a-z-]+-[0-9]+", link)]
    assert len(marks) > 20
    assert {mark[1:] for mark in marks} <= set(page.ids)


def test_english_is_the_english_text(get: Get) -> None:
    page = get(f"/en{PAGE}")
    with language.use(language.ENGLISH):
        report = year_report(access.release(), 2023, drawn=False)
    assert page.h1 == report.title
    assert report.lead in page
    assert report.chapters[0].title in page


@pytest.mark.parametrize(("file", "pages"), [("rapport.pdf", 0), ("factsheet.pdf", 2)])
@pytest.mark.parametrize(("start", "word"), [("", "Huiselijk geweld"), ("/en", "domestic violence")])
def test_its_documents(built_home: Path, start: str, word: str, file: str, pages: int) -> None:
    answer = Client().get(start + PAGE + file)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    answer.close()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "2023" in answer.headers["Content-Disposition"]
    read = PdfReader(io.BytesIO(content))
    assert pages in (0, len(read.pages))
    assert word.lower() in read.pages[0].extract_text().lower()
    assert read.trailer["/Root"]["/Lang"] == ("en" if start else "nl")  # type: ignore[index]


def test_the_demonstration_says_so(demo_home: Path) -> None:
    answer = Client().get(f"/demo{PAGE}").content.decode()
    assert "Fictieve voorbeeldcijfers" in answer
    assert "opendata.cbs.nl" not in answer


@pytest.mark.parametrize("word", ["1999", "2023H1", "vorig", "9" * 300, "../2023"])
@pytest.mark.parametrize("file", ["", "rapport.pdf", "factsheet.pdf"])
def test_a_year_without_report_leads_to_those_with(built_home: Path, word: str, file: str) -> None:
    answer = Client().get(f"/landelijk/jaarbericht/{word}/{file}")
    assert answer.status_code == 404
    if "/" not in word:
        assert f'href="{PAGE}"' in answer.content.decode()


def test_without_a_year_it_leads_to_the_newest(built_home: Path) -> None:
    assert Client().get("/landelijk/jaarbericht/").headers["Location"] == PAGE
