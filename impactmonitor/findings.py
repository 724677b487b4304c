"""A finding: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong, in words that the editor or supplier of the file can use."""

    file: str
    line: int
    message: str
    remedy: str = ""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" + (f" -> {self.remedy}" if self.remedy else "")

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)
