"""Blackboard's way of matching: prompts beside lists without texts, the texts in a block of their own."""

from __future__ import annotations

from collections.abc import Sequence

from examapp.bank_formats.cleaning import one_line
from examapp.bank_formats.qti12_texts import Qti12Texts
from examapp.bank_formats.qti_keys import AnswerKeys
from examapp.bank_formats.xml_reading import Element, children, descendants

_RIGHT_SIDE = "RIGHT_MATCH_BLOCK"


def blackboard_pairs(
    item: Element, responses: Sequence[Element], keys: AnswerKeys, texts: Qti12Texts
) -> list[tuple[str, str]] | None:
    """Return (prompt, right choice) with the choices nobody needs at the end; None where it isn't done so."""
    blocks = [each for each in descendants(item, "flow") if each.get("class") == _RIGHT_SIDE]
    if not blocks:
        return None
    choices = [one_line(texts.material(each)) for each in children(blocks[0], "flow")]
    pairs = []
    for response in responses:
        labels = [label.get("ident", "") for label in descendants(response, "response_label")]
        right = keys.right(response.get("ident", ""))
        place = labels.index(right[0]) if right and right[0] in labels else len(choices)
        if place >= len(choices):
            return None
        pairs.append((_prompt(response, texts), choices[place]))
    used = {choice for _, choice in pairs}
    return [*pairs, *(("", choice) for choice in choices if choice not in used)]


def _prompt(response: Element, texts: Qti12Texts) -> str:
    """Return the text that stands beside a list."""
    around = response.getparent()
    beside = children(around, "flow", "material") if around is not None else ()
    return one_line(" ".join(texts.material(each) for each in beside))
