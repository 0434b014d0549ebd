"""What a phone needs of the pages it opens: their forms, and the questions of a sitting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from examapp.domain.rehearsal import SeenItem

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass(slots=True)
class Element:
    """An element of a page with all that is inside it."""

    tag: str
    attributes: Mapping[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the elements of this tag inside, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag:
                    yield child
                yield from child.all(tag)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, element in enumerate(self._open) if element.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@dataclass(frozen=True, slots=True)
class Form:
    """A form with what would be sent if nobody touched it."""

    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SittingPage:
    """An attempt as a phone shows it; `session` is the token to save with.

    `ticked` are the values that the page shows as answered, item by item.
    """

    attempt_id: int
    session: str
    last_seq: int
    answers_path: str
    submit_path: str
    items: tuple[SeenItem, ...]
    ticked: tuple[tuple[str, ...], ...]


def page_tree(html: str) -> Element:
    """Return the page as a tree; what browsers would repair is taken as it comes."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def forms_of(page: Element) -> list[Form]:
    """Return the forms that are posted, with hidden and filled fields and ticked boxes."""
    posted = (form for form in page.all("form") if form.attributes.get("method", "").lower() == "post")
    return [Form(form.attributes.get("action", ""), dict(_fields(form))) for form in posted]


def _fields(form: Element) -> Iterator[tuple[str, str]]:
    for field_ in form.all("input"):
        attributes = field_.attributes
        offered = attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes
        if attributes.get("name") and offered:
            yield attributes["name"], attributes.get("value", "")


def sitting_page(html: str) -> SittingPage:
    """Return the sitting that the page shows; raise KeyError or ValueError when it shows none."""
    page = page_tree(html)
    data = next((form.attributes for form in page.all("form") if "data-session" in form.attributes), {})
    questions = [field_ for field_ in page.all("fieldset") if "data-item" in field_.attributes]
    return SittingPage(
        attempt_id=int(data["data-attempt"]),
        session=data["data-session"],
        last_seq=int(data["data-seq"]),
        answers_path=data["data-answers-url"],
        submit_path=data["data-submit-url"],
        items=tuple(_item(question) for question in questions),
        ticked=tuple(_ticked(question) for question in questions),
    )


def _item(question: Element) -> SeenItem:
    """Return stem and options; the letter of an option stands apart, and 判断 has no letters."""
    legend = next(question.all("legend"))
    inline = next((div for div in question.all("div") if div.attributes.get("class") == "gaps"), None)
    sub_questions = tuple(map(_item, question.all("fieldset")))
    gaps = tuple(map(_gap, _controls(inline))) if inline else ()
    options = () if sub_questions or inline else tuple(_own_text(each) for each in _options(question))
    return SeenItem(_own_text(inline or legend), options, sub_questions or gaps)


def _options(question: Element) -> Iterator[Element]:
    """Yield what holds the text of an option beside its letter; the numbers of prompts are no letters."""
    for kind in ("label", "li"):
        for element in question.all(kind):
            holders = [element, *element.all("span")]
            yield from (each for each in holders if any(_own_text(b).isalpha() for b in _children(each, "b")))


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (each for each in element.children if isinstance(each, Element) and each.tag == tag)


def _controls(element: Element) -> Iterator[Element]:
    """Yield the fields and lists inside, in order."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in ("input", "select"):
                yield child
            yield from _controls(child)


def _gap(control: Element) -> SeenItem:
    # The first choice of a list is none.
    return SeenItem("", tuple(_own_text(option) for option in control.all("option"))[1:])


def _own_text(element: Element) -> str:
    texts = (child for child in element.children if isinstance(child, str))
    return " ".join("".join(texts).split())


def _ticked(question: Element) -> tuple[str, ...]:
    """Return the response that the page shows, as the phone's script would send it; nothing for a blank."""
    texts: dict[str, str] = {}
    for place, control in enumerate(_controls(question)):
        name, value = control.attributes.get("name", ""), _value(control)
        # The boxes of a part tell one text together, other boxes one each and only where they are ticked.
        if "." in name:
            texts[name] = texts.get(name, "") + (value or "")
        elif value is not None:
            texts[str(place)] = value
    return tuple(texts.values()) if any(texts.values()) else ()


def _value(control: Element) -> str | None:
    """Return what is chosen or typed; None for a box that is not ticked."""
    attributes = control.attributes
    if control.tag == "select":
        chosen = (each.attributes for each in control.all("option") if "selected" in each.attributes)
        return next((each.get("value", "") for each in chosen), "")
    if attributes.get("type") in ("checkbox", "radio") and "checked" not in attributes:
        return None
    return attributes.get("value", "")
