"""A file that is handed on in pieces while it is being written."""

from __future__ import annotations

import io


class Sink(io.RawIOBase):
    """Takes what a writer writes; `taken` gives what came since the last time. It cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Keep a piece until it is taken."""
        piece = bytes(data)  # type: ignore[call-overload]
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Everything written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
