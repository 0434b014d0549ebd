"""What is odd about the keys of a whole bank: keys that a guesser could use, and keys never filled in.

Each rule is silent below a number of questions at which chance alone would set it off about once in a
thousand sound banks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from examapp.domain.problems import Problem
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Question
from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class OddKey:
    """Something odd about one question (by its position), or about all of them together."""

    code: str
    problem: Problem
    number: int | None = None


_FEWEST = 12
_FEWEST_LONGEST = 20
# Once in a thousand sound banks is an accident.
_ACCIDENT = 0.001
_USEFUL_LEAN = 0.12
_SHARE_OF_LONGEST = 0.6
_SHARE_OF_PATTERN = 0.95
_SHARE_OF_ONE_KEY = 0.3
_LONGEST_PERIOD = 8
_SHORTEST_TEXT = 4
_SHOWN = 40

ALL_THE_SAME = N_("{count} 道单选题的答案全是 {key}。请核对答案列是否填错，或打乱选项。")
UNEVEN = N_("{count} 道单选题中有 {n} 道的答案是 {key}（{percent}%），与平均相差太远。请核对，或打乱选项。")
IN_ORDER = N_("单选题的答案按“{pattern}”循环（{count} 题），像是填充出来的。请核对答案列。")
LONGEST = N_(
    "{count} 道单选题中有 {n} 道的正确选项比其他选项都长（{percent}%），不懂的人也猜得到。请把选项改得长短相近。"
)
ALL_JUDGED_ALIKE = N_("{count} 道判断题的答案全是“{key}”。请核对答案列，或补充相反的题目。")
ONE_KEY = N_("{count} 道多选题中有 {n} 道只有一个答案。请核对题型或答案。")
KEY_IN_STEM = N_("题干里就有正确选项的文字“{text}”，而没有其他选项的。请核对是否泄露了答案。")
RIGHT, WRONG = N_("正确"), N_("错误")


def odd_keys(questions: Sequence[Question]) -> tuple[OddKey, ...]:
    """Return everything odd about the keys, looking at the questions in their order."""
    singles = [question for question in questions if question.qtype == "single" and question.options]
    return (
        *_letters(singles),
        *_longest(singles),
        *_one_key(questions),
        *_judged(questions),
        *_keys_in_stems(questions),
    )


def _letters(singles: Sequence[Question]) -> Iterator[OddKey]:
    """Look at the letters only: all the same, in a circle, or far from even."""
    keys = [_key(question) for question in singles]
    counts = Counter(keys)
    if len(keys) < _FEWEST:
        return
    if len(counts) == 1:
        yield OddKey("keys_all_the_same", Problem(ALL_THE_SAME, {"count": len(keys), "key": keys[0]}))
    elif pattern := _pattern(keys):
        yield OddKey("keys_in_order", Problem(IN_ORDER, {"count": len(keys), "pattern": pattern}))
    else:
        yield from _uneven(singles, counts)


def _pattern(keys: Sequence[str]) -> str:
    """Return the letters that come round and round, empty when none do."""
    for period in range(2, _LONGEST_PERIOD + 1):
        pairs = len(keys) - period
        again = sum(key == later for key, later in zip(keys, keys[period:], strict=False))
        if pairs >= 2 * period and again >= _SHARE_OF_PATTERN * pairs:
            return "".join(keys[:period])
    return ""


def _uneven(singles: Sequence[Question], counts: Counter[str]) -> Iterator[OddKey]:
    total = len(singles)
    even = sum(1 / len(question.options) for question in singles) / total
    key, n = counts.most_common(1)[0]
    # A lean that nobody could use is no defect, however sure it is in a large bank.
    if n > (even + _USEFUL_LEAN) * total and len(counts) * _chance(n / total, even, total) < _ACCIDENT:
        values = {"count": total, "n": n, "key": key, "percent": round(100 * n / total)}
        yield OddKey("keys_uneven", Problem(UNEVEN, values))


def _chance(share: float, even: float, total: int) -> float:
    """Return an upper bound of the chance of such a share or more (Chernoff 1952, by relative entropy)."""
    rest = (1 - share) * log((1 - share) / (1 - even)) if share < 1 else 0.0
    return exp(-total * (share * log(share / even) + rest))


def _longest(singles: Sequence[Question]) -> Iterator[OddKey]:
    asked = [question for question in singles if len(question.options) > 2]
    n = sum(map(_key_is_longest, asked))
    if len(asked) >= _FEWEST_LONGEST and n >= _SHARE_OF_LONGEST * len(asked):
        values = {"count": len(asked), "n": n, "percent": round(100 * n / len(asked))}
        yield OddKey("key_longest", Problem(LONGEST, values))


def _key_is_longest(question: Question) -> bool:
    key = _key(question)
    others = [len(option.text) for option in question.options if option.id != key]
    return all(len(option.text) > max(others, default=0) for option in question.options if option.id == key)


def _keys_in_stems(questions: Sequence[Question]) -> Iterator[OddKey]:
    for number, question in enumerate(questions):
        if question.qtype == "single" and _stem_says_key(question):
            text = next(option.text for option in question.options if option.id == _key(question))
            yield OddKey("key_in_stem", Problem(KEY_IN_STEM, {"text": text[:_SHOWN]}), number)


def _stem_says_key(question: Question) -> bool:
    key = _key(question)
    said = [option.id for option in question.options if option.text and option.text in question.stem]
    return said == [key] and any(
        len(option.text) >= _SHORTEST_TEXT for option in question.options if option.id == key
    )


def _one_key(questions: Sequence[Question]) -> Iterator[OddKey]:
    keys = [
        question.answer.keys
        for question in questions
        if question.qtype == "multiple" and isinstance(question.answer, ChoiceAnswer)
    ]
    n = sum(len(each) == 1 for each in keys)
    if n >= 3 and n >= _SHARE_OF_ONE_KEY * len(keys):
        yield OddKey("multiple_mostly_one_key", Problem(ONE_KEY, {"count": len(keys), "n": n}))


def _judged(questions: Sequence[Question]) -> Iterator[OddKey]:
    values = [question.answer.value for question in questions if isinstance(question.answer, JudgeAnswer)]
    if len(values) >= _FEWEST and len(set(values)) == 1:
        word = Problem(RIGHT if values[0] else WRONG)
        yield OddKey("judged_all_alike", Problem(ALL_JUDGED_ALIKE, {"count": len(values), "key": word}))


def _key(question: Question) -> str:
    return "".join(sorted(question.answer.keys)) if isinstance(question.answer, ChoiceAnswer) else ""
