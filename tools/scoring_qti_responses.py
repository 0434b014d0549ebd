"""Responses to an item of QTI, as the phone would send them for the question it is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase
from typing import Any

from examapp.bank_formats.qti_keys import ItemKeys
from examapp.bank_formats.xml_reading import Element, children, descendants, name_of
from examapp.domain.questions import Question
from tools.scoring_cases import Case

_CHOICES = ("simpleChoice", "inlineChoice", "hottext", "gapText")


@dataclass(frozen=True, slots=True)
class GivenItem:
    """A question, the item it was read from, and the interactions of that item in order."""

    question: Question
    keys: ItemKeys
    interactions: Sequence[Element]

    def case(self, case: dict[str, Any]) -> Case:
        """Return a case as the phone would send it."""
        responses = {
            name: [str(value) for value in each["values"]] for name, each in case["responses"].items()
        }
        full = self.keys.score(self.keys.all_right())
        scored = self.keys.score(responses)
        whole = Fraction(full) if full else Fraction(1)
        told = " | ".join(
            ",".join(values) for name, values in responses.items() if name in self.keys.all_right()
        )
        rules = Fraction(scored) / whole if scored is not None else None
        return Case(told or "(none)", self._raw(responses), Fraction(str(case["expected"])) / whole, rules)

    def _raw(self, responses: Mapping[str, list[str]]) -> list[str]:
        names = self._names()
        if self.question.qtype == "matching":
            return self._pairs(responses.get(names[0], []))
        if any(name_of(each) == "gapMatchInteraction" for each in self.interactions):
            return self._gaps(responses.get(names[0], []))
        if self.question.qtype == "blank":
            return [text for name in names for text in (responses.get(name) or [""])]
        parts = self.question.parts or (self.question,)
        pairs = zip(parts, names, strict=False)
        return [text for part, name in pairs for text in self._part(part, name, responses.get(name, []))]

    def _names(self) -> list[str]:
        """Return the response variables in the order of the question's parts."""
        named = [each.get("responseIdentifier", "") for each in self.interactions]
        return named or [name for name in self.keys.declarations if self.keys.right(name)]

    def _part(self, part: Question, name: str, values: list[str]) -> list[str]:
        letters = dict(zip(self._identifiers(part, name), ascii_uppercase, strict=False))
        if part.qtype == "ordering":
            places = {letters.get(each): str(number) for number, each in enumerate(values, 1)}
            return [places.get(letter, "") for letter in ascii_uppercase[: len(part.options)]]
        if part.qtype == "judge":
            truths = dict(zip(self._identifiers(part, name), self._truths(part, name), strict=False))
            return [truths.get(each, "?") for each in values] or [""]
        if part.qtype in ("blank", "numeric"):
            return values or [""]
        chosen = "".join(letters.get(each, "?") for each in values)
        return [chosen] if self.question.parts else list(chosen)

    def _truths(self, part: Question, name: str) -> list[str]:
        """Return T and F in the order of the choices: the right one says what the statement is."""
        right = self.keys.right(name)
        value = bool(getattr(part.answer, "value", False))
        return [("T" if (each in right) is value else "F") for each in self._identifiers(part, name)]

    def _identifiers(self, part: Question, name: str) -> list[str]:
        """Return the identifiers of the choices of a variable, in the order of the options."""
        for interaction in self.interactions:
            if interaction.get("responseIdentifier") == name:
                return [each.get("identifier", "") for each in descendants(interaction, *_CHOICES)]
        return [option.text for option in part.options]

    def _pairs(self, values: list[str]) -> list[str]:
        """Return the letter chosen for each prompt of a matching question."""
        left, right = (
            [each.get("identifier", "") for each in children(one, "simpleAssociableChoice")]
            for one in descendants(self.interactions[0], "simpleMatchSet")
        )
        letters = dict(zip(right, ascii_uppercase, strict=False))
        chosen = dict(value.split()[:2] for value in values if len(value.split()) == 2)
        return [letters.get(chosen.get(each, ""), "") for each in left]

    def _gaps(self, values: list[str]) -> list[str]:
        """Return the letter chosen for each gap of a text."""
        texts = [each.get("identifier", "") for each in descendants(self.interactions[0], "gapText")]
        letters = dict(zip(texts, ascii_uppercase, strict=False))
        chosen = {value.split()[1]: value.split()[0] for value in values if len(value.split()) == 2}
        gaps = descendants(self.interactions[0], "gap")
        return [letters.get(chosen.get(gap.get("identifier", ""), ""), "") for gap in gaps]
