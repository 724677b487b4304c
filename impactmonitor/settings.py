"""The only reader of the environment. An impossible value stops the program with a sentence."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from impactmonitor.exceptions import SettingsError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    """Where things are. `home` holds all run-time data; `catalogue` is only read."""

    home: Path
    catalogue: Path
    debug: bool
    secret_key: str | None
    allowed_hosts: tuple[str, ...]

    @property
    def releases(self) -> Path:
        """Folder of releases, one folder per origin below it."""
        return self.home / "releases"

    @property
    def deliveries(self) -> Path:
        """Raw bytes of deliveries, by hash."""
        return self.home / "deliveries"


def default_catalogue() -> Path:
    """The catalogue of the checkout, or the one inside an installed package."""
    checkout = PACKAGE.parent / "catalogue"
    return checkout if (checkout / "themes.yaml").is_file() else PACKAGE / "bundled_catalogue"


def _flag(name: str) -> bool:
    text = os.environ.get(name, "0")
    if text not in ("0", "1"):
        raise SettingsError(f"{name} is '{text}'. Use 1 (on) or 0 (off).")
    return text == "1"


def load() -> Settings:
    """Read the environment now."""
    catalogue = Path(os.environ.get("IMPACTMONITOR_CATALOGUE") or default_catalogue())
    if not catalogue.is_dir():
        raise SettingsError(
            f"There is no catalogue at {catalogue}. "
            "Set IMPACTMONITOR_CATALOGUE to a folder with themes.yaml, or unset it."
        )
    home = Path(os.environ.get("IMPACTMONITOR_HOME") or "var")
    if home.exists() and not home.is_dir():
        raise SettingsError(f"IMPACTMONITOR_HOME ({home}) is a file. Point it to a folder.")
    hosts = tuple(h for h in os.environ.get("IMPACTMONITOR_ALLOWED_HOSTS", "").split(",") if h)
    return Settings(
        home=home.absolute(),
        catalogue=catalogue.absolute(),
        debug=_flag("IMPACTMONITOR_DEBUG"),
        secret_key=os.environ.get("IMPACTMONITOR_SECRET_KEY"),
        allowed_hosts=hosts,
    )
