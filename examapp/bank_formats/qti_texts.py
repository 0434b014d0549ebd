"""The texts of a QTI item: its body with the interactions taken out, its choices, its feedback."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from examapp.bank_formats.cleaning import clean, one_line
from examapp.bank_formats.feedback_labels import labelled
from examapp.bank_formats.qti_parts import AskedItem
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.rich_text_marks import BOLD, NO_MARKS
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of

# What stands in the stem where an interaction is.
Marker = Callable[[Element], str]
# The classes by which our writer tells a field that stands in no blank of the stem, and a number's unit.
ANSWER_FIELD = "answer-field"
UNIT = "unit"
_BLANK_MARK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
_SHOWN_AFTERWARDS = ("feedbackInline", "feedbackBlock", "modalFeedback")
_NOT_SHOWN = frozenset(
    {*_SHOWN_AFTERWARDS, "infoControl", "stylesheet", "templateDeclaration", "gapText", "gapImg"}
)


def blank_mark(interaction: Element) -> str:
    """Return the blank of the stem that a field stands in: as it was written, else a line."""
    written = interaction.get("placeholderText", "")
    return written if _BLANK_MARK.fullmatch(written) else "____"


def nothing(_interaction: Element) -> str:
    """Return that nothing stands in the interaction's place."""
    return ""


@dataclass(slots=True)
class ItemTexts:
    """Converts the texts of one item."""

    rich: RichText
    item: Element

    def stem(self, marker: Marker = nothing, *, prompts: bool = True) -> str:
        """Return the body, each interaction replaced by its prompt and its mark."""
        body = child(self.item, "itemBody")
        if body is None:
            return ""
        return self.rich.of_element(body, lambda element: self._instead(element, marker, prompts))

    def of(self, element: Element | None) -> str:
        """Return what is inside an element, without what is shown afterwards."""
        if element is None:
            return ""
        return self.rich.of_element(element, lambda inner: self._instead(inner, nothing))

    def prompt(self, interaction: Element) -> str:
        """Return what an interaction asks."""
        return self.of(child(interaction, "prompt"))

    def choices(self, interaction: Element, *names: str) -> list[tuple[str, str, bool]]:
        """Return identifier, text and whether it is fixed, of each choice; what stands in a list is one line."""
        found = []
        for each in children(interaction, *names):
            text = self.of(each)
            shown = text if name_of(each) == "simpleChoice" else one_line(text)
            found.append((each.get("identifier", ""), shown, each.get("fixed", "").lower() == "true"))
        return found

    def unit(self) -> str:
        """Return the unit that our writer puts behind a number's field."""
        found = [each for each in descendants(self.item, "span") if each.get("class") == UNIT]
        return " ".join(self.rich.of_element(found[0]).split()) if found else ""

    def explanation(self) -> str:
        """Return what the item says afterwards, each text once."""
        choices = {
            each.get("identifier", ""): " ".join(self.of(each).split())
            for each in descendants(self.item, "simpleChoice", "inlineChoice")
        }
        found = [
            labelled(each.get("identifier", ""), text, choices)
            for each in descendants(self.item, *_SHOWN_AFTERWARDS)
            if (text := self.rich.of_element(each))
        ]
        return clean("\n".join(dict.fromkeys(found)))

    def _instead(self, element: Element, marker: Marker, prompts: bool = True) -> str | None:
        name = name_of(element)
        if name in _NOT_SHOWN:
            return ""
        if name == "rubricBlock" and "candidate" not in element.get("view", "candidate"):
            return ""
        if name in ("div", "span") and element.get("class") in (ANSWER_FIELD, UNIT):
            return ""
        if name == "prompt":
            return f"{NO_MARKS.line}{self.of(element)}{NO_MARKS.line}"
        if name == "hottext":
            return f"{BOLD[0]}{' '.join(self.of(element).split())}{BOLD[1]}"
        if name in ("gapMatchInteraction", "hottextInteraction"):
            return None
        if name == "gap" or name in ("textEntryInteraction", "inlineChoiceInteraction"):
            return marker(element)
        if name.endswith("Interaction"):
            prompt = self.prompt(element) if prompts else ""
            return f"{NO_MARKS.line}{prompt}{marker(element)}{NO_MARKS.line}"
        return None


@dataclass(frozen=True, slots=True)
class Asked(AskedItem):
    """An item of QTI 2 or 3 with everything needed to read its interactions."""

    texts: ItemTexts
