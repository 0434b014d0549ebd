"""Message extractor: the docstring of an ExamError is the sentence a person sees."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

from examapp.domain.errors import ExamError

PROJECT = Path(__file__).parents[1]


def extract(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Yield what Babel's own extractor finds, and the sentences of the module's own errors."""
    yield from extract_python(file, keywords, comment_tags, options)
    path = Path(file.name).resolve().relative_to(PROJECT)
    module = import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    for thing in vars(module).values():
        if inspect.isclass(thing) and issubclass(thing, ExamError) and thing.__module__ == module.__name__:
            yield inspect.getsourcelines(thing)[1], "gettext", thing.sentence(), []
