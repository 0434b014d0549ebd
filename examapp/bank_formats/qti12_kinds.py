"""The kinds of items that QTI 1.2 has, and the question types they are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.matching_pairs import matching_of
from examapp.bank_formats.qti12_blackboard import blackboard_pairs
from examapp.bank_formats.qti12_keys import Qti12Keys
from examapp.bank_formats.qti12_scoring import earning_conditions
from examapp.bank_formats.qti12_texts import RESPONSES, Qti12Texts
from examapp.bank_formats.qti_parts import (
    AskedItem,
    KindNotRead,
    choice_part,
    letters_for,
    number_part,
    refuse_endless_rules,
    text_part,
)
from examapp.bank_formats.report import Place
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, children, descendants, name_of, text_of
from examapp.domain.questions import (
    BlankAnswer,
    MatchingAnswer,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.domain.wording import N_

BLANK = "____"
_ESSAY, _HOT_SPOT = N_("简答题"), N_("热区题")
_LABELS = {
    "essay_question": _ESSAY,
    "cc.essay.v0p1": _ESSAY,
    "Essay": _ESSAY,
    "Short Response": _ESSAY,
    "file_upload_question": N_("上传文件题"),
    "File Upload": N_("上传文件题"),
    "hot_spot_question": _HOT_SPOT,
    "Hot Spot": _HOT_SPOT,
    "calculated_question": N_("随机参数题"),
    "Calculated": N_("随机参数题"),
    "categorization_question": N_("归类题"),
    "Opinion Scale": N_("调查题"),
    "Quiz Bowl": N_("自定义题"),
}


@dataclass(slots=True)
class Qti12Item:
    """An item with its texts, its metadata and where to note what is wrong with it."""

    element: Element
    texts: Qti12Texts
    place: Place
    own: ProblemList
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What its maker calls its type, empty when nobody says."""
        return self.metadata.get("question_type") or self.metadata.get("cc_profile", "")

    def responses(self) -> list[Element]:
        """Return the responses of the presentation in order."""
        found = [
            each for part in children(self.element, "presentation") for each in descendants(part, *RESPONSES)
        ]
        for response in found:
            response.set("responseIdentifier", response.get("ident", ""))
        return found

    def stem(self, marks: Mapping[str, str] | None = None) -> str:
        """Return the stem with the marks of the responses by identifier."""
        given = marks or {}
        return self.texts.stem(self.element, lambda response: given.get(response.get("ident", ""), ""))

    def choices(self, response: Element) -> list[tuple[str, str, bool]]:
        """Return identifier, text and whether it is fixed, of each choice of a response."""
        return [
            (label.get("ident", ""), self.texts.label(label), label.get("rshuffle", "Yes").lower() == "no")
            for label in descendants(response, "response_label")
        ]


def understood_item(given: Qti12Item, shown: str) -> Question | None:
    """Return the question without its id; None when nothing is marked right; raise KindNotRead."""
    if given.kind in _LABELS:
        raise KindNotRead(_LABELS[given.kind], is_word=True)
    responses = given.responses()
    names = {name_of(response) for response in responses}
    if not responses:
        given.own.warning("description_question", given.place, text=shown)
        return None
    if names & {"response_xy", "response_grp"}:
        raise KindNotRead(_HOT_SPOT if "response_xy" in names else N_("配对题"), is_word=True)
    refuse_endless_rules(given.element, "respcondition", "varequal")
    asked = AskedItem(Qti12Keys(given.element, responses), given.place, given.own)
    if names == {"response_lid"}:
        return _listed(given, asked, responses)
    if "response_lid" not in names:
        return _written(given, asked, responses)
    raise KindNotRead(N_("几种作答方式混合的题"), is_word=True)


def _listed(given: Qti12Item, asked: AskedItem, responses: Sequence[Element]) -> Question | None:
    if len(responses) == 1 and responses[0].get("rcardinality", "").lower() == "ordered":
        return _ordering(given, asked, responses[0])
    pairs = blackboard_pairs(given.element, responses, asked.keys, given.texts)
    if pairs is not None:
        return matching_of(given.stem(), pairs, given.place, given.own)
    if len(responses) == 1 and not given.kind.startswith(
        ("matching", "multiple_dropdowns", "fill_in_multiple")
    ):
        # What a choice asks stands before it, or inside it.
        inside = given.texts.own_material(responses[0])
        found = choice_part(asked, responses[0], given.choices(responses[0]))
        return replace(found, stem=given.stem() or inside) if found else None
    if given.kind == "fill_in_multiple_blanks_question" and not _is_list_to_choose_from(responses):
        return _named_blanks(given, responses)
    if all(_marker(response) in given.stem() for response in responses):
        return _dropdowns(given, asked, responses)
    return _matching(given, asked, responses)


