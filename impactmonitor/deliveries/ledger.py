"""Which delivery of each dataset is in force, and which were before: one small file per dataset, replaced in one step.

The raw bytes lie beside it under their hash. A delivery enters the ledger only when it is whole; until then, and after
a broken transfer, the one before stays in force.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from impactmonitor.deliveries.receive import Delivery
from impactmonitor.exceptions import ReleaseError
from impactmonitor.files import put_in_place

KEPT = 10
"""How many earlier deliveries of a dataset the ledger remembers, and any other that still supplies something."""


@dataclass(frozen=True)
class Entry:
    """One whole delivery of a dataset.

    `documents` are its raw files in order; `facts` is what the source said of it (all values are text, numbers or
    lists): for a StatLine table its title, version of the service, moment of change and number of rows.
    """

    dataset: str
    retrieved: str
    documents: tuple[Delivery, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the hashes of all documents: other bytes, another digest."""
        return hashlib.sha256("".join(d.sha256 for d in self.documents).encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all documents."""
        return sum(d.size for d in self.documents)


class Ledger:
    """The deliveries of one source, by dataset. `folder` holds one file per dataset."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, dataset: str) -> Path:
        return self.folder / f"{dataset}.json"

    def datasets(self) -> list[str]:
        """Datasets of which a delivery is held."""
        return sorted(p.stem for p in self.folder.glob("*.json"))

    def entries(self, dataset: str) -> list[Entry]:
        """All remembered deliveries of a dataset, newest first. Raises ReleaseError when the file is damaged."""
        path = self._path(dataset)
        if not path.is_file():
            return []
        try:
            listed = json.loads(path.read_text(encoding="utf-8"))["deliveries"]
            return [Entry(**{**e, "documents": tuple(Delivery(**d) for d in e["documents"])}) for e in listed]
        except (ValueError, KeyError, TypeError) as error:
            raise ReleaseError(f"{path} is damaged ({error}). Remove it and fetch the dataset again.") from error

    def current(self, dataset: str) -> Entry | None:
        """The delivery in force, or None."""
        found = self.entries(dataset)
        return found[0] if found else None

    def enter(self, entry: Entry) -> None:
        """Put a whole delivery in force. Readers see the old or the new ledger, never a half one."""
        listed = _remembered([entry, *self.entries(entry.dataset)])
        content = json.dumps({"deliveries": [asdict(e) for e in listed]}, ensure_ascii=False, indent=1)
        put_in_place(self._path(entry.dataset), content.encode(), f"the ledger of {entry.dataset}")

    def remove(self, dataset: str) -> None:
        """Take a dataset out of force. Its raw bytes stay."""
        self._path(dataset).unlink(missing_ok=True)


def _remembered(entries: list[Entry]) -> list[Entry]:
    """The newest deliveries, and older ones that have found what no newer one has (`found` among their facts)."""
    kept, supplied = entries[: KEPT + 1], {key for e in entries[: KEPT + 1] for key in e.facts.get("found", ())}
    for entry in entries[KEPT + 1 :]:
        if set(entry.facts.get("found", ())) - supplied:
            kept.append(entry)
            supplied |= set(entry.facts["found"])
    return kept
