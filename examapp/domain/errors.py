"""The base of every error a person may see."""

from __future__ import annotations

import inspect

from examapp.domain.problems import worded


class ExamError(Exception):
    """出现错误。"""

    code = "error"

    def __init__(self, **parameters: object) -> None:
        """Keep the values that the sentence in the class's docstring names as `{name}`."""
        self.parameters = parameters
        super().__init__(self.message)

    @classmethod
    def sentence(cls) -> str:
        """Return the sentence shown, in Chinese, before its parameters are filled in."""
        return inspect.getdoc(cls) or ""

    @property
    def message(self) -> str:
        """The sentence shown, in Chinese."""
        return worded(self.sentence(), self.parameters)