def _is_list_to_choose_from(responses: Sequence[Element]) -> bool:
    """Return whether Canvas shows the labels as a list or a word bank, and not a field to type in."""
    labels = (label for response in responses for label in descendants(response, "response_label"))
    return any(label.get("answer_type", "") in ("dropdown", "wordbank") for label in labels)


def _ordering(given: Qti12Item, asked: AskedItem, response: Element) -> Question | None:
    choices = given.choices(response)
    letters = letters_for(asked, [identifier for identifier, _, _ in choices])
    for condition in earning_conditions(given.element)[:1]:
        tests = list(enumerate(descendants(condition, "varequal"), 1))
        placed = sorted(tests, key=lambda pair: (decimal_of(pair[1].get("index")) or pair[0], pair[0]))
        order = [" ".join(text_of(test).split()) for _, test in placed]
        if letters and sorted(order) == sorted(letters):
            options = tuple(Option(letters[identifier], text) for identifier, text, _ in choices)
            answer = OrderAnswer(tuple(letters[each] for each in order))
            return Question("", "ordering", given.stem(), answer, options)
    return None


def _matching(given: Qti12Item, asked: AskedItem, responses: Sequence[Element]) -> Question | None:
    """Several lists of the same choices, each with what it asks a partner for."""
    prompts = [given.texts.own_material(response) for response in responses]
    texts: dict[str, str] = {}
    for response in responses:
        texts.update(
            {identifier: text for identifier, text, _ in given.choices(response) if identifier not in texts}
        )
    letters = letters_for(asked, list(texts))
    if letters is None or not all(prompts):
        raise KindNotRead(N_("几种作答方式混合的题"), is_word=True)
    pairs = []
    for number, response in enumerate(responses, 1):
        right = asked.keys.right(response.get("ident", ""))
        if len(right) != 1 or right[0] not in letters:
            return None
        pairs.append((str(number), letters[right[0]]))
    return Question(
        "",
        "matching",
        given.stem(),
        MatchingAnswer(tuple(sorted(pairs))),
        tuple(Option(letters[identifier], text) for identifier, text in texts.items()),
        prompts=tuple(Option(str(number), text) for number, text in enumerate(prompts, 1)),
    )


def _dropdowns(given: Qti12Item, asked: AskedItem, responses: Sequence[Element]) -> Question | None:
    stem = given.stem()
    parts = []
    for number, response in enumerate(responses, 1):
        part = choice_part(asked, response, given.choices(response), judged=False)
        if part is None:
            return None
        parts.append(replace(part, qid=str(number)))
        stem = stem.replace(_marker(response), f"[[{number}]]", 1)
    return Question("", "cloze", stem, PartsAnswer(), parts=tuple(parts))


def _named_blanks(given: Qti12Item, responses: Sequence[Element]) -> Question | None:
    """Canvas lists the accepted texts of a blank as choices; each of them is right."""
    stem = given.stem()
    blanks = []
    for response in responses:
        accepted = tuple(dict.fromkeys(text for _, text, _ in given.choices(response) if text))
        if not accepted:
            return None
        blanks.append((stem.find(_marker(response)), accepted))
    for response in responses:
        stem = stem.replace(_marker(response), BLANK, 1)
    in_order = tuple(texts for _, texts in sorted(blanks, key=lambda pair: pair[0]))
    return Question("", "blank", stem, BlankAnswer(in_order))


def _written(given: Qti12Item, asked: AskedItem, responses: Sequence[Element]) -> Question | None:
    """Texts and numbers to fill in."""
    if not asked.keys.all_right() and not any(True for _ in descendants(given.element, "varequal", "vargte")):
        raise KindNotRead(_ESSAY, is_word=True)
    parts = []
    for number, response in enumerate(responses, 1):
        declaration = asked.keys.declarations[response.get("ident", "")]
        part = number_part(asked, response) if declaration.is_number else text_part(asked, response)
        if part is None:
            return None
        parts.append(replace(part, qid=str(number)))
    if len(parts) == 1:
        mark = BLANK if _stands_inside(responses[0]) else ""
        return replace(parts[0], qid="", stem=given.stem({responses[0].get("ident", ""): mark}))
    blanks = [part.answer.blanks[0] for part in parts if isinstance(part.answer, BlankAnswer)]
    names = [response.get("ident", "") for response in responses]
    if len(blanks) == len(parts):
        return Question("", "blank", given.stem(dict.fromkeys(names, BLANK)), BlankAnswer(tuple(blanks)))
    marks = {name: f"[[{number}]]" for number, name in enumerate(names, 1)}
    return Question("", "cloze", given.stem(marks), PartsAnswer(), parts=tuple(parts))


def _stands_inside(response: Element) -> bool:
    """Return whether text goes on behind a response: it is a blank in a sentence."""
    after = response.getnext()
    return after is not None and name_of(after) in ("material", "flow", "flow_mat")


def _marker(response: Element) -> str:
    """Return how Canvas marks a response in the stem: `response_color` is `[color]`."""
    return f"[{response.get('ident', '').removeprefix('response_')}]"
