"""The texts of an item of QTI 1.2: material in several wrappers, plain or as HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.feedback_labels import labelled
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of, text_of

RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
_HTML = ("text/html", "text/rtf", "html", "smart_text")


@dataclass(slots=True)
class Qti12Texts:
    """Converts the texts of one item."""

    rich: RichText

    def stem(self, item: Element, marker: Callable[[Element], str]) -> str:
        """Return the material of the presentation, each response replaced by its mark."""
        presentation = child(item, "presentation")
        if presentation is None:
            return ""
        pieces: list[str] = []
        asked = [each for each in descendants(presentation, "flow") if each.get("class") == "QUESTION_BLOCK"]
        pending = asked[::-1] or list(children(presentation))[::-1]
        while pending:
            element = pending.pop()
            name = name_of(element)
            if name in RESPONSES:
                pieces.append(marker(element))
            elif name in ("material", "material_ref"):
                pieces.append(self.material(element))
            elif name in ("flow", "flow_mat", "flow_label"):
                pending += list(children(element))[::-1]
        return clean(_joined(pieces))

    def material(self, element: Element | None) -> str:
        """Return the texts and pictures inside an element."""
        if element is None:
            return ""
        pieces = [
            self._picture(part) if name_of(part) == "matimage" else self._text(part)
            for part in descendants(element, "mattext", "mat_formattedtext", "matimage", "matemtext")
        ]
        return "\n".join(piece for piece in pieces if piece)

    def label(self, response_label: Element) -> str:
        """Return the text of a choice on one line."""
        return " ".join(self.material(response_label).split())

    def own_material(self, response: Element) -> str:
        """Return the material a response begins with: what a matching question asks a partner for."""
        found = [self.material(each) for each in children(response, "material", "flow", "flow_mat")]
        return " ".join(" ".join(found).split())

    def feedback(self, item: Element) -> str:
        """Return what the item says afterwards, each text once."""
        choices = {each.get("ident", ""): self.label(each) for each in descendants(item, "response_label")}
        found = [
            labelled(each.get("ident", ""), text, choices)
            for each in descendants(item, "itemfeedback")
            if (text := self.material(each))
        ]
        return clean("\n".join(dict.fromkeys(found)))

    def _text(self, part: Element) -> str:
        if any(True for _ in children(part)):
            return self.rich.of_element(part)
        kind = (part.get("texttype") or part.get("type") or "text/plain").lower()
        source = text_of(part)
        if kind in _HTML or "</" in source or "/>" in source:
            return self.rich.of_html(source)
        return clean(source)

    def _picture(self, part: Element) -> str:
        name = self.rich.picture(part.get("uri") or "")
        return f"![]({name})" if name else ""


def _joined(pieces: list[str]) -> str:
    """Return the pieces in one line where a blank stands among them, else one below the other."""
    inline = any(piece == "____" or piece.startswith("[[") for piece in pieces[1:-1])
    filled = [piece for piece in pieces if piece]
    return " ".join(filled) if inline or len(filled) < 2 or filled[-1] == "____" else "\n".join(filled)
