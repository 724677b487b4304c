"""Texts of editors with references to figures: a little Markdown, and `{{ figure: indicator=… period=… }}` in it.

A text holds headings (`#`, `##`, `###`), paragraphs, lists and `**strong**` words, and nothing else. A reference in a
sentence becomes the figure itself; one on a line of its own becomes a block. How: docs/how-to/write-the-year-report.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_COMPARED = ("indicator", "from", "to")
REFERENCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "figure": (("indicator", "period"), ("measure", "category")),
    "change": (_COMPARED, ("measure", "category", "says")),
    "direction": (_COMPARED, ("measure", "category", "says")),
    "spread": (("indicator", "period"), ("measure", "category")),
    "tile": (("indicator", "period"), ("measure", "category")),
    "show": (("indicator", "period"), ()),
    "chart": (("indicator", "period"), ()),
}
"""Kinds of reference: what each must name, and what it may name."""
BLOCKS = ("tile", "show", "chart")
"""Kinds that stand on a line of their own."""

_OPEN, _CLOSE = "{{", "}}"
_SHAPE = re.compile(r'\s*([a-z]+)\s*:((?:\s+[a-z]+=(?:"[^"]*"|[^\s"=]+))*)\s*')
_PAIR = re.compile(r'([a-z]+)=(?:"([^"]*)"|([^\s"=]+))')
_KEPT = {"text", "softbreak", "reference", "strong_open", "strong_close"}


@dataclass(frozen=True)
class Reference:
    """What a text cites. `written` is as the editor wrote it; `line` is counted from 1."""

    kind: str
    given: tuple[tuple[str, str], ...]
    written: str
    line: int

    def get(self, key: str, default: str = "") -> str:
        """The value of a key; the default when it was not given."""
        return dict(self.given).get(key, default)


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: a text, or a reference."""

    text: str
    strong: bool = False
    reference: Reference | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Part:
    """A heading (`level` 1 to 3), a paragraph, a list (`items`), or a reference on a line of its own (`block`)."""

    line: int
    level: int = 0
    runs: Runs = ()
    items: tuple[Runs, ...] = ()
    block: Reference | None = None

    @property
    def all_runs(self) -> Iterator[Run]:
        """Its own runs and those of its items."""
        yield from self.runs
        for item in self.items:
            yield from item

    @property
    def references(self) -> list[Reference]:
        """Everything that it cites."""
        return [self.block] if self.block else [r.reference for r in self.all_runs if r.reference]

    @property
    def plain(self) -> str:
        """What the editor wrote by hand, without references."""
        return "".join(r.text for r in self.all_runs if not r.reference)


@dataclass
class Prose:
    """A text in parts. `wrong` is what could not be read: a line, and what is wrong there."""

    parts: list[Part] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def _inline(state: StateInline, silent: bool) -> bool:
    """`{{ … }}` as one token of a line; what stands in it is not Markdown."""
    if not state.src.startswith(_OPEN, state.pos):
        return False
    end = state.src.find(_CLOSE, state.pos + 2)
    if end < 0:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = state.src[state.pos + 2 : end]
    state.pos = end + 2
    return True


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["entity", "escape", "backticks", "autolink"])
_MARKDOWN.inline.ruler.before("emphasis", "reference", _inline)


