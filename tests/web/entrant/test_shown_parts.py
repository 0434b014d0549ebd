"""Fields of parts: what a form posts is the flat list that goes over the wire, and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from examapp.services.question_fragments import SittingItem
from examapp.web.entrant.shown import Wording, posted_responses

# How many texts each part has, and whether its one text is of boxes ticked together.
shapes = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=8)


def parts_of(shape: list[tuple[int, bool]]) -> list[SittingItem]:
    """The parts of a question of that shape."""
    parts, slot = [], 1
    for place, (blanks, several) in enumerate(shape, start=1):
        qtype, texts = ("multiple", 1) if several else ("blank", blanks)
        options = (("A", "甲"), ("B", "乙"), ("C", "丙")) if several else ()
        blank_count = 0 if several else texts
        parts.append(SittingItem(1, qtype, "", "题", 0, options, blank_count, place=place, slot=slot))
        slot += texts
    return parts


@given(shape=shapes, data=st.data())
def test_what_a_page_fills_in_is_what_it_posts(shape: list[tuple[int, bool]], data: st.DataObject) -> None:
    parts = parts_of(shape)
    texts: list[str] = []
    for part in parts:
        letters = st.sets(st.sampled_from("ABC")).map(lambda found: "".join(sorted(found)))
        one = letters if part.qtype == "multiple" else st.sampled_from(["", "接地", "5 mm"])
        texts += data.draw(st.lists(one, min_size=part.texts, max_size=part.texts))
    form: MultiDict[str, str] = MultiDict()
    for part in parts:
        values = Wording.picked_of_part(part, texts)
        for place, value in enumerate(values):
            form.add(f"q1.{part.slot + (0 if part.qtype == 'multiple' else place)}", value)
    found = posted_responses(form).get(1, [])
    # Boxes that are not ticked post nothing: at the end of the list they are missing, which says the same.
    assert found + [""] * (len(texts) - len(found)) == texts or not any(texts)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([("q7.3", "x")], {7: ["", "", "x"]}),
        ([("q7.2", "A"), ("q7.2", "C"), ("q7.1", "B")], {7: ["B", "AC"]}),
        ([("q7", "A"), ("q7", ""), ("q8", " ")], {7: ["A", ""]}),
        ([("q7", "A"), ("q7.1", "B")], {7: ["A"]}),
        ([("q0", "A"), ("q7.0", "A"), ("q7.100", "A"), ("q7.1.1", "A"), ("q", "A"), ("qx.1", "A")], {}),
    ],
)
def test_names_tell_where_a_text_belongs(fields: list[tuple[str, str]], found: dict[int, list[str]]) -> None:
    assert posted_responses(MultiDict(fields)) == found
