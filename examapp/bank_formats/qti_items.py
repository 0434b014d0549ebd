"""Items of QTI 2.1, 2.2 and 3.0, one by one: what they ask and show, and what they hold for right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.picture_box import PackagePictures
from examapp.bank_formats.qti_documents import values_of, with_names_of_version_2
from examapp.bank_formats.qti_identifiers import qid_of
from examapp.bank_formats.qti_interactions import KindNotRead, read_item
from examapp.bank_formats.qti_keys import ItemKeys
from examapp.bank_formats.qti_texts import ItemTexts
from examapp.bank_formats.report import Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.weighted_answers import centipoints_of
from examapp.bank_formats.xml_reading import Element, child, children, line_of
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Question


@dataclass(slots=True)
class QtiReader:
    """Reads item after item into one assembly."""

    assembly: Assembly
    pictures: PackagePictures = field(default_factory=PackagePictures)

    def take(self, item: Element, path: str = "", topic: str = "") -> None:
        """Read one item, or name why it isn't; `path` is that of its file in the package."""
        with_names_of_version_2(item)
        place = Place(file=path or None, line=line_of(item))
        own = ProblemList()
        texts = ItemTexts(RichText(self.pictures.finder(path.rpartition("/")[0])), item)
        shown = excerpt(texts.stem() or item.get("title", "") or item.get("identifier", ""))
        keys = ItemKeys(item)
        try:
            understood = read_item(item, keys, texts, place, own)
        except KindNotRead as kind:
            label = Wording(kind.label) if kind.is_word else as_it_is(excerpt(kind.label, 40))
            own.error("type_not_supported", place, text=label, stem=shown)
            understood = None
        if understood is None:
            if not own.found:
                own.error("no_right_answer_marked", place, text=shown)
            self.assembly.refuse(own)
            return
        if keys.unread:
            own.warning("scoring_not_read", place, what=as_it_is(keys.unread))
        for what in texts.rich.left_out:
            own.warning("content_left_out", place, what=as_it_is(excerpt(what, 60)))
        self.assembly.add_question(_question(item, understood, texts, topic), lambda _name: place, own)


def _question(item: Element, understood: Question, texts: ItemTexts, topic: str) -> Question:
    identifier = qid_of(item.get("identifier", ""), item.get("label", ""))
    shown = [option.text for option in (*understood.prompts, *understood.options)]
    return replace(
        understood,
        qid=identifier or generated_qid(understood.qtype, understood.stem, shown),
        explanation=texts.explanation(),
        image=texts.rich.own_pictures[0] if texts.rich.own_pictures else "",
        points=_points(item),
        topic=topic,
        tags=_tags(item, understood.stem, identifier),
    )


def _points(item: Element) -> int | None:
    """Return MAXSCORE in hundredths of a point."""
    for outcome in children(item, "outcomeDeclaration"):
        if outcome.get("identifier") == "MAXSCORE":
            return centipoints_of(next(iter(values_of(child(outcome, "defaultValue"))), ""))
    return None


def _tags(item: Element, stem: str, identifier: str) -> tuple[str, ...]:
    """Return the title, where it says more than the stem begins with."""
    title = clean(item.get("title", ""))
    start = title.removesuffix("…").strip()
    if not title or title == identifier or " ".join(stem.split()).startswith(start):
        return ()
    return (title,)
