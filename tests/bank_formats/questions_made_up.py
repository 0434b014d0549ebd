"""Any question a reader could have made, for property tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from examapp.bank_formats.cleaning import clean, one_line
from examapp.domain.questions import (
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
    Translation,
)

_ALPHABET = st.one_of(
    st.sampled_from("\\|;；｜=~#{}:%'\"+-@,\n \t[]()（）.、>*$/_<&ABab1"),
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), max_codepoint=0x2FFFF),
)
LETTERS = "ABCDEFGHIJ"


def texts(maximum: int = 20) -> st.SearchStrategy[str]:
    """Clean texts with at least one character, rich in signs that formats give a meaning."""
    return st.text(_ALPHABET, min_size=1, max_size=maximum).map(clean).filter(bool)


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The text or an empty one."""
    return st.one_of(st.just(""), strategy)


_TAGS = st.lists(
    texts(8).map(lambda tag: tag.translate({ord(sign): "x" for sign in ";；\n"})).map(clean), max_size=3
)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3)


PLAIN_TYPES = ("single", "multiple", "judge", "blank", "numeric")
TYPES = (*PLAIN_TYPES, "matching", "ordering", "cloze", "scenario")


@st.composite
def translations(
    draw: st.DrawFn, options: tuple[Option, ...], prompts: tuple[Option, ...] = (), *, stem: bool = True
) -> tuple[Translation, ...]:
    """No English, or some: seldom whole."""
    translated = tuple((option.id, draw(maybe(texts()))) for option in options)
    left = tuple((prompt.id, draw(maybe(lines()))) for prompt in prompts)
    english = Translation(
        "en",
        draw(maybe(texts(60))) if stem else "",
        tuple((id_, text) for id_, text in translated if text),
        draw(maybe(texts(40))),
        left if all(text for _, text in left) else (),
    )
    return (english,) if english != Translation("en") else ()


def lines(maximum: int = 20) -> st.SearchStrategy[str]:
    """Clean texts of one line."""
    return texts(maximum).map(one_line).filter(bool)


def _distinct(options: list[str]) -> list[str]:
    """The texts, told apart by a number where two look alike."""
    alike = len({"".join(text.split()) for text in options}) < len(options)
    return [f"{text}.{number}x" for number, text in enumerate(options)] if alike else options


@st.composite
def _with_answer(draw: st.DrawFn, qid: str, qtype: str) -> Question:
    """A question of a type with options and key only."""
    options: tuple[Option, ...] = ()
    prompts: tuple[Option, ...] = ()
    answer: Answer = JudgeAnswer(draw(st.booleans()))
    if qtype in ("single", "multiple", "matching", "ordering"):
        letters = draw(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=6, unique=True).map(sorted))
        written = _distinct([draw(texts()) for _ in letters])
        pins = [qtype != "ordering" and draw(st.booleans()) for _ in letters]
        options = tuple(map(Option, letters, written, pins))
        mixed = draw(st.permutations(letters))
        answer = ChoiceAnswer(
            frozenset(mixed[: 1 if qtype == "single" else draw(st.integers(1, len(letters)))])
        )
        if qtype == "ordering":
            answer = OrderAnswer(tuple(mixed))
        elif qtype == "matching":
            left = _distinct(draw(st.lists(lines(), min_size=1, max_size=4)))
            prompts = tuple(Option(str(number), text) for number, text in enumerate(left, start=1))
            answer = MatchingAnswer(tuple((each.id, draw(st.sampled_from(letters))) for each in prompts))
    elif qtype == "blank":
        blanks = draw(st.lists(st.lists(texts(8), min_size=1, max_size=3), min_size=1, max_size=3))
        answer = BlankAnswer(tuple(map(tuple, blanks)), draw(st.booleans()))
    elif qtype == "numeric":
        pairs = draw(st.lists(st.tuples(_NUMBERS, _NUMBERS).map(sorted), min_size=1, max_size=3))
        ranges = tuple(NumericRange(Decimal(low), Decimal(high)) for low, high in pairs)
        answer = NumericAnswer(ranges, draw(maybe(lines(6))))
    return Question(qid, qtype, "", answer, options, prompts=prompts)


@st.composite
def _parts(draw: st.DrawFn, qtype: str) -> tuple[Question, ...]:
    """Gaps or sub-questions, weighed or not."""
    kinds = ("single", "numeric", "blank") if qtype == "cloze" else PLAIN_TYPES
    weighed = draw(st.booleans())
    parts = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        part = draw(_with_answer(str(number), draw(st.sampled_from(kinds))))
        if qtype == "cloze" and isinstance(part.answer, BlankAnswer):
            part = replace(part, answer=BlankAnswer(part.answer.blanks[:1]))
        english = draw(translations(part.options, stem=qtype != "cloze"))
        parts.append(
            replace(
                part,
                stem="" if qtype == "cloze" else draw(texts(30)),
                explanation=draw(maybe(texts(20))),
                points=draw(st.integers(1, 1000)) if weighed else None,
                translations=english,
            )
        )
    return tuple(parts)


@st.composite
def questions(draw: st.DrawFn, qid: str = "q1", types: tuple[str, ...] = TYPES) -> Question:
    """A sound question of any type with any details."""
    qtype = draw(st.sampled_from(types))
    stem = draw(texts(60))
    if qtype in ("cloze", "scenario"):
        parts = draw(_parts(qtype))
        bare = Question(qid, qtype, "", PartsAnswer(), parts=parts)
    else:
        bare = draw(_with_answer(qid, qtype))
    if qtype == "cloze":
        gaps = "".join(f"、[[{part.qid}]]" for part in bare.parts)
        stem = stem.replace("[[", "").translate({ord(sign): "x" for sign in "`*$\\"}) + gaps
    english = draw(translations(bare.options, bare.prompts)) if draw(st.booleans()) else ()
    if qtype == "cloze" and english:
        english = (replace(english[0], stem=f"In English: {gaps}"),)
    return replace(
        bare,
        stem=stem,
        explanation=draw(maybe(texts(40))),
        difficulty=draw(st.one_of(st.none(), st.integers(1, 5))),
        topic=draw(maybe(texts())),
        points=draw(st.one_of(st.none(), st.integers(0, 10_000))),
        pool=draw(st.sampled_from(["public", "secret"])),
        source=draw(maybe(texts())),
        image=draw(maybe(texts())),
        status=draw(st.sampled_from(["active", "retired", "draft", "reviewed"])),
        event=draw(maybe(texts())),
        tags=tuple(dict.fromkeys(tag for tag in draw(_TAGS) if tag)),
        translations=english,
    )


def banks(types: tuple[str, ...] = TYPES) -> st.SearchStrategy[list[Question]]:
    """A few questions with ids of their own."""
    return st.integers(1, 3).flatmap(
        lambda count: st.tuples(*(questions(f"q{n}", types) for n in range(count))).map(list)
    )
