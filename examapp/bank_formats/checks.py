"""The checks every reader's questions pass, whatever the format: one by one, then against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from examapp.bank_formats.asks import Asker
from examapp.bank_formats.cleaning import clean, compact, excerpt
from examapp.bank_formats.content_checks import check_content
from examapp.bank_formats.draft import FIELD_LABELS, Draft, ProblemList, Where
from examapp.bank_formats.drafting import question_of
from examapp.bank_formats.headers import ENGLISH
from examapp.bank_formats.option_checks import check_keys, check_options
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.type_checks import check_matching, check_ordering, check_parts, right_texts
from examapp.domain.problems import Problem as Wording
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.questions import (
    COMPOSITE_QTYPES,
    POOL_PUBLIC,
    POOL_SECRET,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.domain.wording import N_
from examapp.markup.syntax import without_code

LENGTH_LIMITS = {
    "qid": 64,
    "event": 100,
    "stem": 4000,
    "stem en": 4000,
    "explanation": 8000,
    "explanation en": 8000,
    "topic": 200,
    "source": 1000,
    "image": 200,
    "tags": 1000,
    "options": 1000,
    "options en": 1000,
    "answer": 4000,
    "unit": 20,
    "prompts": 1000,
    "prompts en": 1000,
}
_ANSWER_OF_TYPE = {
    "single": ChoiceAnswer,
    "multiple": ChoiceAnswer,
    "judge": JudgeAnswer,
    "blank": BlankAnswer,
    "numeric": NumericAnswer,
    "matching": MatchingAnswer,
    "ordering": OrderAnswer,
    "cloze": PartsAnswer,
    "scenario": PartsAnswer,
}
_BLANK_MARK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|img|strong|b|em|i|u|sub|sup|table|tr|td|font)(?:\s[^<>]{0,500})?/?>|&nbsp;",
    re.IGNORECASE,
)
_SHEET_PLACE = N_("工作表“{sheet}”第 {row} 行")
_ROW_PLACE = N_("第 {row} 行")
_LINE_PLACE = N_("第 {line} 行")
_FILE_PLACE = N_("{file} 第 {line} 行")
_QUESTION_PLACE = N_("第 {number} 题")


def check_question(question: Question, where: Where, problems: ProblemList) -> None:
    """Note everything wrong or doubtful about one question."""
    if not question.stem:
        problems.error("missing_stem", where("stem"))
    _check(question, where, problems)
    expected = _ANSWER_OF_TYPE.get(question.qtype)
    if expected is None:
        problems.error("unknown_type", where("qtype"), text=excerpt(question.qtype))
    elif not isinstance(question.answer, expected) or _holds_what_others_hold(question):
        label = Wording(TYPE_LABELS[question.qtype])
        problems.error("answer_does_not_fit", where("answer"), qtype=label)
    elif question.qtype in COMPOSITE_QTYPES:
        check_parts(
            question, where, problems, _check_gap_part if question.qtype == "cloze" else check_question
        )
    else:
        _check_answer(question, where, problems)


def _check_gap_part(part: Question, where: Where, problems: ProblemList) -> None:
    """Check a gap as a question whose words stand around it."""
    own = ProblemList()
    check_question(part, where, own)
    problems.found.extend(problem for problem in own.found if problem.code != "missing_stem")


def _holds_what_others_hold(question: Question) -> bool:
    """Return whether there are prompts, parts or options that the question's type has no use for."""
    return bool(
        (question.prompts and question.qtype != "matching")
        or (question.parts and question.qtype not in COMPOSITE_QTYPES)
        or (question.options and question.qtype in COMPOSITE_QTYPES)
    )


def _check(question: Question, where: Where, problems: ProblemList) -> None:
    _check_lengths(question, where, problems)
    _check_values(question, where, problems)
    _check_markup(question, where, problems)
    check_content(question, where, problems)


def _check_answer(question: Question, where: Where, problems: ProblemList) -> None:
    match question.answer:
        case ChoiceAnswer(keys):
            check_options(question, where, problems)
            check_keys(question, keys, where, problems)
        case BlankAnswer(blanks):
            _check_blanks(question, blanks, where, problems)
        case NumericAnswer(ranges):
            if not ranges or any(r.low > r.high for r in ranges):
                text = "; ".join(f"{r.low}..{r.high}" for r in ranges)
                problems.error("unreadable_number", where("answer"), text=excerpt(text))
        case MatchingAnswer():
            check_options(question, where, problems)
            check_matching(question, question.answer, where, problems)
        case OrderAnswer():
            check_options(question, where, problems)
            check_ordering(question, question.answer, where, problems)
        case _:
            pass


def _check_blanks(
    question: Question, blanks: tuple[tuple[str, ...], ...], where: Where, problems: ProblemList
) -> None:
    if not blanks or not all(alternatives and all(alternatives) for alternatives in blanks):
        problems.error("missing_answer", where("answer"), stem=excerpt(question.stem))
        return
    marks = len(_BLANK_MARK.findall(question.stem))
    if marks and marks != len(blanks):
        problems.warning("blank_count", where("answer"), marks=marks, blanks=len(blanks))


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    for name in ("qid", "event", "stem", "explanation", "topic", "source", "image"):
        yield name, getattr(question, name)
    yield "tags", ";".join(question.tags)
    for option in question.options:
        yield "options", option.text
    for translation in question.translations:
        yield f"stem{ENGLISH}", translation.stem
        yield f"explanation{ENGLISH}", translation.explanation
        yield from ((f"options{ENGLISH}", text) for _, text in translation.options)
        yield from ((f"prompts{ENGLISH}", text) for _, text in translation.prompts)
    yield from (("prompts", prompt.text) for prompt in question.prompts)
    if isinstance(question.answer, NumericAnswer):
        yield "unit", question.answer.unit
    if isinstance(question.answer, BlankAnswer):
        for alternatives in question.answer.blanks:
            yield "answer", ";".join(alternatives)


