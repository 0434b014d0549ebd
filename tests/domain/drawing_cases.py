"""Banks and blueprints for the tests of the draw: one fixed, and strategies for any."""

from __future__ import annotations

from hypothesis import strategies as st

from examapp.domain.blueprint import BankQuestion, Shortage, shortages
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET
from examapp.domain.randomness import round_key
from examapp.domain.rules import Blueprint, Quota, Section

# The other types, as docs/drawing.md lists them.
OTHER_TYPES = Blueprint(
    (
        Section("matching", 2, 200),
        Section("ordering", 2, 200),
        Section("cloze", 1, 300),
        Section("scenario", 1, 500),
    ),
    shuffle_options=False,
)
KEY = round_key(bytes(range(32)), "2024117")
TICKET = "040100000019"
TOPICS = ("安全", "工艺")
POOLS = (POOL_PUBLIC, POOL_SECRET)
QTYPES = ("single", "judge", "matching", "ordering", "scenario")


def fixed_bank() -> list[BankQuestion]:
    """12 单选 S01–S12, 6 多选 M01–M06, 4 判断 J01–J04, as docs/drawing.md lists them."""
    singles = [
        BankQuestion(
            qid=f"S{number:02}",
            revision=1 + number % 2,
            qtype="single",
            topic=TOPICS[number % 2],
            difficulty=1 + number % 3,
            pool=POOL_SECRET if number % 4 == 0 else POOL_PUBLIC,
            option_ids=("A", "B", "C", "D"),
            pinned_ids=frozenset("D") if number % 3 == 0 else frozenset(),
        )
        for number in range(1, 13)
    ]
    multiples = [
        BankQuestion(f"M{number:02}", 1, "multiple", "工艺", None, POOL_PUBLIC, ("A", "B", "C", "D", "E"))
        for number in range(1, 7)
    ]
    judges = [BankQuestion(f"J{number:02}", 1, "judge", "", None, POOL_PUBLIC) for number in range(1, 5)]
    return singles + multiples + judges


PLAIN = Blueprint(
    (
        Section("single", 5, 200, (Quota(2, topic="安全"), Quota(3, topic="工艺"))),
        Section("multiple", 3, 300, partial_credit="half_for_subset"),
        Section("judge", 2, 100),
    )
)
# 安全, difficulty 3 and the secret pool hold eight questions together and need all eight, so that the
# draw must pass over some of the others.
CROSSING = Blueprint(
    (
        Section("single", 7, 100, (Quota(4, topic="安全"), Quota(3, difficulty=3))),
        Section("single", 2, 100, (Quota(1, topic="工艺"), Quota(1, pool=POOL_SECRET))),
    )
)


def other_types() -> list[BankQuestion]:
    """3 匹配 X01–X03, 3 排序 O01–O03, 2 完形 C01–C02, 2 材料 N01–N02, as docs/drawing.md lists them."""
    gaps = ("1.A", "1.B", "1.C", "3.A", "3.B")
    parts = ("2.A", "2.B", "2.C", "2.D", "11.A", "11.B", "11.C")
    rows = [
        *(("matching", f"X{n:02}", tuple("ABCD"), frozenset("D")) for n in (1, 2, 3)),
        *(("ordering", f"O{n:02}", tuple("ABCD"), frozenset("A")) for n in (1, 2, 3)),
        *(("cloze", f"C{n:02}", gaps, frozenset[str]()) for n in (1, 2)),
        *(("scenario", f"N{n:02}", parts, frozenset({"2.A"})) for n in (1, 2)),
    ]
    return [BankQuestion(qid, 1, qtype, "", None, POOL_PUBLIC, ids, pins) for qtype, qid, ids, pins in rows]


def cells() -> st.SearchStrategy[tuple[str | None, int | None, str | None]]:
    """What a quota may ask: each axis named or open."""
    return st.tuples(
        st.sampled_from((None, *TOPICS)), st.sampled_from((None, 1, 2)), st.sampled_from((None, *POOLS))
    )


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """A section with up to three quotas, overlapping or not, and up to two questions beside them."""
    asked = draw(st.lists(st.tuples(st.integers(1, 2), cells()), max_size=3))
    quotas = tuple(Quota(count, *cell) for count, cell in asked)
    takes_all = any(cell == (None, None, None) for _, cell in asked)
    beside = 0 if takes_all else draw(st.integers(0 if quotas else 1, 2))
    count = sum(quota.count for quota in quotas) + beside
    return Section(draw(st.sampled_from(QTYPES)), count, draw(st.sampled_from((100, 200))), quotas)


def blueprints() -> st.SearchStrategy[Blueprint]:
    """One or two sections, of one type or two, shuffled or not."""
    parts = st.lists(sections(), min_size=1, max_size=2).map(tuple)
    return st.builds(Blueprint, parts, st.booleans(), st.booleans())


def _question(
    number: int, qtype: str, cell: tuple[str, int | None, str], size: int, pins: int
) -> BankQuestion:
    letters = tuple("ABCD"[:size]) if qtype != "judge" else ()
    if qtype == "scenario":
        # Two digits in a part's number, as in a long scenario; the second part has no options.
        letters = tuple(f"{part}.{letter}" for part in (1, 3, 11) for letter in letters)
    pinned = frozenset(letter for place, letter in enumerate(letters) if pins >> place & 1)
    return BankQuestion(f"Q{number:02}", 1, qtype, *cell, letters, pinned)


def banks(largest: int = 24) -> st.SearchStrategy[list[BankQuestion]]:
    """Up to `largest` questions with different qids, some of their options pinned."""
    cell = st.tuples(st.sampled_from(TOPICS), st.sampled_from((1, 2, None)), st.sampled_from(POOLS))
    traits = st.tuples(st.sampled_from(QTYPES), cell, st.integers(2, 4), st.integers(0, 15))
    return st.lists(traits, max_size=largest).map(
        lambda rows: [_question(number, *row) for number, row in enumerate(rows)]
    )


@st.composite
def drawable(draw: st.DrawFn) -> tuple[Blueprint, list[BankQuestion]]:
    """A blueprint with a bank that can feed it: questions are added, cell by cell, until it does."""
    blueprint, bank = draw(blueprints()), draw(banks(16))
    while found := shortages(blueprint, bank):
        bank += [_filler(len(bank) + place, short) for place, short in enumerate(found)]
    return blueprint, bank


def _filler(number: int, short: Shortage) -> BankQuestion:
    quota = short.quota or Quota(1, "其他", 5, "其他")
    cell = (quota.topic or "其他", quota.difficulty or 5, quota.pool or "其他")
    return _question(number, short.qtype, cell, 4, number % 16)
