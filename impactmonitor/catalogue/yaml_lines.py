"""Read a YAML file and remember on which line every value stands, so that an error can name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from impactmonitor.findings import Finding

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path_ = tuple[str | int, ...]


class LineMap(dict[Path_, int]):
    """Line of each path in a YAML document, counted from 1."""

    def nearest(self, path: Path_) -> int:
        """Line of the path, or of the closest parent that stands in the file."""
        while path not in self and path:
            path = path[:-1]
        return self.get(path, 1)


def _walk(node: Any, path: Path_, lines: LineMap) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)  # a list as key is refused when the document is made
            _walk(value, (*path, name), lines)
            lines[(*path, name)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), lines)


def _duplicate_keys(node: Any, file: str) -> list[Finding]:
    found = []
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line, name = key.start_mark.line + 1, str(key.value)
            if name in seen:
                found.append(
                    Finding(file, line, f"'{name}' stands here twice (also on line {seen[name]})", "Keep one.")
                )
            seen[name] = line
            found += _duplicate_keys(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            found += _duplicate_keys(item, file)
    return found


def read(path: Path, name: str) -> tuple[Any, LineMap, list[Finding]]:
    """Content, line map and findings of one file. `name` is the file name used in findings."""
    lines = LineMap()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, lines, [Finding(name, line, "is not UTF-8", "Save the file as UTF-8.")]
    try:
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None, lines, [Finding(name, 1, "is empty", "Fill it in or remove it.")]
            _walk(node, (), lines)
            findings = _duplicate_keys(node, name)
            return loader.construct_document(node), lines, findings
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remedy = "Check indentation and quotes; a text with ': ' or '#' in it needs quotes."
        return None, lines, [Finding(name, mark.line + 1 if mark else 1, f"is not valid YAML: {error.problem}", remedy)]
    except RecursionError:
        return (
            None,
            lines,
            [Finding(name, 1, "refers to itself, or is nested too deep", "Write it out without & and *.")],
        )
    except (yaml.YAMLError, ValueError) as error:
        return (
            None,
            lines,
            [Finding(name, 1, f"cannot be read: {error}", "Save it as UTF-8 without special characters.")],
        )