def _check_lengths(question: Question, where: Where, problems: ProblemList) -> None:
    for name, text in _texts(question):
        limit = LENGTH_LIMITS[name]
        if len(text) > limit:
            label = Wording(FIELD_LABELS[name])
            problems.error(
                "too_long", where(name), field=label, length=len(text), limit=limit, text=excerpt(text)
            )


def _check_markup(question: Question, where: Where, problems: ProblemList) -> None:
    """Note what a web page would show as paragraphs or pictures, and a paper shows as it is written."""
    for name, text in _texts(question):
        if ("<" in text or "&" in text) and (found := _MARKUP.search(without_code(text))):
            problems.warning("markup", where(name), field=Wording(FIELD_LABELS[name]), text=excerpt(found[0]))


def _check_values(question: Question, where: Where, problems: ProblemList) -> None:
    if question.difficulty is not None and question.difficulty not in (1, 2, 3, 4, 5):
        problems.error("bad_difficulty", where("difficulty"), text=question.difficulty)
    if question.points is not None and not 0 <= question.points <= 100_000_000:
        problems.error("bad_points", where("points"), text=question.points)
    if question.pool not in (POOL_PUBLIC, POOL_SECRET):
        problems.error("bad_pool", where("pool"), text=excerpt(question.pool))
    if question.status not in STATUS_NAMES:
        problems.error("bad_status", where("status"), text=excerpt(question.status))


@dataclass(slots=True)
class Assembly:
    """Puts a report together: every draft or question is checked alone and against those before it."""

    format: str
    problems: ProblemList = field(default_factory=ProblemList)
    questions: list[Question] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    asker: Asker = field(default_factory=Asker)
    _known: dict[str, tuple[Question, Wording]] = field(default_factory=dict)
    _place_of_stem: dict[str, Wording] = field(default_factory=dict)
    _place_of_refused: dict[str, Wording] = field(default_factory=dict)
    _seen: int = 0

    @property
    def has_seen(self) -> bool:
        """Whether any question was met, taken in or not."""
        return self._seen > 0

    def add_draft(self, draft: Draft) -> None:
        """Take in a question as the file spells it."""
        own = ProblemList()
        question = question_of(draft, own)
        if question is None:
            self.refuse(own)
            self._remember_refused(clean(draft.text("qid")), draft.where)
        else:
            self.add_question(question, draft.where, own)

    def add_question(self, question: Question, where: Where, own: ProblemList | None = None) -> None:
        """Take in a question that is understood; `own` holds what was said of it so far."""
        own = own or ProblemList()
        self._seen += 1
        place = where("stem")
        check_question(question, where, own)
        if own.has_errors:
            self._remember_refused(question.qid, where)
        else:
            question = self._checked_against_earlier(question, where, own)
        if not own.has_errors:
            self.questions.append(question)
            self.places.append(place)
        self.problems.found.extend(own.found)

    def refuse(self, own: ProblemList) -> None:
        """Note what was found in a question or passage that isn't taken in."""
        self._seen += 1
        self.problems.found.extend(own.found)

    def report(self) -> BankReport:
        """Return the report; a file without any question and any error says so."""
        if not self.questions and not self.problems.has_errors:
            self.problems.error("no_questions", Place())
        found = tuple(self.problems.found)
        return BankReport(
            self.format,
            tuple(self.questions),
            found,
            tuple(self.places),
            asks=tuple(self.asker.asks),
            fingerprint=self.asker.fingerprint,
        )

    def _checked_against_earlier(self, question: Question, where: Where, own: ProblemList) -> Question:
        """Note what the question repeats; return the earlier one in place of the same question told otherwise."""
        here = self._spoken_place(where("stem"))
        stem = compact(question.stem)
        if known := self._known.get(question.qid):
            first, other = known
            if first == question:
                own.warning("duplicate_question", where("stem"), other=other)
            elif question.qid.startswith("auto-") and right_texts(first) == right_texts(question):
                own.warning("same_question", where("stem"), other=other)
                return first
            elif question.qid.startswith("auto-"):
                own.error("contradicting_question", where("stem"), other=other)
            else:
                own.error("duplicate_qid", where("qid"), qid=excerpt(question.qid), other=other)
        elif twin := self._place_of_stem.get(stem):
            own.warning("duplicate_stem", where("stem"), other=twin, stem=excerpt(question.stem))
        if (refused := self._place_of_refused.get(question.qid)) and not own.has_errors:
            own.warning("qid_of_refused", where("qid"), qid=excerpt(question.qid), other=refused)
        self._known.setdefault(question.qid, (question, here))
        self._place_of_stem.setdefault(stem, here)
        return question

    def _remember_refused(self, qid: str, where: Where) -> None:
        if qid:
            self._place_of_refused.setdefault(qid, self._spoken_place(where("stem")))

    def _spoken_place(self, place: Place) -> Wording:
        if place.file is not None:
            return Wording(_FILE_PLACE, {"file": place.file, "line": place.line or 1})
        if place.line is not None:
            return Wording(_LINE_PLACE, {"line": place.line})
        if place.sheet is not None and place.row is not None:
            return Wording(_SHEET_PLACE, {"sheet": place.sheet, "row": place.row})
        if place.row is not None:
            return Wording(_ROW_PLACE, {"row": place.row})
        return Wording(_QUESTION_PLACE, {"number": self._seen})
