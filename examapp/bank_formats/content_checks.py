"""Checks of what a question's texts carry besides words: formulas, and the texts in English."""

from __future__ import annotations

from collections.abc import Iterator

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import FIELD_LABELS, ProblemList, Where
from examapp.bank_formats.headers import ENGLISH
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Question, Translation
from examapp.domain.wording import N_
from examapp.markup.formulas import drawn_formula
from examapp.markup.syntax import formulas_in


def check_content(question: Question, where: Where, problems: ProblemList) -> None:
    """Note formulas that can't be drawn and English that isn't whole."""
    for name, text in marked_texts(question):
        for formula in formulas_in(text):
            if drawn_formula(formula.tex, display=formula.display) is None:
                label = Wording(FIELD_LABELS[name])
                problems.warning("unreadable_formula", where(name), field=label, text=excerpt(formula.source))
    for translation in question.translations:
        _check_translation(question, translation, where, problems)


def marked_texts(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every text that may carry markup with the name of its field."""
    yield "stem", question.stem
    yield "explanation", question.explanation
    yield from (("options", option.text) for option in question.options)
    for translation in question.translations:
        yield f"stem{ENGLISH}", translation.stem
        yield f"explanation{ENGLISH}", translation.explanation
        yield from ((f"options{ENGLISH}", text) for _, text in translation.options)
        yield from ((f"prompts{ENGLISH}", text) for _, text in translation.prompts)
    yield from (("prompts", prompt.text) for prompt in question.prompts)


def _check_translation(
    question: Question, translation: Translation, where: Where, problems: ProblemList
) -> None:
    missing = [] if translation.stem or not question.stem else [Wording(FIELD_LABELS["stem"])]
    for own, texts in ((question.options, translation.options), (question.prompts, translation.prompts)):
        translated = {id_ for id_, text in texts if text}
        missing += [as_it_is(excerpt(each.id, 12)) for each in own if each.id not in translated]
        if unknown := sorted(translated - {each.id for each in own}):
            keys = tuple(as_it_is(excerpt(id_, 12)) for id_ in unknown[:26])
            problems.warning("translation_of_no_option", where(f"option {unknown[0]}{ENGLISH}"), keys=keys)
    for number, part in enumerate(question.parts, start=1):
        if not part.is_translated(translation.language):
            missing.append(Wording(N_("第 {number} 小题"), {"number": number}))
    if missing:
        problems.warning("translation_incomplete", where(f"stem{ENGLISH}"), missing=tuple(missing))
