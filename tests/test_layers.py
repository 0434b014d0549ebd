"""The walls of the house: who may import whom."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "examapp"
FILES = sorted(path for path in ROOT.rglob("*.py"))

# What each layer may import of ours, besides itself.
ALLOWED = {
    "domain": set(),
    "markup": {"domain"},
    "pictures": {"domain"},
    "bank_formats": {"domain", "markup", "pictures"},
    "roster_formats": {"domain", "bank_formats"},
    "list_formats": {"domain"},
    "printing": {"domain", "markup"},
    "storage": {"domain"},
    "rehearsal": {"domain"},
    "services": {
        "domain",
        "markup",
        "pictures",
        "bank_formats",
        "roster_formats",
        "list_formats",
        "printing",
        "storage",
    },
    "web": {"domain", "bank_formats", "services"},
    "cli": {"domain", "bank_formats", "roster_formats", "list_formats", "services", "rehearsal"},
}
FORBIDDEN_LIBRARIES = {
    "markup": {"flask", "sqlalchemy"},
    "pictures": {"flask", "sqlalchemy"},
    "bank_formats": {"flask", "sqlalchemy"},
    "roster_formats": {"flask", "sqlalchemy"},
    "list_formats": {"flask", "sqlalchemy"},
    "printing": {"flask", "sqlalchemy"},
    "storage": {"flask"},
    "rehearsal": {"flask", "sqlalchemy"},
    "services": {"flask", "flask_login", "flask_babel", "wtforms"},
    "web": {"sqlalchemy"},
    "cli": {"sqlalchemy"},
}


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def layer_of(path: Path) -> str:
    """Return the first folder below examapp, empty for its own modules."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", [p for p in FILES if layer_of(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_layer_imports_only_the_layers_below_it(path: Path) -> None:
    layer = layer_of(path)
    for name in imported_modules(path):
        first, _, rest = name.partition(".")
        if first == "examapp":
            assert rest.split(".")[0] in ALLOWED[layer] | {layer}, f"{layer} imports {name}"
        assert first not in FORBIDDEN_LIBRARIES.get(layer, set()), f"{layer} imports {name}"


@pytest.mark.parametrize("path", [p for p in FILES if layer_of(p) == "domain"], ids=lambda p: p.name)
def test_the_domain_needs_nothing_but_the_standard_library(path: Path) -> None:
    for name in imported_modules(path):
        first = name.split(".")[0]
        assert first == "examapp" or first in sys.stdlib_module_names, name
        assert first not in {"random", "time", "secrets"}, f"{name}: clocks and randomness are arguments"


def test_every_folder_says_in_one_sentence_what_belongs_in_it() -> None:
    for path in ROOT.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text())), path
