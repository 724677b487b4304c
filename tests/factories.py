"""Build things by name, with only what matters to the test spelled out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Stage


def observation(**changes: Any) -> Observation:
    """A figure: meldingen of the Netherlands in 2021H1, final, unless said otherwise."""
    fields: dict[str, Any] = {
        "indicator": "meldingen",
        "measure": "count",
        "unit": "aantal",
        "category": TOTAL,
        "region": "NL01",
        "period": "2021H1",
        "value": 60_880.0,
        "low": None,
        "high": None,
        "decimals": 0,
        "obs_status": ObsStatus.NORMAL,
        "conf_status": ConfStatus.FREE,
        "stage": Stage.FINAL,
        "formula": "",
        "note": "",
        "second_hand": False,
        "source": "veilig-thuis",
        "publication": "84849NED",
        "edition": 0,
    }
    return Observation(**(fields | changes))


def inhabitants(region: str, value: float | None, year: int = 2022, **changes: Any) -> Observation:
    """The population of a region on 1 January."""
    return observation(
        **{
            "indicator": "inwoners",
            "region": region,
            "period": f"{year}-01-01",
            "value": value,
            "source": "bevolking",
            "publication": "70072ned",
            **changes,
        }
    )


def printed(**changes: Any) -> PrintedFigure:
    """A printed figure of the made-up table TABEL."""
    fields: dict[str, Any] = {
        "file": "cbs_published_figures.csv",
        "line": 2,
        "table": "TABEL",
        "title": "Een tabel",
        "measure": "Meldingen",
        "unit": "aantal",
        "dims": {},
        "region": "Nederland",
        "level": "NL",
        "period": "2021H1",
        "value": 60_880.0,
        "low": None,
        "high": None,
        "decimals": 0,
        "stage": Stage.FINAL,
        "second_hand": False,
        "estimate": False,
        "url": "https://www.cbs.nl/tabel",
    }
    return PrintedFigure(**(fields | changes))


def indicator_data(**changes: Any) -> dict[str, Any]:
    """What the YAML file of a made-up indicator says."""
    data: dict[str, Any] = {
        "id": "proef",
        "name": {"nl": "Een proefcijfer", "en": "A trial figure"},
        "theme": "bereik",
        "order": 9_990,
        "status": "live",
        "definition": {"nl": "Wat wij tellen.", "en": "What we count."},
        "source": "veilig-thuis",
        "cadence": "half-year",
        "measures": {"count": {"unit": "aantal", "decimals": 0}},
        "levels": ["NL", "VT", "GM"],
        "polarity": {"direction": "none", "why": "Een proef."},
        "caveats": [],
        "does_not_say": ["Waar het van komt."],
        "questions": ["Herkent u dit?"],
        "mentioned_in": [{"document": "impactmonitor", "item": "Proef"}],
        "recipe": [{"table": "TABEL", "measure": "Meldingen", "kind": "count"}],
        "review": {"author": "Redactie Impactmonitor"},
    }
    return data | changes


def indicator(**changes: Any) -> Indicator:
    """A made-up live indicator with a count."""
    return Indicator.model_validate(indicator_data(**changes))


def csv_bytes(columns: list[str], *rows: dict[str, str], separator: str = ",") -> bytes:
    """A CSV file with these rows; columns that a row does not name are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place where `old` stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
