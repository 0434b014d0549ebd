"""Items of QTI that ask for several things at once: blanks in a text, gaps to fill from lists, sub-questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.qti_keys import whole_weights
from examapp.bank_formats.qti_parts import KindNotRead, choice_part, letters_for, number_part, text_part
from examapp.bank_formats.qti_texts import Asked, blank_mark
from examapp.bank_formats.xml_reading import Element, descendants, name_of
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, NumericAnswer, Option, PartsAnswer, Question
from examapp.domain.wording import N_


def blanks_or_cloze(asked: Asked, found: Sequence[Element]) -> Question | None:
    """Return blanks where texts are asked for, one number, or gaps of several kinds."""
    parts = [_inline_part(asked, interaction) for interaction in found]
    if any(part is None for part in parts):
        return None
    read = _weighted(asked, found, [part for part in parts if part is not None])
    if len(read) == 1 and isinstance(read[0].answer, NumericAnswer):
        answer = replace(read[0].answer, unit=asked.texts.unit())
        return replace(read[0], stem=asked.texts.stem(blank_mark), answer=answer, points=None)
    blanks = [part.answer.blanks[0] for part in read if isinstance(part.answer, BlankAnswer)]
    if len(blanks) == len(read) and len({part.points for part in read}) == 1:
        return Question("", "blank", asked.texts.stem(blank_mark), BlankAnswer(tuple(blanks)))
    return _cloze(asked, found, read)


def gap_cloze(asked: Asked, interaction: Element) -> Question | None:
    """Return gaps that each take one text from the same list, with the weights of their mapping."""
    if any(True for _ in descendants(interaction, "gapImg")):
        raise KindNotRead(N_("图上填空题"), is_word=True)
    identifier = asked.variable(interaction)
    right = dict(_gap_and_text(pair) for pair in asked.keys.right(identifier))
    gaps = list(descendants(interaction, "gap"))
    names = [gap.get("identifier", "") for gap in gaps]
    choices = asked.texts.choices(interaction, "gapText")
    letters = letters_for(asked, [each for each, _, _ in choices])
    if letters is None or not gaps or any(right.get(name) not in letters for name in names):
        return None
    options = tuple(Option(letters[each], text) for each, text, _ in choices)
    weights = _weights_of_gaps(asked, identifier, [f"{right[name]} {name}" for name in names])
    parts = tuple(
        Question(
            str(number), "single", "", ChoiceAnswer(frozenset({letters[right[name]]})), options, points=weight
        )
        for number, (name, weight) in enumerate(zip(names, weights, strict=True), 1)
    )
    return Question("", "cloze", asked.texts.stem(_numbered(gaps)), PartsAnswer(), parts=parts)


def _weights_of_gaps(asked: Asked, identifier: str, pairs: Sequence[str]) -> list[int | None]:
    """Return what each right pair weighs, None for all the same; note points taken away for wrong ones."""
    declaration = asked.keys.declarations[identifier]
    if declaration.default < 0 or any(entry.value < 0 for entry in declaration.mapping.values()):
        listed = "、".join(f"{each}={entry.value}" for each, entry in declaration.mapping.items())
        asked.own.warning("partial_weights", asked.place, text=excerpt(listed))
    values = [declaration.mapping[pair].value for pair in pairs if pair in declaration.mapping]
    if len(values) != len(pairs) or min(values) <= 0 or len(set(values)) == 1:
        return [None] * len(pairs)
    return list(whole_weights(values))


def scenario(asked: Asked, found: Sequence[Element]) -> Question | None:
    """Return a material with one sub-question for each interaction."""
    parts: list[Question] = []
    for number, interaction in enumerate(found, 1):
        if name_of(interaction) == "sliderInteraction":
            part = number_part(asked, interaction)
        else:
            part = choice_part(asked, interaction, asked.texts.choices(interaction, "simpleChoice"))
        if part is None:
            return None
        parts.append(replace(part, qid=str(number), stem=asked.texts.prompt(interaction)))
    if not all(part.stem for part in parts):
        raise KindNotRead(N_("几种作答方式混合的题"), is_word=True)
    material = asked.texts.stem(prompts=False)
    return Question("", "scenario", material, PartsAnswer(), parts=tuple(_weighted(asked, found, parts)))


def _inline_part(asked: Asked, interaction: Element) -> Question | None:
    if name_of(interaction) == "textEntryInteraction":
        return text_part(asked, interaction)
    choices = asked.texts.choices(interaction, "inlineChoice", "simpleChoice")
    return choice_part(asked, interaction, choices, judged=False)


def _cloze(asked: Asked, found: Sequence[Element], parts: Sequence[Question]) -> Question:
    numbered = tuple(replace(part, qid=str(number)) for number, part in enumerate(parts, 1))
    return Question("", "cloze", asked.texts.stem(_numbered(found)), PartsAnswer(), parts=numbered)


def _numbered(found: Sequence[Element]) -> Callable[[Element], str]:
    """Return a marker that gives the interactions their numbers, told by the places they stand at."""
    paths = {each.getroottree().getpath(each): number for number, each in enumerate(found, 1)}
    return lambda element: f"[[{paths[element.getroottree().getpath(element)]}]]"


def _weighted(asked: Asked, found: Sequence[Element], parts: Sequence[Question]) -> list[Question]:
    """Give the parts their weights where each earns a share of its own; otherwise all weigh the same."""
    names = [asked.variable(interaction) for interaction in found]
    if len(names) < 2 or not asked.keys.adds_up(names):
        return list(parts)
    shares = [share for name in names if (share := asked.keys.share(name)) is not None and share > 0]
    if len(shares) != len(parts):
        return list(parts)
    weights = whole_weights(shares)
    if set(weights) == {1}:
        return list(parts)
    return [replace(part, points=weight) for part, weight in zip(parts, weights, strict=True)]


def _gap_and_text(pair: str) -> tuple[str, str]:
    text, _, gap = pair.partition(" ")
    return gap, text
