"""The report of a region on the site: offered where there is something to report, made once, never in the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.web import reports
from pages.conftest import Get

DRENTHE = "/regio/drenthe/2021H1/rapport.pdf"


def pdf_of(path: str, **headers: str) -> tuple[int, bytes, str]:
    answer = Client().get(path, headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    answer.close()
    return answer.status_code, content, answer.headers.get("Content-Disposition", "")


def kept(home: Path) -> list[Path]:
    return list((home / "reports").glob("*/*.pdf"))


def test_the_page_leads_to_its_report(get: Get) -> None:
    assert DRENTHE in get("/regio/drenthe/2021H1/").links
    assert not any(link.endswith("rapport.pdf") for link in get("/regio/flevoland/2021H1/", 200).links)


def test_the_report_is_made_in_another_process_and_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(home) == []
    status, content, name = pdf_of(DRENTHE)
    assert status == 200
    assert len(kept(home)) == 1
    assert content.startswith(b"%PDF-")
    assert "impactmonitor-drenthe-2021H1-" in name
    monkeypatch.setattr(reports.make, "made_apart", None)
    assert pdf_of(DRENTHE)[1] == content


@pytest.mark.parametrize("path", ["/regio/flevoland/2021H1/rapport.pdf", "/regio/drenthe/2019H1/rapport.pdf"])
def test_nothing_to_report_is_a_helpful_page(get: Get, path: str) -> None:
    page = get(path, 404)
    assert "geen cijfers om een rapport van te maken" in page


def test_without_a_period_it_is_the_latest(home: Path) -> None:
    status, content, name = pdf_of("/regio/drenthe/rapport.pdf")
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
        status, content, _name = pdf_of(path)
        assert (status, content[:5]) == (200, b"%PDF-")
    assert pdf_of(f"/vragen/{name}/atlantis/rapport.pdf")[0] == 404
    assert pdf_of("/vragen/onzin/drenthe/rapport.pdf")[0] == 404
