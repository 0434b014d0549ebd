"""One interaction of QTI as one question, or as one part of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from examapp.bank_formats.answer_texts import judgement_of
from examapp.bank_formats.cleaning import compact, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.qti_keys import AnswerKeys
from examapp.bank_formats.report import Place
from examapp.bank_formats.weighted_answers import FULL, WeightedAnswer, texts_of
from examapp.bank_formats.xml_reading import Element, descendants
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    Option,
    Question,
)
from examapp.domain.wording import N_

# No honest item has as many answers and rules; asking them all of each other takes the square of their number.
MOST_RULES = 500
_TRUTHS = {"true": True, "false": False}


class KindNotRead(Exception):
    """An item of a kind that has no place here; `is_word` says that `label` is a word to translate."""

    def __init__(self, label: str, *, is_word: bool = False) -> None:
        """Keep what the kind is called."""
        super().__init__(label)
        self.label = label
        self.is_word = is_word


def refuse_endless_rules(item: Element, *names: str) -> None:
    """Raise KindNotRead for an item with more rules of these names than anybody wrote by hand."""
    if sum(1 for _ in descendants(item, *names)) > MOST_RULES:
        raise KindNotRead(N_("判分规则过长的题"), is_word=True)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """What an item holds for right, and where to note what is wrong with it."""

    keys: AnswerKeys
    place: Place
    own: ProblemList

    def variable(self, interaction: Element) -> str:
        """Return the identifier of the response to an interaction; raise KindNotRead when it isn't declared."""
        identifier = interaction.get("responseIdentifier", "")
        if identifier not in self.keys.declarations:
            raise KindNotRead(f"{interaction.tag} {identifier}")
        return identifier

    def check_scoring(self, interaction: Element, right: tuple[str, ...]) -> None:
        """Note weights by which some of the right values count more than others."""
        declaration = self.keys.declarations[self.variable(interaction)]
        values = {declaration.mapping[each].value for each in right if each in declaration.mapping}
        if declaration.mapping and len(values) > 1:
            listed = "、".join(f"{each}={entry.value}" for each, entry in declaration.mapping.items())
            self.own.warning("partial_weights", self.place, text=excerpt(listed))


def letters_for(asked: AskedItem, identifiers: list[str]) -> dict[str, str] | None:
    """Return the letter of each choice: its own where all have one, else A, B, C…; None with an error."""
    if len(identifiers) > len(OPTION_LETTERS):
        asked.own.error("too_many_options", asked.place, count=len(identifiers), limit=len(OPTION_LETTERS))
        return None
    lettered = all(len(each) == 1 and each in OPTION_LETTERS for each in identifiers)
    # Initials of words, such as H and O, are no letters of a list: that begins with A.
    if lettered and list(identifiers) == sorted(set(identifiers)) and identifiers[:1] == ["A"]:
        return {each: each for each in identifiers}
    return dict(zip(identifiers, OPTION_LETTERS, strict=False))


def choice_part(
    asked: AskedItem, interaction: Element, choices: Sequence[tuple[str, str, bool]], *, judged: bool = True
) -> Question | None:
    """Return a choice, or a verdict where right and wrong are all there is to choose from."""
    identifier = asked.variable(interaction)
    letters = letters_for(asked, [each for each, _, _ in choices])
    if letters is None:
        return None
    if asked.keys.declarations[identifier].cardinality == "multiple":
        keys = _multiple_keys(asked, identifier, [each for each, _, _ in choices])
        qtype = "multiple"
    else:
        weights = asked.keys.weights(identifier, [each for each, _, _ in choices])
        keys = {each for each, weight in weights.items() if weight >= FULL}
        qtype = "single"
        _note_partial(asked, weights)
    if not keys:
        return None
    truth = _truth_of(choices, keys) if judged and qtype == "single" else None
    if truth is not None:
        return Question("", "judge", "", JudgeAnswer(truth))
    answer = ChoiceAnswer(frozenset(letters[each] for each in keys if each in letters))
    return Question("", qtype, "", answer, _options(choices, letters))


def text_part(asked: AskedItem, interaction: Element) -> Question | None:
    """Return a blank, or a number where numbers are asked for."""
    identifier = asked.variable(interaction)
    if asked.keys.is_number(identifier):
        return number_part(asked, interaction)
    weights = asked.keys.weights(identifier, asked.keys.texts(identifier))
    answers = [WeightedAnswer(text.replace("*", "\\*"), weight) for text, weight in weights.items()]
    blank = texts_of(answers, asked.place, asked.own)
    if blank is None:
        return None
    _note_case(asked, identifier, blank)
    return Question("", "blank", "", blank)


