"""The interactions of QTI items and the question types they are here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.qti_composites import blanks_or_cloze, gap_cloze, scenario
from examapp.bank_formats.qti_documents import interactions_in
from examapp.bank_formats.qti_keys import AnswerKeys
from examapp.bank_formats.qti_parts import (
    KindNotRead,
    choice_part,
    letters_for,
    number_part,
    refuse_endless_rules,
)
from examapp.bank_formats.qti_texts import Asked, ItemTexts
from examapp.bank_formats.report import Place
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of
from examapp.domain.questions import MatchingAnswer, Option, OrderAnswer, Question
from examapp.domain.wording import N_

__all__ = ["KindNotRead", "read_item"]

_INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
_BLOCKS = {"choiceInteraction", "sliderInteraction"}
_LABELS = {
    "extendedTextInteraction": N_("简答题"),
    "uploadInteraction": N_("上传文件题"),
    "drawingInteraction": N_("绘图题"),
    "mediaInteraction": N_("音视频题"),
    "hotspotInteraction": N_("热区题"),
    "selectPointInteraction": N_("选点题"),
    "graphicOrderInteraction": N_("图上排序题"),
    "graphicAssociateInteraction": N_("图上连线题"),
    "graphicGapMatchInteraction": N_("图上填空题"),
    "positionObjectInteraction": N_("摆放题"),
    "associateInteraction": N_("配对题"),
    "customInteraction": N_("自定义题"),
    "portableCustomInteraction": N_("自定义题"),
    "endAttemptInteraction": N_("多步作答题"),
}


def read_item(
    item: Element, keys: AnswerKeys, texts: ItemTexts, place: Place, own: ProblemList
) -> Question | None:
    """Return the question without its id; None when nothing is marked right; raise KindNotRead."""
    refuse_endless_rules(item, "mapEntry", "baseValue", "value")
    asked = Asked(keys, place, own, texts)
    found = list(interactions_in(item))
    _refuse_what_changes(item, found)
    for interaction in found:
        if (name := name_of(interaction)) in _LABELS:
            raise KindNotRead(_LABELS[name], is_word=True)
    if not found:
        own.warning("description_question", place, text=excerpt(texts.stem() or item.get("title", "")))
        return None
    names = {name_of(interaction) for interaction in found}
    if names <= _INLINE:
        return blanks_or_cloze(asked, found)
    if len(found) == 1:
        name = name_of(found[0])
        if name not in _READERS:
            raise KindNotRead(name)
        return _READERS[name](asked, found[0])
    if names <= _BLOCKS:
        return scenario(asked, found)
    if names <= _INLINE | {"choiceInteraction"} and all(map(_is_single_choice, found)):
        return blanks_or_cloze(asked, found)
    raise KindNotRead(N_("几种作答方式混合的题"), is_word=True)


def _refuse_what_changes(item: Element, found: Sequence[Element]) -> None:
    """Refuse items whose text or steps depend on chance or on what was answered before."""
    if child(item, "templateDeclaration") is not None:
        raise KindNotRead(N_("随机参数题"), is_word=True)
    if item.get("adaptive", "").lower() == "true" and len(found) > 1:
        raise KindNotRead(N_("多步作答题"), is_word=True)


def _is_single_choice(interaction: Element) -> bool:
    return name_of(interaction) != "choiceInteraction" or interaction.get("maxChoices", "1") == "1"


def _choice(asked: Asked, interaction: Element) -> Question | None:
    found = choice_part(asked, interaction, asked.texts.choices(interaction, "simpleChoice"))
    return replace(found, stem=asked.texts.stem()) if found else None


def _hottext(asked: Asked, interaction: Element) -> Question | None:
    """A text to point at among others is a choice between these texts."""
    choices = [
        (each.get("identifier", ""), " ".join(asked.texts.of(each).split()), False)
        for each in descendants(interaction, "hottext")
    ]
    found = choice_part(asked, interaction, choices, judged=False)
    return replace(found, stem=asked.texts.stem()) if found else None


def _slider(asked: Asked, interaction: Element) -> Question | None:
    found = number_part(asked, interaction)
    return replace(found, stem=asked.texts.stem()) if found else None


def _order(asked: Asked, interaction: Element) -> Question | None:
    choices = asked.texts.choices(interaction, "simpleChoice")
    letters = letters_for(asked, [identifier for identifier, _, _ in choices])
    right = asked.keys.right(asked.variable(interaction))
    if not right or letters is None:
        return None
    if set(right) != set(letters) or len(right) != len(letters):
        raise KindNotRead(N_("只排其中几项的排序题"), is_word=True)
    options = tuple(Option(letters[identifier], text) for identifier, text, _ in choices)
    asked.check_scoring(interaction, tuple(right))
    _check_order_scoring(asked, asked.variable(interaction), right)
    return Question(
        "", "ordering", asked.texts.stem(), OrderAnswer(tuple(letters[each] for each in right)), options
    )


def _check_order_scoring(asked: Asked, identifier: str, right: Sequence[str]) -> None:
    """Note points for a nearly right order that are neither none nor those of the items in their places."""
    full = asked.keys.score({identifier: right})
    swapped = asked.keys.score({identifier: [*right[:-2], right[-1], right[-2]]}) if len(right) > 1 else None
    if full is None or swapped is None or swapped in (0, full * (len(right) - 2) / len(right)):
        return
    asked.own.warning("partial_weights", asked.place, text=f"{swapped.normalize():f}/{full.normalize():f}")


def _match(asked: Asked, interaction: Element) -> Question | None:
    """Two sets to match: each of the one, used once, has a partner among the other."""
    sets = list(children(interaction, "simpleMatchSet"))
    if len(sets) != 2:
        raise KindNotRead(name_of(interaction))
    prompts, choices = (asked.texts.choices(each, "simpleAssociableChoice") for each in sets)
    pairs = [tuple(pair.split()) for pair in asked.keys.right(asked.variable(interaction))]
    letters = letters_for(asked, [identifier for identifier, _, _ in choices])
    if not pairs or letters is None:
        return None
    asked_of = {identifier for identifier, _, _ in prompts}
    if any(len(pair) != 2 or pair[0] not in asked_of or pair[1] not in letters for pair in pairs):
        raise KindNotRead(N_("不是一一对应的匹配题"), is_word=True)
    if len(pairs) != len(prompts) or {pair[0] for pair in pairs} != asked_of:
        raise KindNotRead(N_("不是一一对应的匹配题"), is_word=True)
    numbers = {identifier: str(number) for number, (identifier, _, _) in enumerate(prompts, 1)}
    asked.check_scoring(interaction, tuple(" ".join(pair) for pair in pairs))
    return Question(
        "",
        "matching",
        asked.texts.stem(),
        MatchingAnswer(tuple(sorted((numbers[one], letters[other]) for one, other in pairs))),
        tuple(Option(letters[identifier], text) for identifier, text, _ in choices),
        prompts=tuple(Option(numbers[identifier], text) for identifier, text, _ in prompts),
    )


_READERS: dict[str, Callable[[Asked, Element], Question | None]] = {
    "choiceInteraction": _choice,
    "hottextInteraction": _hottext,
    "sliderInteraction": _slider,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "gapMatchInteraction": gap_cloze,
}
