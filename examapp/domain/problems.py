"""Sentences about what is wrong with an input, kept apart from their values so that they translate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence, or a part of one, with `{name}` parameters."""

    template: str
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`, which maps templates to templates."""
        return worded(self.template, self.parameters, translate)

    @property
    def message(self) -> str:
        """The sentence in Chinese."""
        return self.render()


def as_it_is(text: str) -> Problem:
    """Return a text that no language changes as a part of a list."""
    return Problem("{text}", {"text": text})


def worded(template: str, parameters: Mapping[str, object], translate: Callable[[str], str] = str) -> str:
    """Return a sentence with its values; one may be a sentence itself, or a tuple of them, shown as a list."""
    shown = {name: _shown(value, translate) for name, value in parameters.items()}
    return translate(template).format(**shown)


def _shown(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Problem):
        return value.render(translate)
    if isinstance(value, tuple):
        return translate(N_("、")).join(part.render(translate) for part in value)
    return value