class _Reader:
    def __init__(self) -> None:
        self.found = Prose()

    def say(self, line: int, message: str) -> None:
        self.found.wrong.append((line, message))

    def read(self, text: str) -> Prose:
        tokens = iter(_MARKDOWN.parse(text))
        for token in tokens:
            line = token.map[0] + 1 if token.map else 0
            if token.type == "heading_open":
                level = int(token.tag[1:])
                if level > 3:
                    self.say(line, "a heading has three levels at the most")
                runs = self.runs(next(tokens))
                if any(r.reference for r in runs):
                    self.say(line, "a heading cites nothing: write the figure in the text below it")
                self.found.parts.append(Part(line, min(level, 3), runs))
            elif token.type == "paragraph_open":
                self.paragraph(line, self.runs(next(tokens)))
            elif token.type == "bullet_list_open":
                self.listed(line, tokens)
            elif token.type not in ("heading_close", "paragraph_close"):
                name = token.type.removesuffix("_open").replace("_", " ")
                self.say(line, f"a text has no {name}: only headings, paragraphs, lists with - and references")
                self.skip(token, tokens)
        return self.found

    def skip(self, token: Token, tokens: Iterator[Token]) -> None:
        """Passes over what a part that we do not know holds."""
        depth: int = token.nesting
        while depth > 0:
            depth += next(tokens).nesting

    def paragraph(self, line: int, runs: Runs) -> None:
        blocks = [r.reference for r in runs if r.reference and r.reference.kind in BLOCKS]
        if not blocks:
            self.found.parts.append(Part(line, runs=runs))
        elif any(r.text.strip() for r in runs if not r.reference) or len(blocks) < sum(bool(r.reference) for r in runs):
            self.say(blocks[0].line, f"'{blocks[0].written}' must stand on a line of its own")
        else:
            self.found.parts += [Part(b.line, block=b) for b in blocks]

    def listed(self, line: int, tokens: Iterator[Token]) -> None:
        items: list[Runs] = []
        depth = 1
        while depth:
            token = next(tokens)
            depth += (token.type == "bullet_list_open") - (token.type == "bullet_list_close")
            if token.type == "inline":
                items.append(self.runs(token))
        for item in items:
            for block in (r.reference for r in item if r.reference and r.reference.kind in BLOCKS):
                self.say(block.line, f"'{block.written}' must stand on a line of its own")
        self.found.parts.append(Part(line, items=tuple(items)))

    def runs(self, inline: Token) -> Runs:
        line, strong, found = (inline.map[0] + 1 if inline.map else 0), False, list[Run]()
        for token in inline.children or []:
            if token.type not in _KEPT:
                name = token.type.removesuffix("_open").removesuffix("_close").replace("_", " ")
                self.say(line, f"a sentence has no {name}: only **strong** words and references")
            elif token.type == "reference":
                if made := self.reference(token.content, line):
                    found.append(Run("", strong, made))
                line += token.content.count("\n")
            elif token.type == "softbreak":
                found.append(Run(" ", strong))
                line += 1
            elif token.type == "text":
                if _OPEN in token.content or _CLOSE in token.content:
                    self.say(line, "a reference is opened or closed only: write {{ … }}")
                found.append(Run(token.content, strong))
            else:
                strong = token.type == "strong_open"
        return tuple(r for r in found if r.text or r.reference)

    def reference(self, written: str, line: int) -> Reference | None:
        shown = f"{_OPEN} {' '.join(written.split())} {_CLOSE}"
        match = _SHAPE.fullmatch(written)
        if not match:
            self.say(line, f"'{shown}' is no reference; write {{{{ figure: indicator=meldingen period=2023 }}}}")
            return None
        kind, pairs = match[1], _PAIR.findall(match[2])
        given = tuple((key, quoted or bare) for key, quoted, bare in pairs)
        keys = [key for key, _value in given]
        if kind not in REFERENCES:
            self.say(line, f"'{shown}': '{kind}' is no reference; there are {', '.join(REFERENCES)}")
            return None
        needed, may = REFERENCES[kind]
        missing = [k for k in needed if k not in keys]
        extra = [k for k in keys if k not in (*needed, *may)]
        if missing or extra or len(set(keys)) < len(keys):
            wrong = [f"lacks {k}=" for k in missing] + [f"does not know {k}=" for k in extra] or ["has a word twice"]
            self.say(line, f"'{shown}' {' and '.join(wrong)}")
            return None
        return Reference(kind, given, shown, line)


def parse(text: str) -> Prose:
    """A text in parts; what cannot be read stands in `wrong`, and nothing is raised."""
    return _Reader().read(text)
