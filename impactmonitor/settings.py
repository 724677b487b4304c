"""The only reader of the environment. An impossible value stops the program with a sentence."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from impactmonitor.exceptions import SettingsError

PACKAGE = Path(__file__).resolve().parent
_NAMES = (
    "IMPACTMONITOR_CATALOGUE",
    "IMPACTMONITOR_HOME",
    "IMPACTMONITOR_ALLOWED_HOSTS",
    "IMPACTMONITOR_DEBUG",
    "IMPACTMONITOR_DRAW_CHARTS",
    "IMPACTMONITOR_SECRET_KEY",
    "IMPACTMONITOR_BASE",
    "IMPACTMONITOR_ADDRESS",
    "IMPACTMONITOR_CONTACT",
    "IMPACTMONITOR_STATLINE_V4",
    "IMPACTMONITOR_STATLINE_V3",
    "IMPACTMONITOR_PDOK",
    "IMPACTMONITOR_ALLOWED_SOURCES",
    "IMPACTMONITOR_PROXY",
)
_Values = Mapping[str, str]
"""What is set in the environment."""


@dataclass(frozen=True)
class Settings:
    """Where things are. `home` holds all run-time data; `catalogue` is only read.

    `base` is the path of the site on its server: `/`, or `/monitor/` behind a proxy that takes that off.
    """

    home: Path
    catalogue: Path
    debug: bool
    draw_charts: bool
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    base: str
    address: str
    contact: str
    statline_v4: str
    statline_v3: str
    pdok: str
    allowed_sources: tuple[str, ...]
    proxy: str | None

    @property
    def contact_link(self) -> str:
        """Where a question about this installation can go, as a link; empty when nothing is set."""
        return f"mailto:{self.contact}" if "@" in self.contact and "://" not in self.contact else self.contact

    @functools.cached_property
    def releases(self) -> Path:
        """Folder of releases, one folder per origin below it."""
        return self.home / "releases"

    @property
    def deliveries(self) -> Path:
        """Raw bytes of deliveries, by hash."""
        return self.home / "deliveries"

    @functools.cached_property
    def boundaries(self) -> Path:
        """Boundaries of regions per year, as fetched and dissolved."""
        return self.home / "boundaries"

    @property
    def charts(self) -> Path:
        """Drawings of charts, by what they depend on; may be removed at any time."""
        return self.home / "charts"

    @property
    def reports(self) -> Path:
        """Reports that were asked for, by what they depend on; may be removed at any time."""
        return self.home / "reports"

    @property
    def outgoing(self) -> tuple[str, ...]:
        """Addresses that may be asked for figures and maps."""
        return (self.statline_v4, self.statline_v3, self.pdok, *self.allowed_sources)


def default_catalogue() -> Path:
    """The catalogue of the checkout, or the one inside an installed package."""
    checkout = PACKAGE.parent / "catalogue"
    return checkout if (checkout / "themes.yaml").is_file() else PACKAGE / "bundled_catalogue"


def _flag(own: _Values, name: str, usual: str = "0") -> bool:
    text = own.get(name, usual)
    if text not in ("0", "1"):
        raise SettingsError(f"{name} is '{text}'. Use 1 (on) or 0 (off).")
    return text == "1"


def _listed(own: _Values, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in own.get(name, "").split(",") if part.strip())


def _address(own: _Values, name: str, default: str) -> str:
    text = (own.get(name) or default).rstrip("/")
    if not text.startswith(("https://", "http://")):
        raise SettingsError(f"{name} is '{text}'. Write an address that starts with https://, or unset it.")
    return text


def _own_address(own: _Values, name: str) -> str:
    text = (own.get(name) or "").rstrip("/")
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", text):
        raise SettingsError(
            f"{name} is '{text}'. Write scheme and host only, such as https://monitor.example.org, or unset it."
        )
    return text


def _contact(own: _Values, name: str) -> str:
    text = (own.get(name) or "").strip()
    if text and not re.fullmatch(r"https?://[^\s<>\"]+|[^\s<>\"@:/?&]+@[^\s<>\"@:/?&]+", text):
        raise SettingsError(f"{name} is '{text}'. Write an e-mail address or an address of a page, or unset it.")
    return text


def _base(own: _Values, name: str) -> str:
    text = own.get(name) or "/"
    if not re.fullmatch(r"/(?:[A-Za-z0-9._~-]+/)*", text):
        raise SettingsError(f"{name} is '{text}'. Write a path between slashes, such as /monitor/, or unset it.")
    return text


def load() -> Settings:
    """Read the environment now. Raises SettingsError for a value that cannot be."""
    return _read(os.getcwd(), tuple(map(os.environ.get, _NAMES)))


@functools.lru_cache(maxsize=8)
def _read(_: str, values: tuple[str | None, ...]) -> Settings:
    """Kept, because every page asks; the folder of the process is a key, because paths may start from there."""
    own = {name: value for name, value in zip(_NAMES, values, strict=True) if value is not None}
    catalogue = Path(own.get("IMPACTMONITOR_CATALOGUE") or default_catalogue())
    if not catalogue.is_dir():
        raise SettingsError(
            f"There is no catalogue at {catalogue}. "
            "Set IMPACTMONITOR_CATALOGUE to a folder with themes.yaml, or unset it."
        )
    home = Path(own.get("IMPACTMONITOR_HOME") or "var")
    if home.exists() and not home.is_dir():
        raise SettingsError(f"IMPACTMONITOR_HOME ({home}) is a file. Point it to a folder.")
    hosts = _listed(own, "IMPACTMONITOR_ALLOWED_HOSTS")
    return Settings(
        home=home.absolute(),
        catalogue=catalogue.absolute(),
        debug=_flag(own, "IMPACTMONITOR_DEBUG"),
        draw_charts=_flag(own, "IMPACTMONITOR_DRAW_CHARTS", "1"),
        secret_key=own.get("IMPACTMONITOR_SECRET_KEY"),
        allowed_hosts=hosts,
        base=_base(own, "IMPACTMONITOR_BASE"),
        address=_own_address(own, "IMPACTMONITOR_ADDRESS"),
        contact=_contact(own, "IMPACTMONITOR_CONTACT"),
        statline_v4=_address(own, "IMPACTMONITOR_STATLINE_V4", "https://datasets.cbs.nl/odata/v1/CBS"),
        statline_v3=_address(own, "IMPACTMONITOR_STATLINE_V3", "https://opendata.cbs.nl"),
        pdok=_address(own, "IMPACTMONITOR_PDOK", "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1"),
        allowed_sources=_listed(own, "IMPACTMONITOR_ALLOWED_SOURCES"),
        proxy=own.get("IMPACTMONITOR_PROXY") or None,
    )
