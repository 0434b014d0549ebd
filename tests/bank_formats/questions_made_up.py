"""Any question a reader could have made, for property tests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from examapp.bank_formats.cleaning import clean
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
    Option,
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


@st.composite
def translations(draw: st.DrawFn, options: tuple[Option, ...]) -> tuple[Translation, ...]:
    """No English, or some: seldom whole."""
    translated = tuple((option.id, draw(maybe(texts()))) for option in options)
    english = Translation(
        "en",
        draw(maybe(texts(60))),
        tuple((id_, text) for id_, text in translated if text),
        draw(maybe(texts(40))),
    )
    return (english,) if english.stem or english.options or english.explanation else ()


@st.composite
def questions(draw: st.DrawFn, qid: str = "q1") -> Question:
    """A sound question of any type with any details."""
    qtype = draw(st.sampled_from(["single", "multiple", "judge", "blank", "numeric"]))
    options: tuple[Option, ...] = ()
    answer: ChoiceAnswer | JudgeAnswer | BlankAnswer | NumericAnswer = JudgeAnswer(draw(st.booleans()))
    if qtype in ("single", "multiple"):
        letters = draw(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=6, unique=True).map(sorted))
        options = tuple(Option(letter, draw(texts()), draw(st.booleans())) for letter in letters)
        count = 1 if qtype == "single" else draw(st.integers(1, len(letters)))
        answer = ChoiceAnswer(frozenset(draw(st.permutations(letters))[:count]))
    elif qtype == "blank":
        blanks = draw(st.lists(st.lists(texts(8), min_size=1, max_size=3), min_size=1, max_size=3))
        answer = BlankAnswer(tuple(map(tuple, blanks)), draw(st.booleans()))
    elif qtype == "numeric":
        pairs = draw(st.lists(st.tuples(_NUMBERS, _NUMBERS).map(sorted), min_size=1, max_size=3))
        answer = NumericAnswer(tuple(NumericRange(Decimal(low), Decimal(high)) for low, high in pairs))
    return Question(
        qid=qid,
        qtype=qtype,
        stem=draw(texts(60)),
        answer=answer,
        options=options,
        explanation=draw(maybe(texts(40))),
        difficulty=draw(st.one_of(st.none(), st.integers(1, 5))),
        topic=draw(maybe(texts())),
        points=draw(st.one_of(st.none(), st.integers(0, 10_000))),
        pool=draw(st.sampled_from(["public", "secret"])),
        source=draw(maybe(texts())),
        image=draw(maybe(texts())),
        status=draw(st.sampled_from(["active", "retired"])),
        event=draw(maybe(texts())),
        tags=tuple(dict.fromkeys(tag for tag in draw(_TAGS) if tag)),
        translations=draw(translations(options)) if draw(st.booleans()) else (),
    )


def banks() -> st.SearchStrategy[list[Question]]:
    """A few questions with ids of their own."""
    return st.integers(1, 3).flatmap(
        lambda count: st.tuples(*(questions(f"q{n}") for n in range(count))).map(list)
    )
