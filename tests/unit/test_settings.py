"""The environment: an impossible value stops the program with a sentence that says what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from impactmonitor import exceptions, settings
from impactmonitor.exceptions import SettingsError, storage_error


def test_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "CATALOGUE", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS"):
        monkeypatch.delenv(f"IMPACTMONITOR_{name}", raising=False)
    found = settings.load()
    assert found.home == tmp_path / "var"
    assert (found.catalogue / "themes.yaml").is_file()
    assert (found.debug, found.secret_key, found.allowed_hosts) == (False, None, ())
    assert not found.home.exists()


def test_what_is_set_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(tmp_path / "thuis"))
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", str(tmp_path))
    monkeypatch.setenv("IMPACTMONITOR_DEBUG", "1")
    monkeypatch.setenv("IMPACTMONITOR_SECRET_KEY", "geheim")
    monkeypatch.setenv("IMPACTMONITOR_ALLOWED_HOSTS", "monitor.example,,www.monitor.example")
    found = settings.load()
    assert (found.home, found.catalogue) == (tmp_path / "thuis", tmp_path)
    assert found.releases == tmp_path / "thuis" / "releases"
    assert found.deliveries == tmp_path / "thuis" / "deliveries"
    assert (found.debug, found.secret_key) == (True, "geheim")
    assert found.allowed_hosts == ("monitor.example", "www.monitor.example")


def test_relative_places_become_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_HOME", "hier")
    assert settings.load().home == tmp_path / "hier"


@pytest.mark.parametrize("value", ["true", "yes", "", "2", "aan"])
def test_a_switch_is_0_or_1(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("IMPACTMONITOR_DEBUG", value)
    with pytest.raises(SettingsError, match=rf"IMPACTMONITOR_DEBUG is '{value}'\. Use 1 \(on\) or 0 \(off\)\."):
        settings.load()


def test_a_catalogue_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", str(tmp_path / "weg"))
    with pytest.raises(SettingsError, match=r"There is no catalogue at .*weg. Set IMPACTMONITOR_CATALOGUE to a folder"):
        settings.load()


def test_a_home_that_is_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(tmp_path / "bestand"))
    with pytest.raises(SettingsError, match=r"is a file\. Point it to a folder\."):
        settings.load()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full: de uitgave was not written. The active release is unchanged."),
        (errno.EACCES, "No permission to write de uitgave (/ergens). Point IMPACTMONITOR_HOME to a folder"),
        (errno.EROFS, "No permission to write de uitgave (/ergens). Point IMPACTMONITOR_HOME to a folder"),
        (errno.EIO, "de uitgave was not written: Input/output error. The active release is unchanged."),
    ],
)
def test_storage_errors_are_sentences(number: int, sentence: str) -> None:
    import os

    error = storage_error(OSError(number, os.strerror(number), "/ergens"), "de uitgave")
    assert str(error).startswith(sentence)
    assert error.exit_code == 8


def test_exit_codes_tell_errors_apart() -> None:
    """Scripts rely on these numbers; 2 is also what click uses for a wrong option."""
    codes = {
        name: kind.exit_code
        for name, kind in vars(exceptions).items()
        if isinstance(kind, type) and issubclass(kind, exceptions.ImpactmonitorError)
    }
    assert codes == {
        "ImpactmonitorError": 1,
        "SettingsError": 2,
        "UnknownNameError": 2,
        "CatalogueError": 3,
        "DeliveryError": 4,
        "DisclosureError": 5,
        "ReleaseError": 6,
        "BusyError": 7,
        "StorageError": 8,
        "ServeError": 9,
        "SourceError": 10,
        "NotThereError": 10,
        "IncompleteError": 11,
        "ExportError": 12,
        "ReportError": 13,
    }


@pytest.mark.parametrize("address", ["https://monitor.example.org", "http://localhost:8000", "https://m.example/"])
def test_the_address_of_the_site(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", address)
    assert settings.load().address == address.rstrip("/")


@pytest.mark.parametrize("address", ["monitor.example.org", "https://m.example/pad", "ftp://m.example", "https://"])
def test_an_address_is_scheme_and_host(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", address)
    with pytest.raises(SettingsError, match=r"IMPACTMONITOR_ADDRESS is .* Write scheme and host only"):
        settings.load()


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("", ""),
        ("redactie@monitor.example", "mailto:redactie@monitor.example"),
        ("https://monitor.example/vraag?van=a@b", "https://monitor.example/vraag?van=a@b"),
    ],
)
def test_the_contact_becomes_a_link(monkeypatch: pytest.MonkeyPatch, contact: str, link: str) -> None:
    monkeypatch.setenv("IMPACTMONITOR_CONTACT", contact)
    assert settings.load().contact_link == link


@pytest.mark.parametrize("contact", ["bel mij", "javascript:alert(1)", "a@b@c", '"><script>', "naam <a@b.nl>"])
def test_a_contact_is_an_address(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("IMPACTMONITOR_CONTACT", contact)
    with pytest.raises(SettingsError, match=r"IMPACTMONITOR_CONTACT is "):
        settings.load()
