"""Every arrow points down: reads the imports of all modules, also those hidden in functions or for types only."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "impactmonitor"

# Top to bottom. What stands on one line may not import each other; a package may import itself.
LAYERS = [
    ("__main__",),
    ("commands",),
    ("web", "api"),
    ("reports",),
    ("workspaces",),
    ("accounts",),
    ("routes",),
    ("meaning",),
    ("present",),
    # -- the fence: above this line only released tables --
    ("release",),
    ("disclosure",),
    ("statistics",),
    ("indicators",),
    ("store",),
    ("deliveries",),
    ("geography",),
    ("combinations",),
    ("catalogue",),
    ("outgoing",),
    ("tables", "actors", "settings", "formulas"),
    ("periods", "language"),
    ("files",),
    ("exceptions",),
    ("findings",),
    ("__init__",),
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
FENCE = RANK["release"]
DOORS = {"impactmonitor.release.read", "impactmonitor.release.selection", "impactmonitor.release.compare"}
BEHIND = {"disclosure", "indicators", "store", "deliveries", "outgoing"}
EXEMPT = {"__main__", "commands"}
DJANGO = {"web", "accounts", "workspaces", "api"}
STARTS_DJANGO = "impactmonitor.commands.serve"


def name_of(path: Path, root: Path = PACKAGE) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, source: str, modules: Mapping[str, str], is_package: bool = False) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in the file the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = name.split(".")[: len(name.split(".")) - node.level + is_package]
                base = ".".join([*above, *([base] if base else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                is_module = inner in modules or any(m.startswith(f"{inner}.") for m in modules)
                yield node.lineno, inner if is_module else base
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield node.lineno, str(node.args[0].value)


def layer(name: str) -> str:
    return [*name.split("."), "__init__"][1]


def violations(modules: Mapping[str, str], packages: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with a set of modules (name to source), as sentences."""
    found = []
    for name, source in modules.items():
        here = layer(name)
        if here not in RANK:
            found.append(f"{name}: '{here}' has no place in LAYERS")
            continue
        for line, target in imports(name, source, modules, name in packages):
            place = f"{name}:{line} imports {target}"
            if target.split(".")[0] == "django" and here not in DJANGO and name != STARTS_DJANGO:
                found.append(f"{place}: Django stays in {', '.join(sorted(DJANGO))}")
            if target.split(".")[0] != "impactmonitor":
                continue
            there = layer(target)
            if there not in RANK:
                found.append(f"{place}: '{there}' has no place in LAYERS")
            elif RANK[there] < RANK[here] or (RANK[there] == RANK[here] and there != here):
                found.append(f"{place}: that points up or sideways")
            elif (
                RANK[here] < FENCE
                and here not in EXEMPT
                and (there in BEHIND or (there == "release" and target not in DOORS))
            ):
                found.append(f"{place}: that crosses the fence")
    return found


def real() -> tuple[dict[str, str], frozenset[str]]:
    paths = sorted(p for p in PACKAGE.rglob("*.py"))
    return (
        {name_of(p): p.read_text(encoding="utf-8") for p in paths},
        frozenset(name_of(p) for p in paths if p.name == "__init__.py"),
    )


def test_every_arrow_of_the_real_code_points_down() -> None:
    modules, packages = real()
    assert {"impactmonitor.release.read", "impactmonitor.tables", "impactmonitor.__main__"} <= set(modules)
    assert violations(modules, packages) == []


def test_the_checker_reads_the_arrows_that_are_there() -> None:
    """A checker that sees no imports would find nothing wrong either."""
    modules, packages = real()
    seen = {(layer(n), layer(t)) for n, s in modules.items() for _, t in imports(n, s, modules, n in packages)}
    assert {
        ("commands", "release"),
        ("present", "release"),
        ("release", "indicators"),
        ("exceptions", "findings"),
    } <= seen


BASE = {
    f"impactmonitor.{name}": ""
    for name in ("release.read", "release.publish", "store.connect", "meaning.words", "tables")
}


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("tables", "from impactmonitor.release import read", "points up"),
        ("tables", "def late():\n    import impactmonitor.release.read", "points up"),
        (
            "tables",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from impactmonitor.store import connect",
            "points up",
        ),
        ("tables", "import importlib\nimportlib.import_module('impactmonitor.release.read')", "points up"),
        ("tables", "from . import meaning", "points up"),
        ("store.connect", "from ..release import read", "points up"),
        ("web.page", "import impactmonitor.api.shapes", "sideways"),
        ("settings", "from impactmonitor import tables", "sideways"),
        ("meaning.words", "from impactmonitor.release import publish", "crosses the fence"),
        ("meaning.words", "from impactmonitor.release.publish import publish", "crosses the fence"),
        ("meaning.words", "import impactmonitor.release", "crosses the fence"),
        ("web.page", "from impactmonitor.store import connect", "crosses the fence"),
        ("routes.plan", "def late():\n    from impactmonitor.deliveries.printed import x", "crosses the fence"),
        ("present.charts", "from django.utils import html", "Django"),
        ("release.read", "import django", "Django"),
        ("surprise.module", "", "no place in LAYERS"),
        ("web.page", "import impactmonitor.surprise", "no place in LAYERS"),
    ],
)
def test_the_checker_refuses(module: str, source: str, complaint: str) -> None:
    (found,) = violations(BASE | {f"impactmonitor.{module}": source})
    assert complaint in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("web.page", "from impactmonitor.release import read\nfrom impactmonitor.release.read import open_release"),
        ("web.page", "from impactmonitor.release.selection import Selection\nimport impactmonitor.release.compare"),
        ("web.page", "from django.http import HttpRequest\nfrom . import other\nfrom impactmonitor import tables"),
        ("commands.build", "from impactmonitor.release import publish\nfrom impactmonitor.store import connect"),
        ("release.publish", "import impactmonitor\nfrom impactmonitor.store import connect\nimport djangoish"),
    ],
)
def test_the_checker_accepts(module: str, source: str) -> None:
    assert violations(BASE | {f"impactmonitor.{module}": source}) == []