def number_part(asked: AskedItem, interaction: Element) -> Question | None:
    """Return a number with the ranges that earn everything."""
    identifier = asked.variable(interaction)
    declaration = asked.keys.declarations[identifier]
    ranges = asked.keys.ranges(identifier)
    weights = asked.keys.weights(identifier, list(declaration.mapping))
    for text, weight in weights.items():
        if 0 < weight < FULL:
            asked.own.warning("partial_answer", asked.place, text=excerpt(text), weight=f"{weight:f}")
    ordered = sorted(ranges, key=lambda accepted: (accepted.low, accepted.high))
    return Question("", "numeric", "", NumericAnswer(tuple(ordered))) if ranges else None


def _options(choices: Sequence[tuple[str, str, bool]], letters: Mapping[str, str]) -> tuple[Option, ...]:
    pairs = [(letters[identifier], text) for identifier, text, _ in choices if identifier in letters]
    kept = pinned_ids(pairs) | {letters[identifier] for identifier, _, fixed in choices if fixed}
    return tuple(Option(letter, text, letter in kept) for letter, text in pairs)


def _truth_of(choices: Sequence[tuple[str, str, bool]], keys: set[str]) -> bool | None:
    """Return what is right of a right and a wrong, told by identifiers or by texts; None for other choices."""
    if len(choices) != 2 or len(keys) != 1:
        return None
    by_identifier = {
        identifier: _TRUTHS.get(identifier.lower().rpartition(".")[2]) for identifier, _, _ in choices
    }
    by_text = {
        identifier: judgement_of(text) if compact(text) not in ("x", "y", "1", "0") else None
        for identifier, text, _ in choices
    }
    for verdicts in (by_text, by_identifier):
        if set(verdicts.values()) == {True, False}:
            return verdicts.get(next(iter(keys)))
    return None


def _multiple_keys(asked: AskedItem, identifier: str, choices: Sequence[str]) -> set[str]:
    keys = [each for each in asked.keys.right(identifier) if each in choices]
    rest = {name: values for name, values in asked.keys.all_right().items() if name != identifier}
    full = asked.keys.score({**rest, identifier: tuple(keys)})
    if full is not None and full <= (asked.keys.score(rest) or Decimal(0)):
        return set()
    if keys and full is not None and not _is_one_of_our_schemes(asked, rest, identifier, keys, choices, full):
        declaration = asked.keys.declarations[identifier]
        listed = "、".join(f"{each}={entry.value}" for each, entry in declaration.mapping.items())
        asked.own.warning("partial_weights", asked.place, text=excerpt(listed or identifier))
    return set(keys)


def _is_one_of_our_schemes(
    asked: AskedItem,
    rest: Mapping[str, tuple[str, ...]],
    identifier: str,
    keys: Sequence[str],
    choices: Sequence[str],
    full: Decimal,
) -> bool:
    """Return whether points go all or none, or evenly: what each right option adds, a wrong one takes away."""
    nothing = asked.keys.score(rest) or Decimal(0)

    def gain(chosen: Sequence[str]) -> Decimal:
        return (asked.keys.score({**rest, identifier: tuple(chosen)}) or Decimal(0)) - nothing

    share = (full - nothing) / len(keys)
    alone = {gain([key]) for key in keys}
    beside = {gain([*keys, each]) for each in choices if each not in keys}
    if len(keys) > 1 and alone == {Decimal(0)} and beside <= {Decimal(0)}:
        return True
    even = all(abs(each - share) < Decimal("0.001") for each in alone)
    return even and (
        all(abs(each - (full - nothing - share)) < Decimal("0.001") for each in beside) or len(keys) == 1
    )


def _note_partial(asked: AskedItem, weights: Mapping[str, Decimal]) -> None:
    if any(0 < weight < FULL for weight in weights.values()):
        listed = "、".join(f"{each}={weight:f}%" for each, weight in weights.items())
        asked.own.warning("partial_weights", asked.place, text=excerpt(listed))


def _note_case(asked: AskedItem, identifier: str, blank: BlankAnswer) -> None:
    """Note a text that would not be right in other letters: a blank here doesn't mind."""
    text = blank.blanks[0][0]
    if text.swapcase() == text:
        return
    weights = asked.keys.weights(identifier, [text, text.swapcase()])
    if weights[text.swapcase()] < FULL:
        asked.own.warning("case_counts", asked.place, text=excerpt(text))
