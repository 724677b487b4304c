"""Texts of the interface: each can be gathered, has English, and the English has the same parts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from impactmonitor import language

PACKAGE = Path(language.__file__).parent
FILE = language.LOCALE / "en/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_noop"}
PARTS = re.compile(r"\{[a-z_]+\}|%\([a-z_]+\)s")
DUTCH = re.compile(
    r"\b(het|een|van|niet|voor|zijn|wordt|worden|deze|dit|naar|cijfers?|regio’s|geen|ook|maar|nog)\b", re.I
)


def messages() -> list[Message]:
    with FILE.open("rb") as stream:
        return [message for message in read_po(stream, locale="en") if message.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else [part or "" for part in text or ("",)]


def pairs() -> Iterator[tuple[str, str]]:
    """Each Dutch form with the English one of the same number."""
    for message in messages():
        yield from zip(forms(message.id), forms(message.string), strict=True)


def called(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_text_is_whole_where_it_is_marked(path: Path) -> None:
    """A text put together, or marked inside an f-string, cannot be gathered."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            inner = [n for n in ast.walk(node) if called(n) and any(isinstance(a, ast.Constant) for a in n.args)]
            assert not inner, f"line {node.lineno}: marked inside an f-string"
        if called(node):
            assert not any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args), f"line {node.lineno}"


def test_the_english_has_the_same_parts() -> None:
    filled = [(nl, en) for nl, en in pairs() if en]
    assert len(filled) > 200
    assert [(nl, en) for nl, en in filled if sorted(PARTS.findall(nl)) != sorted(PARTS.findall(en))] == []


def test_the_english_begins_and_ends_in_the_same_way() -> None:
    def ends(text: str) -> tuple[bool, bool, str]:
        last = text.rstrip()[-1:]
        return text[:1].isspace(), text[-1:].isspace(), last if last in ".?!:;" else ""

    assert [(nl, en) for nl, en in pairs() if en and ends(nl) != ends(en)] == []


def test_no_dutch_word_is_left_in_the_english() -> None:
    assert [en for _, en in pairs() if DUTCH.search(en)] == []


def test_every_text_has_english() -> None:
    missing = [message.id for message in messages() if message.fuzzy or not all(forms(message.string))]
    assert missing == [], "write their English in django.po (docs/how-to/translate.md)"
