"""What someone made up does on a phone: how they answer, hesitate, flag and reload; all from one seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    Question,
)
from examapp.domain.rehearsal import EntryKind, RehearsedEntrant, SeenItem

CHANGES_OF_MIND = 0.08
CLEARED = 0.01
FLAGGED = 0.04
RELOADS = 0.05
SENT_TWICE = 0.05
LARGEST_BATCH = 5
LEAST_SKILL, MOST_SKILL = 0.4, 0.98


@dataclass(frozen=True, slots=True)
class Tap:
    """One thing done on the screen."""

    item: int
    kind: EntryKind
    response: object


class Behaviour:
    """The habits of one entrant; the same seed always does the same."""

    def __init__(self, entrant: RehearsedEntrant, seed: int) -> None:
        """Draw a skill: the chance of knowing an answer."""
        self._chance = Random(f"{seed}|{entrant.ticket}")  # noqa: S311 - plays a part, keeps no secret
        self._questions = entrant.event.questions
        self._skill = self._chance.uniform(LEAST_SKILL, MOST_SKILL)

    def taps(self, items: Sequence[SeenItem]) -> Iterator[Tap]:
        """Yield every tap of a sitting: all items in order, some flagged, some changed later."""
        for number, item in enumerate(items, start=1):
            yield Tap(number, "answer", self._response(item))
            if self._happens(FLAGGED):
                yield Tap(number, "flag", True)
            if self._happens(CHANGES_OF_MIND):
                earlier = self._chance.randint(1, number)
                yield Tap(earlier, "answer", self._second_thought(items[earlier - 1]))

    def batch_size(self) -> int:
        """Return after how many taps to save next."""
        return self._chance.randint(1, LARGEST_BATCH)

    def reload_after(self, taps: int) -> int | None:
        """Return after which tap the page is reloaded, None for never."""
        return self._chance.randint(1, taps) if self._happens(RELOADS) else None

    def reloads_while_sending(self) -> bool:
        """Tell whether a save is under way when the page is reloaded."""
        return self._happens(0.5)

    def sends_twice(self) -> bool:
        """Tell whether the next save is sent twice at once."""
        return self._happens(SENT_TWICE)

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability

    def _second_thought(self, item: SeenItem) -> object:
        return None if self._happens(CLEARED / CHANGES_OF_MIND) else self._response(item)

    def _response(self, item: SeenItem) -> object:
        question = self._questions[item.stem]
        if not question.parts:
            return self._answer(question, item)
        # Every part is known or not by itself.
        texts = (
            _texts(part, self._answer(part, seen))
            for part, seen in zip(question.parts, item.parts, strict=True)
        )
        return [text for of_part in texts for text in of_part]

    def _answer(self, question: Question, item: SeenItem) -> list[str]:
        if self._happens(self._skill):
            return right_response(question, item)
        letters = ascii_uppercase[: len(item.options)]
        match question.answer:
            case JudgeAnswer():
                return [self._chance.choice("TF")]
            case MatchingAnswer(pairs):
                return [self._chance.choice(letters) for _ in pairs]
            case OrderAnswer(order):
                return self._chance.sample([str(place + 1) for place in range(len(order))], len(order))
            case BlankAnswer(blanks):
                return ["不知道"] * len(blanks)
            case NumericAnswer():
                return ["-1"]
        count = self._chance.randint(2, len(letters)) if question.qtype == "multiple" else 1
        return sorted(self._chance.sample(letters, count))


def _texts(part: Question, response: list[str]) -> list[str]:
    """Return the texts of a part in its question's response: the letters of 多选 are one."""
    return ["".join(response)] if part.qtype == "multiple" else response


def right_response(question: Question, item: SeenItem) -> list[str]:
    """Return what answers a question without parts right, with the letters displayed."""
    text_of = {option.id: option.text for option in question.options}
    shown = dict(zip(item.options, ascii_uppercase, strict=False))
    match question.answer:
        case JudgeAnswer(value):
            return ["T" if value else "F"]
        case ChoiceAnswer(keys):
            return sorted(shown[text_of[key]] for key in keys)
        case MatchingAnswer(pairs):
            option_for = dict(pairs)
            return [shown[text_of[option_for[prompt.id]]] for prompt in question.prompts]
        case OrderAnswer(order):
            places = {text_of[option]: str(place) for place, option in enumerate(order, start=1)}
            return [places[text] for text in item.options]
        case BlankAnswer(blanks):
            return [texts[0] for texts in blanks]
        case NumericAnswer(ranges):
            return [str(ranges[0].low)]
        case _:
            raise TypeError(f"no made-up answer to a question of type {question.qtype}")
