"""No text leans on our own notes, and no text says that a value is wished without a public source that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.settings import default_catalogue

INTERNAL = re.compile(r"domeinoverzicht|\baantekening|notities? van ons|onze notitie|\bshared\b|\bseeds?\b", re.I)
PUBLIC = re.compile(
    r"\b(CBS|Regioplan|Verwey-Jonker|IGJ|WODC|NJi|LNVT|onderzoeksadviescommissie"
    r"|Inspectie Gezondheidszorg en Jeugd|Veilig Thuis Noord-Holland Noord)\b"
)
WISH = re.compile(r"\b(ge)?wens", re.I)
DENIED = re.compile(r"\b(geen|niet)\b[^.]*wens", re.I)
# These print names of indicators and nothing about the value that anybody wants.
LISTS_OF_NAMES = re.compile(r"indicatorlijst|overzicht van|instrument 02|bijlage 2", re.I)


def texts(value: object) -> Iterator[str]:
    """All texts in a parsed YAML file."""
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def unfounded(direction: str, why: str) -> bool:
    """A wish without a public source, or with a list of names as its source."""
    claimed = any(WISH.search(s) and not DENIED.search(s) for s in re.split(r"(?<=[.;])\s", why))
    if direction.endswith("-wished"):
        return not PUBLIC.search(why) or bool(LISTS_OF_NAMES.search(why))
    return claimed and not PUBLIC.search(why)


def test_no_text_names_internal_notes() -> None:
    folder = default_catalogue()
    files = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.yaml"))}
    assert len(files) > len(list((folder / "indicators").glob("*.yaml"))) > 0
    named = [f"{path.name}: {text}" for path, data in files.items() for text in texts(data) if INTERNAL.search(text)]
    assert named == []


def test_every_wish_has_a_public_source(catalogue: Catalogue) -> None:
    polarities = {i.id: i.polarity for i in catalogue.indicators.values()}
    assert any(p.direction.endswith("-wished") for p in polarities.values())
    assert [f"{name}: {p.why}" for name, p in polarities.items() if unfounded(p.direction, p.why)] == []


@pytest.mark.parametrize(
    ("direction", "why"),
    [
        ("lower-wished", "In de indicatorlijst van de Impactmonitor is een lagere waarde gewenst."),
        ("lower-wished", "Het overzicht van de Impactmonitor (Regioplan 2021, instrument 02) noemt dit. Een wens."),
        ("higher-wished", "Meer is beter."),
        ("none", "De lijst wenst minder geweld. Dat is een wens, geen norm."),
        ("conversation", "Geen bron noemt een norm. Een lagere waarde is gewenst."),
    ],
)
def test_a_wish_out_of_nothing_is_seen(direction: str, why: str) -> None:
    assert unfounded(direction, why)


@pytest.mark.parametrize(
    ("direction", "why"),
    [
        ("higher-wished", "Het CBS-rapport over 2022 wil een groot bereik. Dat is een wens, geen norm."),
        ("none", "Geen van de openbare bronnen zegt welke waarde gewenst is."),
        ("neutral", "Geen bron noemt een gewenste richting."),
    ],
)
def test_a_true_reason_passes(direction: str, why: str) -> None:
    assert not unfounded(direction, why)


@pytest.mark.parametrize("text", ["Het domeinoverzicht zwijgt.", "Zie onze aantekeningen.", "Staat in seed 003."])
def test_internal_notes_are_seen(text: str) -> None:
    assert INTERNAL.search(text)
