"""Documents on the site: offered where there is something to report, made once, never in the server."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from impactmonitor.exceptions import ReportError, StorageError
from impactmonitor.web import errors, reports
from pages.conftest import Get

DRENTHE = "/regio/drenthe/2021H1/rapport.pdf"
OF_REGION = ["rapport.pdf", "presentatie.pptx", "werkmap.xlsx", "werkmap.ods"]
OF_INDICATOR = ["werkmap.xlsx", "werkmap.ods"]
EMPTY = "slachtoffers-kindermishandeling-scholieren"
"""An indicator of which the bundled figures hold nothing."""


def file_of(path: str, **headers: str) -> tuple[int, bytes, str]:
    answer = Client().get(path, headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    answer.close()
    return answer.status_code, content, answer.headers.get("Content-Disposition", "")


def kept(home: Path) -> list[Path]:
    return list((home / "reports").glob("*/*"))


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("regio/drenthe/2021H1/", OF_REGION),
        ("download/regio/drenthe/", [f"regio/drenthe/2023/{name}" for name in OF_REGION]),
        ("landelijk/", OF_REGION),
        ("indicatoren/adviezen/", OF_INDICATOR),
        ("download/indicator/adviezen/", [f"indicatoren/adviezen/{name}" for name in OF_INDICATOR]),
    ],
)
@pytest.mark.parametrize("site", ["/", "/en/", "/demo/", "/en/demo/"])
def test_the_page_leads_to_its_documents(demo_home: Path, site: str, page: str, files: list[str]) -> None:
    if "demo" in site and "regio" in page:
        page = page.replace("2021H1", "2024H1")
        files = [name.replace("/2023/", "/2025/") for name in files]
    html = Client().get(site + page).content.decode()
    for name in files:
        address = site + (name if "/" in name else page + name)
        found = re.search(rf'<a href="{address}">(.*?)</a> <span class="quiet">(.+?)</span>', html)
        assert found, address
        assert f"({name.rpartition('.')[2].upper()})" in found[1], "a link says what kind of file it is"
    assert ("In one document:" if "en/" in site else "In één document:") in html


@pytest.mark.parametrize("page", ["/regio/flevoland/2021H1/", f"/indicatoren/{EMPTY}/"])
def test_nothing_is_offered_where_there_are_no_figures(get: Get, page: str) -> None:
    assert not any(link.endswith(tuple(OF_REGION)) for link in get(page).links)


@pytest.mark.parametrize("name", OF_REGION[1:])
def test_a_deck_or_workbook_is_made_and_kept(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    status, content, disposition = file_of(f"/regio/drenthe/2021H1/{name}")
    assert (status, content[:2]) == (200, b"PK")
    word, _dot, kind = name.partition(".")
    assert disposition.startswith(f'attachment; filename="impactmonitor-{word}-drenthe-2021H1-')
    assert disposition.endswith(f'.{kind}"')
    monkeypatch.setattr(reports.make, "made_apart", None)
    assert file_of(f"/regio/drenthe/2021H1/{name}")[1] == content
    assert [path.suffix for path in kept(home)] == [f".{kind}"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_indicator_as_a_workbook(home: Path, kind: str) -> None:
    status, content, disposition = file_of(f"/en/indicatoren/adviezen/werkmap.{kind}")
    assert (status, content[:2]) == (200, b"PK")
    assert 'filename="impactmonitor-werkmap-adviezen-' in disposition
    assert "Read this" in CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def test_an_indicator_without_figures_has_no_workbook(get: Get) -> None:
    assert "geen enkel cijfer" in get(f"/indicatoren/{EMPTY}/werkmap.xlsx", 404)
    assert "kennen we niet" in get("/indicatoren/onzin/werkmap.ods", 404)


@pytest.mark.parametrize("name", OF_REGION)
def test_a_full_disk_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(order: object, patience: float) -> bytes:
        raise StorageError("The disk is full: The report was not written.")

    monkeypatch.setattr(reports.make, "made_apart", full)
    answer = Client().get(f"/regio/drenthe/2021H1/{name}")
    assert answer.status_code == 503
    assert "De server heeft nu geen ruimte om dit bestand te maken." in answer.content.decode()
    assert "has no room to make this file" in Client().get(f"/en/regio/drenthe/2021H1/{name}").content.decode()
    assert not kept(home)


def test_what_cannot_be_made_is_one_sentence_and_tells_who_runs_the_site(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(order: object, patience: float) -> bytes:
        raise ReportError("The letters of reports are not there.")

    monkeypatch.setattr(reports.make, "made_apart", broken)
    monkeypatch.setattr(errors.logger, "handlers", [caplog.handler])
    answer = Client().get(DRENTHE)
    assert answer.status_code == 500
    assert "Dit bestand kon niet worden gemaakt." in answer.content.decode()
    assert "letters" not in answer.content.decode()
    assert "The letters of reports are not there." in caplog.text


def test_without_room_to_keep_it_is_sent_all_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    status, content, _name = file_of("/regio/drenthe/2021H1/werkmap.ods")
    assert (status, content[:2]) == (200, b"PK")
    assert not kept(home)


def test_the_report_is_made_in_another_process_and_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(home) == []
    status, content, name = file_of(DRENTHE)
    assert status == 200
    assert len(kept(home)) == 1
    assert content.startswith(b"%PDF-")
    assert "impactmonitor-drenthe-2021H1-" in name
    monkeypatch.setattr(reports.make, "made_apart", None)
    assert file_of(DRENTHE)[1] == content


@pytest.mark.parametrize("path", ["/regio/flevoland/2021H1/", "/regio/drenthe/2019H1/"])
@pytest.mark.parametrize("name", OF_REGION)
def test_nothing_to_report_is_a_helpful_page(get: Get, path: str, name: str) -> None:
    assert f"geen cijfers om een {name.partition('.')[0]} van te maken" in get(path + name, 404)


def test_without_a_period_it_is_the_latest(home: Path) -> None:
    status, content, name = file_of("/regio/drenthe/rapport.pdf")
    assert (status, content[:5]) == (200, b"%PDF-")
    assert "impactmonitor-drenthe-2023-" in name


def test_who_comes_when_it_is_busy_is_asked_to_wait(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def acquire(self, blocking: bool) -> bool:
            return False

    monkeypatch.setattr(reports, "_places", Full())
    answer = Client().get(DRENTHE)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"


def test_a_question_and_its_kit_are_offered_as_documents(home: Path) -> None:
    client = Client()
    page = client.get("/vragen/").content.decode()
    names = [part.split("/")[0] for part in page.split('href="/vragen/')[1:]]
    name = next(n for n in names if n and n != "overzicht" and not n.startswith('"'))
    answer = client.get(f"/vragen/{name}/drenthe/").content.decode()
    assert f'href="/vragen/{name}/drenthe/rapport.pdf"' in answer
    for path in (f"/vragen/{name}/drenthe/rapport.pdf", f"/vragen/{name}/drenthe/gesprek/gesprek.pdf"):
        status, content, _name = file_of(path)
        assert (status, content[:5]) == (200, b"%PDF-")
    assert file_of(f"/vragen/{name}/atlantis/rapport.pdf")[0] == 404
    assert file_of("/vragen/onzin/drenthe/rapport.pdf")[0] == 404
