"""Pictures that questions name and nobody brought, that nobody names, or that can't be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.problems import as_it_is
from examapp.markup.picture_names import picture_key, picture_names
from examapp.pictures.picture import PictureRefused
from examapp.pictures.preparing import prepared_picture

MOST_NAMES_LISTED = 10


def picture_problems(
    report: BankReport, there: Collection[str] = (), sound: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return a warning for each picture that is missing, unused or can't be shown.

    `there` are the keys of pictures that the bank already has; `sound` the names of those in the report
    that were looked at before and need no second look.
    """
    problems = ProblemList()
    refused = dict(_refusals(report.pictures, sound))
    for name, refusal in refused.items():
        problems.warning(refusal.code, Place(), name=name, **refusal.parameters)
    brought = {picture_key(name) for name in report.pictures if name not in refused}
    named = _named(report)
    for key, (name, place) in named.items():
        if key not in brought and key not in there:
            problems.warning("missing_picture", place, name=excerpt(name, 60))
    unused = [name for name in report.pictures if picture_key(name) not in named]
    if unused:
        names = tuple(map(as_it_is, unused[:MOST_NAMES_LISTED]))
        problems.warning("unused_pictures", Place(), count=len(unused), names=names)
    return tuple(problems.found)


def _named(report: BankReport) -> dict[str, tuple[str, Place]]:
    """Return each picture that questions name, by key: how it is first written, and where."""
    named: dict[str, tuple[str, Place]] = {}
    for question, place in zip(report.questions, report.places, strict=True):
        for name in picture_names(question):
            named.setdefault(picture_key(name), (name, place))
    return named


def _refusals(pictures: Mapping[str, bytes], sound: Collection[str]) -> Iterator[tuple[str, PictureRefused]]:
    for name, data in pictures.items():
        if name not in sound:
            try:
                prepared_picture(data)
            except PictureRefused as refused:
                yield name, refused
