"""Receiving is not interpreting: keep the raw bytes of a delivery under their hash, with where they came from."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from impactmonitor.exceptions import ReleaseError
from impactmonitor.files import put_in_place

_PACKED = ".zst"


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


def keep(content: bytes, name: str, folder: Path, retrieved: str = "", rows: int = 0, packed: bool = False) -> Delivery:
    """Store `content` in `folder` under its SHA-256 (once) and return its record.

    `packed` compresses the file on disk; the hash is always that of the bytes as received.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = folder / f"{digest}{_PACKED if packed else ''}"

    def pack(path: Path) -> None:
        with pa.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(content)

    if not _holds(target, digest):
        put_in_place(target, pack if packed else content, f"delivery {name}")
    return Delivery(name, digest, len(content), retrieved, rows)


def _holds(target: Path, digest: str) -> bool:
    """Whether these bytes lie here intact; damaged ones are written again."""
    try:
        return target.is_file() and hashlib.sha256(_read(target)).hexdigest() == digest
    except OSError:
        return False


def _read(path: Path) -> bytes:
    if path.suffix != _PACKED:
        return path.read_bytes()
    with pa.input_stream(str(path), compression="zstd") as stream:
        return bytes(stream.read())


def kept(delivery: Delivery, folder: Path) -> bytes:
    """The bytes of a kept delivery. Raises ReleaseError when they are gone or no longer what was received."""
    plain, packed = folder / delivery.sha256, folder / f"{delivery.sha256}{_PACKED}"
    try:
        content = _read(packed if packed.is_file() else plain)
    except OSError as error:
        raise ReleaseError(f"The raw bytes of {delivery.name} are gone ({error}). Fetch the dataset again.") from error
    if hashlib.sha256(content).hexdigest() != delivery.sha256:
        raise ReleaseError(f"The raw bytes of {delivery.name} are damaged. Fetch the dataset again.")
    return content
