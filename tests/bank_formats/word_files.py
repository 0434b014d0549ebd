"""Word documents made on the spot, as people make them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

RED = RGBColor(0xFF, 0, 0)


def document_of(*lines: str) -> Document:
    """Return a document with a paragraph of each line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def saved(document: Document) -> bytes:
    """Return the document as a file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def add_list(document: Document, *levels: tuple[str, str]) -> int:
    """Define a list with the way of counting and the text of each level; return its number."""
    root = document.part.numbering_part.element
    number = 100 + len(root.findall("{*}num"))
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(levels)
    )
    names = nsdecls("w")
    abstract = parse_xml(f'<w:abstractNum {names} w:abstractNumId="{number}">{inner}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {names} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def numbered(document: Document, text: str, number: int, level: int = 0) -> Paragraph:
    """Add a paragraph that Word numbers."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    names = nsdecls("w")
    properties.append(
        parse_xml(f'<w:numPr {names}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """Add a table of texts."""
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def coloured(document: Document, *parts: tuple[str, bool]) -> Paragraph:
    """Add a paragraph whose marked parts are red."""
    paragraph = document.add_paragraph()
    for text, is_red in parts:
        run = paragraph.add_run(text)
        if is_red:
            run.font.color.rgb = RED
    return paragraph
