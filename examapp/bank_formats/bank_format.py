"""What a bank format is: how to recognise, read and write one kind of file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from examapp.bank_formats.asks import Answers
from examapp.bank_formats.report import BankReport, Problem
from examapp.domain.questions import Question

Recogniser = Callable[[bytes, str], bool]
Reader = Callable[[bytes, str], BankReport]
AnsweredReader = Callable[[bytes, str, Answers], BankReport]
Writer = Callable[[Sequence[Question]], bytes]
PictureWriter = Callable[[Sequence[Question], Mapping[str, bytes]], bytes]
LossFinder = Callable[[Sequence[Question]], tuple[Problem, ...]]


def nothing_lost(_questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Return no problem: the format holds every field of every question."""
    return ()


@dataclass(frozen=True, slots=True)
class BankFormat:
    """One file format of question banks.

    `order` sorts the recognisers, sure signs first; `recognises` gets the content and the file name
    and trusts the content more. `losses` names what `write` leaves out, question by question.
    A format that holds the pictures too has `write_with_pictures` in its place; one that may leave something
    to ask has `read_answered`, which takes the answers.
    """

    name: str
    label: str
    order: int
    recognises: Recogniser
    read: Reader
    write: Writer | None = None
    write_with_pictures: PictureWriter | None = None
    losses: LossFinder = nothing_lost
    suffix: str = ""
    read_answered: AnsweredReader | None = None

    @property
    def is_writable(self) -> bool:
        """Whether a bank can be exported to it."""
        return self.write is not None or self.write_with_pictures is not None

    def read_with(self, data: bytes, filename: str, answers: Answers) -> BankReport:
        """Return what the file holds if its asks are answered like this."""
        if self.read_answered is None:
            return self.read(data, filename)
        return self.read_answered(data, filename, answers)
