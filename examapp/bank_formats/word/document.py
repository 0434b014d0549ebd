"""Opens a Word document and goes through its body."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from examapp.bank_formats.word.lines import Line
from examapp.bank_formats.word.names import w
from examapp.bank_formats.word.numbering import Numbering, numbering_of
from examapp.bank_formats.word.paragraphs import Reading, lines_of_paragraph
from examapp.bank_formats.word.pictures import Pictures
from examapp.bank_formats.word.tables import WordTable

MAXIMUM_MEMBERS = 5_000
MAXIMUM_UNPACKED_BYTES = 200_000_000
MAXIMUM_XML_BYTES = 60_000_000
MAXIMUM_RATIO = 1_000
MAXIMUM_CELLS = 200_000
_NUMBERING_RELATION = "/numbering"
_GRID_LIMIT = 60


class DocumentRefused(Exception):
    """Why a document isn't read: a code of MESSAGES with its parameters."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and the parameters of its sentence."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class WordBody:
    """The lines and tables of a document in their order, and what was noticed on the way."""

    blocks: tuple[Line | WordTable, ...]
    reading: Reading


def word_body(data: bytes) -> WordBody:
    """Return what a document shows; raise DocumentRefused for one that is damaged or far too large."""
    _guard(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reading = Reading(_numbering(document), Pictures(lambda relation: _part(document, relation)))
        reading.style_numbers = _style_numbers(document)
        return WordBody(tuple(_blocks(document.element.body, reading)), reading)
    except DocumentRefused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception as error:
        raise DocumentRefused("unreadable_word") from error


def _guard(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            if len(members) > MAXIMUM_MEMBERS or total > MAXIMUM_UNPACKED_BYTES:
                raise DocumentRefused(
                    "too_large", found=f"{len(members)} / {total} B", limit=f"{MAXIMUM_UNPACKED_BYTES} B"
                )
            for member in members:
                _guard_member(member)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise DocumentRefused("unreadable_word") from error


def _guard_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise DocumentRefused("password")
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    limit = MAXIMUM_XML_BYTES if is_xml else MAXIMUM_UNPACKED_BYTES
    if member.file_size > min(limit, MAXIMUM_RATIO * max(member.compress_size, 1_000)):
        raise DocumentRefused("too_large", found=f"{member.file_size} B", limit=f"{limit} B")


def _part(document: Document, relation: str) -> tuple[str, bytes] | None:
    found = document.part.rels.get(relation)
    if found is None or found.is_external:
        return None
    return str(found.target_part.partname), found.target_part.blob


def _numbering(document: Document) -> Numbering:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NUMBERING_RELATION) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            return numbering_of(etree.fromstring(relation.target_part.blob, parser))
    return Numbering()


def _style_numbers(document: Document) -> dict[str, tuple[str, int]]:
    """Return the list and level that a paragraph style numbers its paragraphs with."""
    numbers = {}
    for style in document.styles.element.iter(w("style")):
        properties = style.find(f"{w('pPr')}/{w('numPr')}")
        if properties is None:
            continue
        found = {name: properties.find(w(name)) for name in ("numId", "ilvl")}
        values = {name: "" if each is None else each.get(w("val"), "") for name, each in found.items()}
        level = int(values["ilvl"]) if values["ilvl"].isdecimal() else 0
        numbers[style.get(w("styleId"), "")] = values["numId"], level
    return numbers


def _blocks(parent: Any, reading: Reading) -> Iterator[Line | WordTable]:
    for child in parent:
        if child.tag == w("p"):
            yield from lines_of_paragraph(child, reading)
        elif child.tag == w("tbl"):
            yield _table(child, reading)
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            yield from _blocks(child, reading)


def _table(element: Any, reading: Reading) -> WordTable:
    rows: list[tuple[tuple[Line, ...], ...]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    count = 0
    for row in element.iter(w("tr")):
        if _own_table(row) is not element:
            continue
        cells: list[tuple[Line, ...]] = []
        for cell in row.iter(w("tc")):
            if _own_table(cell) is not element:
                continue
            if _is_continued(cell) and rows:
                above = len(rows) - 1, len(cells)
                merged[len(rows), len(cells)] = merged.get(above, above)
            cells += [tuple(_cell_lines(cell, reading)), *[()] * (_span(cell) - 1)]
        count += len(cells)
        if count > MAXIMUM_CELLS:
            raise DocumentRefused("too_large", found=count, limit=MAXIMUM_CELLS)
        rows.append(tuple(cells))
    return WordTable(tuple(rows), merged)


def _own_table(element: Any) -> Any:
    return next((parent for parent in element.iterancestors() if parent.tag == w("tbl")), None)


def _cell_lines(cell: Any, reading: Reading) -> Iterator[Line]:
    """Yield the lines of a cell; a table inside of it gives its cells one below the other."""
    for block in _blocks(cell, reading):
        if isinstance(block, Line):
            if block.text:
                yield block
        else:
            yield from (line for row in block.rows for inner in row for line in inner)


def _span(cell: Any) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    written = span.get(w("val"), "1") if span is not None else "1"
    return min(max(int(written), 1), _GRID_LIMIT) if written.isdecimal() else 1


def _is_continued(cell: Any) -> bool:
    """Return whether a cell belongs to the one above it."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val"), "continue") == "continue"
