"""Sentences about what is wrong with an input, kept apart from their values so that they translate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence with `{name}` parameters; a parameter may be a tuple of sentences, shown as a list."""

    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`, which maps templates to templates."""
        shown = {name: _shown(value, translate) for name, value in self.parameters.items()}
        return translate(self.template).format(**shown)

    @property
    def message(self) -> str:
        """The sentence in Chinese."""
        return self.render()


def _shown(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return translate(N_("、")).join(part.render(translate) for part in value)
    return value
