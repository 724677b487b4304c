"""Text on a slide: only signs that a document may hold, and letters as large as fit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pptx.text.text import TextFrame
from pptx.util import Pt

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""What XML cannot hold, and what turns the text behind it around."""
SMALLEST = 11
"""Points; below this nobody in the room can read it."""


@dataclass(frozen=True)
class Say:
    """A paragraph. `scale` is its size against the others; `lead` is bold and comes first."""

    text: str
    lead: str = ""
    scale: float = 1.0
    bold: bool = False
    italic: bool = False


def clean(text: str) -> str:
    """The text without signs that a document may not hold, on one line."""
    return " ".join(_UNWANTED.sub("", text).replace("\r", "\n").split("\n"))


def write(frame: TextFrame, said: Iterable[Say | str], width: float, height: float, size: int) -> None:
    """Fill a placeholder of this size (inches); letters become smaller than `size` when that is needed."""
    paragraphs = [Say(s) if isinstance(s, str) else s for s in said]
    points = fitting([(f"{s.lead} {s.text}", s.scale) for s in paragraphs], width, height, size)
    for number, say in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for text, bold in ((say.lead, True), (say.text, say.bold)):
            if not text:
                continue
            run = paragraph.add_run()
            run.text = clean(f"{text} " if text == say.lead and say.text else text)
            run.font.bold = bold or None
            run.font.italic = say.italic or None
            if points != size or say.scale != 1:
                run.font.size = Pt(max(round(points * say.scale), SMALLEST - 1))


def fitting(paragraphs: Sequence[tuple[str, float]], width: float, height: float, size: int) -> int:
    """The largest size of letters, in points, at which these texts fit; each with its scale."""
    for points in range(size, SMALLEST, -1):
        if sum(_height(text, width, points * scale) for text, scale in paragraphs) <= height:
            return points
    return min(SMALLEST, size)


def _height(text: str, width: float, points: float) -> float:
    """Height of a paragraph in inches, on the safe side: Arial takes about half its size a letter, capitals more."""
    wide = sum(0.72 if c.isupper() or ord(c) > 0x2000 else 0.48 for c in text) * points / 72
    return math.ceil(wide / max(width - 0.3, 0.5) or 1) * points * 1.17 / 72 + 3 / 72
