"""Message extractor: the docstring of an error class is the sentence a person sees."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

Message = tuple[int, str, str, list[str]]


def extract(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Yield what Babel's own extractor finds, and the docstrings of classes with Chinese ones."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.ClassDef):
            sentence = inspect.cleandoc(ast.get_docstring(node) or "")
            if _is_shown(node, sentence):
                yield node.lineno, "gettext", sentence, []


def _is_shown(node: ast.ClassDef, sentence: str) -> bool:
    named = any("Error" in ast.unparse(base) or node.name for base in node.bases)
    return named and bool(sentence) and "一" <= sentence[0] <= "鿿" and "。" in sentence
