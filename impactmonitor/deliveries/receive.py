"""Receiving is not interpreting: keep the raw bytes of a delivery under their hash, with where they came from."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from impactmonitor.exceptions import storage_error


@dataclass(frozen=True)
class Delivery:
    """Bytes received at a moment. `retrieved` is empty when that moment is not known; it is never made up."""

    name: str
    sha256: str
    size: int
    retrieved: str
    rows: int = 0

    def as_dict(self) -> dict[str, object]:
        """For the manifest."""
        return asdict(self)


def keep(content: bytes, name: str, folder: Path, retrieved: str = "") -> Delivery:
    """Store `content` in `folder` under its SHA-256 (once) and return its record."""
    digest = hashlib.sha256(content).hexdigest()
    target = folder / digest
    try:
        if not target.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            beside = folder / f".{digest}.{os.getpid()}"
            try:
                beside.write_bytes(content)
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, f"delivery {name}") from error
    return Delivery(name, digest, len(content), retrieved)
