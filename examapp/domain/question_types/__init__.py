"""Question types, a module each: how a response is read, graded and put into words.

Adding one:

1. Write one module here with a module-level `TYPE` that offers all of `base.QuestionType`; its
   `position` says where it stands among the types on a screen, its `label` is marked with `N_`.
2. If no answer class of `domain.questions` fits its key, add one there, with its JSON both ways.
3. `parse` may raise nothing but `BadResponse`, whatever JSON it is given, and `grade` gives nothing
   for a blank: `tests/domain/question_types/test_registry.py` checks both for every type it finds.
4. Add `tests/domain/question_types/test_<code>.py` with a table for each scheme of partial credit.
5. Show it on the phone: an input for its wire format in the templates of a question.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from examapp.domain.question_types.base import BadResponse, QuestionType, Response

__all__ = ["QUESTION_TYPES", "BadResponse", "QuestionType", "Response"]


def _found_types() -> list[QuestionType]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    types = [module.TYPE for module in modules if hasattr(module, "TYPE")]
    return sorted(types, key=lambda question_type: question_type.position)


QUESTION_TYPES: dict[str, QuestionType] = {found.code: found for found in _found_types()}
