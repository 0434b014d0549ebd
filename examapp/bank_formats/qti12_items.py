"""Items of QTI 1.2, one by one: found in their sections, understood, named where they can't be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.ims_package import heading
from examapp.bank_formats.picture_box import PackagePictures
from examapp.bank_formats.qti12_kinds import Qti12Item, understood_item
from examapp.bank_formats.qti12_texts import Qti12Texts
from examapp.bank_formats.qti_parts import KindNotRead
from examapp.bank_formats.report import Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.weighted_answers import centipoints_of
from examapp.bank_formats.xml_reading import Element, children, descendants, line_of, name_of, text_of
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Question


@dataclass(slots=True)
class Qti12Reader:
    """Reads document after document into one assembly."""

    assembly: Assembly
    pictures: PackagePictures = field(default_factory=PackagePictures)

    def take_document(self, root: Element, path: str) -> None:
        """Read all items of a document."""
        for item in descendants(root, "item"):
            self._take(item, path)

    def _take(self, item: Element, path: str) -> None:
        place = Place(file=path or None, line=line_of(item))
        own = ProblemList()
        texts = Qti12Texts(RichText(self.pictures.finder(path.rpartition("/")[0])))
        given = Qti12Item(item, texts, place, own, _metadata(item))
        shown = excerpt(given.stem() or item.get("title", "") or item.get("ident", ""))
        try:
            understood = understood_item(given, shown)
        except KindNotRead as kind:
            label = Wording(kind.label) if kind.is_word else as_it_is(excerpt(kind.label, 40))
            own.error("type_not_supported", place, text=label, stem=shown)
            understood = None
        if understood is None:
            if not own.found:
                own.error("no_right_answer_marked", place, text=shown)
            self.assembly.refuse(own)
            return
        for what in texts.rich.left_out:
            own.warning("content_left_out", place, what=as_it_is(excerpt(what, 60)))
        self.assembly.add_question(_question(given, understood), lambda _name: place, own)


def _metadata(item: Element) -> dict[str, str]:
    """Return the fields that the item's maker keeps of it; the first of a name counts."""
    found: dict[str, str] = {}
    for pair in descendants(item, "qtimetadatafield"):
        label, entry = (
            clean(text_of(next(children(pair, name), None))) for name in ("fieldlabel", "fieldentry")
        )
        found.setdefault(label, entry)
    for element in descendants(item, "bbmd_questiontype", "qmd_itemtype"):
        found.setdefault("question_type", clean(text_of(element)))
    return found


def _question(given: Qti12Item, understood: Question) -> Question:
    item = given.element
    identifier = clean(item.get("ident", ""))
    shown = [option.text for option in (*understood.prompts, *understood.options)]
    title = clean(item.get("title", ""))
    says_more = title and not " ".join(understood.stem.split()).startswith(title) and not heading_only(title)
    return replace(
        understood,
        qid=identifier or generated_qid(understood.qtype, understood.stem, shown),
        explanation=given.texts.feedback(item),
        points=centipoints_of(given.metadata.get("points_possible", "")),
        topic=_topic(item),
        tags=(title,) if says_more else (),
    )


def heading_only(title: str) -> bool:
    """Return whether a title is no more than a number: Question 12."""
    word = title.lower().removeprefix("question").removeprefix("题目").strip()
    return not word or word.isdigit()


def _topic(item: Element) -> str:
    titles = []
    above = item.getparent()
    while above is not None:
        if name_of(above) in ("section", "assessment", "objectbank"):
            titles.append(heading(above.get("title", "")))
        above = above.getparent()
    return "/".join(title for title in reversed(titles) if title)
