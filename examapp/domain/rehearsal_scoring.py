"""What an attempt of a rehearsal is worth by the phone's own log, without looking at the record."""

from __future__ import annotations

from examapp.domain.grading import PaperScore, grade_paper
from examapp.domain.paper import Paper, PaperItem
from examapp.domain.questions import Question
from examapp.domain.rehearsal import RehearsedEvent, SeenItem, SittingLog


def last_responses(log: SittingLog) -> dict[int, object]:
    """Return the response that the entrant last gave to each item, by item number; cleared ones are absent.

    The phone acknowledges in the order of its taps, so the last entry of an item is its final answer.
    """
    last = {entry.item: entry.response for entry in log.entries if entry.kind == "answer"}
    return {item: response for item, response in last.items() if response is not None}


def score_by_phone(log: SittingLog) -> PaperScore:
    """Return the score of the questions as the phone showed them; raise KeyError for one not in the bank."""
    event = log.entrant.event
    questions = {question.qid: question for question in event.questions.values()}
    return grade_paper(paper_seen(log), questions, last_responses(log))


def paper_seen(log: SittingLog) -> Paper:
    """Return the paper as the phone showed it; raise KeyError for a question not in the bank."""
    event = log.entrant.event
    return Paper(event.code, log.entrant.ticket, 1, tuple(_item(event, seen) for seen in log.items))


def _order(question: Question, shown: tuple[str, ...]) -> tuple[str, ...]:
    id_of = {option.text: option.id for option in question.options}
    return tuple(id_of[text] for text in shown)


def _item(event: RehearsedEvent, seen: SeenItem) -> PaperItem:
    question = event.questions[seen.stem]
    order = _order(question, seen.options)
    # The fields in the text of a 填空 are seen as gaps, and are no parts.
    for part, shown in zip(question.parts, seen.parts, strict=bool(question.parts)):
        order += tuple(f"{part.qid}.{id_}" for id_ in _order(part, shown.options))
    return PaperItem(question.qid, 1, question.qtype, event.points[question.qtype], order, "exact")
