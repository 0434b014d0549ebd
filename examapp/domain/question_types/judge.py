"""判断题: is the statement right? Right or wrong, whatever the scheme of partial credit."""

from __future__ import annotations

from examapp.domain.question_types.base import BadResponse, Response, expect, filled, texts_sent
from examapp.domain.questions import JudgeAnswer, Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_

_VALUES = {"T": True, "F": False, "true": True, "false": False}


class Judge:
    """Grade a verdict on a statement."""

    code = "judge"
    label = N_("判断题")
    position = 30

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the verdict; from `"T"` or `"F"`, alone or in a list, or a JSON true or false."""
        if isinstance(raw, bool):
            return raw
        verdicts = set(filled(texts_sent(raw)))
        if not verdicts:
            return None
        if len(verdicts) > 1 or not verdicts <= _VALUES.keys():
            raise BadResponse
        return _VALUES[verdicts.pop()]

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for the right verdict."""
        return points if response is _verdict(question) else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the verdict in a word."""
        return _word(expect(response, bool))

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the right verdict in a word."""
        return _word(_verdict(question))


def _verdict(question: Question) -> bool:
    return expect(question.answer, JudgeAnswer).value


def _word(verdict: bool) -> str:
    return N_("正确") if verdict else N_("错误")


TYPE = Judge()
