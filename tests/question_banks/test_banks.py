"""Every bank that comes along keeps the rules of question_banks/README.md."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from config import ROOT
from examapp.bank_formats.picture_problems import picture_problems
from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.blueprint import BankQuestion, shortages
from examapp.domain.questions import POOL_PUBLIC, ChoiceAnswer, JudgeAnswer, Question
from examapp.domain.rules import PRESETS
from examapp.services.demo_contest import demo_events

FOLDERS = sorted(path.parent for path in (ROOT / "question_banks").glob("*/bank.csv"))
SAMPLES = {code for code, _, is_sample in demo_events() if is_sample}
NAMED_LEAST = {"single": 50, "multiple": 25, "judge": 25}
SAMPLE_LEAST = {"single": 30, "multiple": 10, "judge": 10}
LETTERS = "ABCD"

# Guessing among four options hits one in four; the longest one may be right that often and ten per cent more.
LONGEST_IS_KEY = 0.25 + 0.10
SHORTEST_IS_KEY = 0.25 + 0.15
# 多选: keys of which each is a tenth longer than the other options are no hint that anybody could see.
KEYS_LONGER_THAN_OTHERS = 1.15
# Ratio of stem and options together. Different questions of one subject reach 65; the same question put
# in other words, or a question that was turned around, stays above 80.
ALIKE = 75
CRUTCH = re.compile(
    r"以上(?:各|全|均|都|皆|说法|选项)|[都均皆全](?:对|不对|正确|不正确|错误|是|不是)$|[A-D][和与、][A-D]"
)
LETTER_NAMED = re.compile(r"选项\s?[A-D]|(?<![A-Za-z])[A-D](?:、?[A-D])*\s?项(?!目)")
NEGATIVE = re.compile(
    r"(?:不(?:正确|属于|属|包括|符合|合理|恰当|妥|应|宜|能|得|可|会|需|必|适|当|允许|影响|准确|含|存在|成立|是)"
    r"|错误|有误|无关|除外)[^，。；：（]*的[^，。；：（]*[是有为]?\s*（"
)
EMPHASIS = re.compile(r"\*\*[^*]+\*\*")


@cache
def report_of(folder: Path) -> BankReport:
    """Read the bank with its pictures as one archive, the way they are handed over."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (folder / "bank.csv", *sorted((folder / "pictures").glob("*"))):
            packed.write(path, path.name)
    return read_bank(archive.getvalue(), f"{folder.name}.zip")


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def questions(folder: Path) -> tuple[Question, ...]:
    return report_of(folder).questions


def of_type(questions: Sequence[Question], qtype: str) -> list[Question]:
    return [question for question in questions if question.qtype == qtype]


def keys(question: Question) -> frozenset[str]:
    assert isinstance(question.answer, ChoiceAnswer)
    return question.answer.keys


def share(counted: Counter[str], name: str) -> float:
    return counted[name] / counted.total()


def test_the_check_finds_nothing(folder: Path) -> None:
    report = report_of(folder)
    assert [problem.message for problem in (*report.problems, *picture_problems(report))] == []


def test_the_bank_belongs_to_an_event(folder: Path, questions: Sequence[Question]) -> None:
    assert folder.name in {code for code, _, _ in demo_events()}
    assert {question.event for question in questions} == {folder.name}
    assert [q.qid for q in questions if not re.fullmatch(rf"{folder.name}-[SMJ]\d{{3}}", q.qid)] == []


def test_there_are_enough_questions(folder: Path, questions: Sequence[Question]) -> None:
    least = SAMPLE_LEAST if folder.name in SAMPLES else NAMED_LEAST
    found = Counter(question.qtype for question in questions)
    assert {qtype: found[qtype] for qtype, count in least.items() if found[qtype] < count} == {}


def test_the_papers_of_its_event_can_be_drawn(folder: Path, questions: Sequence[Question]) -> None:
    bank = [BankQuestion(q.qid, 1, q.qtype, q.topic, q.difficulty, q.pool) for q in questions]
    presets = ["short"] if folder.name in SAMPLES else ["short", "default"]
    assert {preset: shortages(PRESETS[preset].blueprint, bank) for preset in presets} == dict.fromkeys(
        presets, ()
    )


def test_nothing_is_missing(questions: Sequence[Question]) -> None:
    wanting = [q.qid for q in questions if not (q.topic and q.difficulty and q.source and q.explanation)]
    assert wanting == []
    assert [q.qid for q in questions if q.qtype != "judge" and len(q.options) != len(LETTERS)] == []
    assert [q.qid for q in questions if len(q.explanation) < 10] == []


