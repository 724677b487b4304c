"""The document of a question holds what its page holds: the regions beside it, its address, what is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.reports import make
from impactmonitor.web import reports

PAGE = "/vragen/eerder-en-beter-in-beeld/drenthe/"
FILE = f"{PAGE}rapport.pdf"


@pytest.fixture
def orders(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[make.Order]:
    """The documents that are ordered; none is made."""
    found: list[make.Order] = []

    def made(order: make.Order, patience: float) -> bytes:
        found.append(make.Order.from_text(order.to_text()))
        return b"%PDF-"

    monkeypatch.setattr(make, "made_apart", made)
    return found


def asked(path: str) -> tuple[int, str]:
    answer = Client().get(path)
    answer.close()
    return answer.status_code, answer.headers.get("Content-Disposition", "")


def test_the_regions_that_were_chosen_stand_in_the_document(orders: list[make.Order], home: Path) -> None:
    page = Client().get(f"{PAGE}?regio=zeeland&regio=twente").content.decode()
    assert f'href="{FILE}?regio=zeeland&amp;regio=twente"' in page
    status, name = asked(f"{FILE}?regio=zeeland&regio=twente")
    assert status == 200
    assert "vergeleken" in name
    assert orders[-1].others == ("VT19", "VT23")
    asked(f"{FILE}?regio=twente&regio=zeeland")
    assert len(orders) == 1, "the same choice in another order is the same document"
    asked(f"{FILE}?regio=twente")
    asked(FILE)
    asked(f"{FILE}?utm_source=brief")
    assert [o.others for o in orders[1:]] == [("VT19",), ()]
    assert len(list((home / "reports").glob("*/*.pdf"))) == 3, "each kept under a name of its own"


@pytest.mark.parametrize(("query", "status"), [("regio=atlantis", 404), ("regio=alle", 200)])
def test_what_nobody_knows_is_refused_as_on_the_page(orders: list[make.Order], query: str, status: int) -> None:
    assert asked(f"{FILE}?{query}")[0] == status
    assert bool(orders) is (status == 200)


def test_the_address_stands_in_the_document(orders: list[make.Order], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", "https://monitor.example")
    asked(f"{PAGE}gesprek/gesprek.pdf")
    assert orders[-1].address == f"https://monitor.example{PAGE}gesprek/"
    asked(f"{FILE}?regio=twente")
    assert orders[-1].address == f"https://monitor.example{PAGE}?regio=twente"


def test_what_is_kept_stays_within_bounds(
    orders: list[make.Order], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_BYTES", 12)
    for name in ("twente", "zeeland", "flevoland", "friesland"):
        asked(f"{FILE}?regio={name}")
    assert len(list((home / "reports").glob("*/*.pdf"))) <= 2
