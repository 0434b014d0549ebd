"""What someone made up does on a phone: how they answer, hesitate, flag and reload; all from one seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Question
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
        if self._happens(self._skill):
            return _right_response(question, item)
        if question.qtype == "judge":
            return [self._chance.choice("TF")]
        letters = ascii_uppercase[: len(item.options)]
        count = self._chance.randint(2, len(letters)) if question.qtype == "multiple" else 1
        return sorted(self._chance.sample(letters, count))


def _right_response(question: Question, item: SeenItem) -> object:
    match question.answer:
        case JudgeAnswer(value):
            return ["T" if value else "F"]
        case ChoiceAnswer(keys):
            right = {option.text for option in question.options if option.id in keys}
            shown = zip(ascii_uppercase, item.options, strict=False)
            return [letter for letter, text in shown if text in right]
        case _:
            raise TypeError(f"no made-up answer to a question of type {question.qtype}")