def test_topics_and_difficulties_are_spread(questions: Sequence[Question]) -> None:
    assert 6 <= len({question.topic for question in questions}) <= 8
    found = Counter(str(question.difficulty) for question in questions)
    assert 0.3 <= share(found, "2") <= 0.5
    assert 0.3 <= share(found, "3") <= 0.5
    assert 0.1 <= share(found, "4") <= 0.3


def test_one_question_in_five_is_secret(questions: Sequence[Question]) -> None:
    public = sum(question.pool == POOL_PUBLIC for question in questions)
    assert 0.75 <= public / len(questions) <= 0.85


def test_single_keys_are_spread_over_the_letters(questions: Sequence[Question]) -> None:
    found = Counter(key for question in of_type(questions, "single") for key in keys(question))
    assert all(0.15 <= share(found, letter) <= 0.35 for letter in LETTERS), found


def test_multiple_keys_vary_in_number_and_letters(questions: Sequence[Question]) -> None:
    multiple = of_type(questions, "multiple")
    sizes = Counter(str(len(keys(question))) for question in multiple)
    assert set(sizes) <= {"2", "3", "4"}
    assert share(sizes, "2") >= 0.15, sizes
    assert max(sizes.values()) <= 0.7 * len(multiple), sizes
    used = Counter(key for question in multiple for key in keys(question))
    assert all(0.4 <= used[letter] / len(multiple) <= 0.9 for letter in LETTERS), used


def test_about_half_of_the_statements_are_right(questions: Sequence[Question]) -> None:
    answers = [q.answer.value for q in of_type(questions, "judge") if isinstance(q.answer, JudgeAnswer)]
    assert 0.4 <= sum(answers) / len(answers) <= 0.6


@pytest.mark.parametrize(("extreme", "most"), [(max, LONGEST_IS_KEY), (min, SHORTEST_IS_KEY)])
def test_choosing_by_length_does_not_pay(
    questions: Sequence[Question], extreme: Callable[[Iterable[int]], int], most: float
) -> None:
    single = of_type(questions, "single")
    assert sum(hit_by_length(question, extreme) for question in single) / len(single) <= most


def hit_by_length(question: Question, extreme: Callable[[Iterable[int]], int]) -> float:
    """Return how likely somebody who picks one of the longest, or of the shortest, options is right."""
    chosen = extreme(len(option.text) for option in question.options)
    candidates = {option.id for option in question.options if len(option.text) == chosen}
    return len(candidates & keys(question)) / len(candidates)


def test_the_keys_of_multiple_are_not_longer(questions: Sequence[Question]) -> None:
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for question in of_type(questions, "multiple"):
        for option in question.options:
            lengths[option.id in keys(question)].append(len(option.text))
    right, wrong = (sum(lengths[is_key]) / len(lengths[is_key]) for is_key in (True, False))
    assert right <= KEYS_LONGER_THAN_OTHERS * wrong


def test_no_question_comes_twice(questions: Sequence[Question]) -> None:
    texts = [(q.qid, q.stem + "".join(sorted(option.text for option in q.options))) for q in questions]
    pairs = [
        (one, other, round(fuzz.ratio(text, other_text)))
        for (one, text), (other, other_text) in combinations(texts, 2)
        if fuzz.ratio(text, other_text, score_cutoff=ALIKE)
    ]
    assert pairs == []


def test_options_stand_for_themselves(questions: Sequence[Question]) -> None:
    crutches = [(q.qid, o.text) for q in questions for o in q.options if CRUTCH.search(o.text)]
    assert crutches == []
    assert [q.qid for q in questions if len({o.text for o in q.options}) != len(q.options)] == []
    # Options are shuffled on every paper, so a letter in the explanation names another one there.
    assert [q.qid for q in questions if LETTER_NAMED.search(q.explanation)] == []


def test_negatives_are_emphasised(questions: Sequence[Question]) -> None:
    assert list(quiet_negatives(questions)) == []


def quiet_negatives(questions: Sequence[Question]) -> Iterator[str]:
    for question in questions:
        if question.qtype != "judge" and NEGATIVE.search(EMPHASIS.sub("", question.stem)):
            yield f"{question.qid} {question.stem}"


@pytest.mark.parametrize(
    ("stem", "quiet"),
    [
        ("下列说法错误的是（　）。", True),
        ("下列不属于特种作业的有（　）。", True),
        ("下列说法**错误**的是（　）。", False),
        ("下列**不**属于特种作业的有（　）。", False),
        ("其他条件不变时，正确的是（　）。", False),
        ("两瓶间的距离不应小于（　）。", False),
    ],
)
def test_what_counts_as_a_quiet_negative(stem: str, quiet: bool) -> None:
    question = Question(qid="x", qtype="single", stem=stem, options=(), answer=ChoiceAnswer(frozenset("A")))
    assert bool(list(quiet_negatives([question]))) is quiet
