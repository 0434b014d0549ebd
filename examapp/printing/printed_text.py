"""A text with markup as the plain data that the templates draw: blocks of runs, never typst source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from examapp.markup.formulas import drawn_formula
from examapp.markup.syntax import (
    Block,
    Code,
    Figure,
    Formula,
    Inline,
    Lines,
    Picture,
    Strong,
    Table,
    Text,
    blocks_of,
    inline_of,
)


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """The file of a picture beside the template, and how high it is printed, in millimetres."""

    file: str
    height: float

    def to_json(self) -> dict[str, Any]:
        """Return it as a run."""
        return {"file": self.file, "height": self.height}


Files = Mapping[str, PrintedPicture]


def printed_blocks(text: str, files: Files) -> list[dict[str, Any]]:
    """Return the blocks of a stem or an explanation; `files` names the file of each picture that is there."""
    return [_block(block, files) for block in blocks_of(text)]


def printed_line(text: str, files: Files) -> list[dict[str, Any]]:
    """Return the runs of an option or another short text."""
    return _runs(inline_of(text), files)


def _block(block: Block, files: Files) -> dict[str, Any]:
    match block:
        case Lines(inside):
            return {"kind": "lines", "runs": _runs(inside, files)}
        case Figure(picture):
            return {"kind": "lines", "runs": [_picture(picture, files)]}
        case Table():
            return {
                "kind": "table",
                "columns": [align or "left" for align in block.aligns],
                "rows": [[_runs(cell, files) for cell in row] for row in (block.head, *block.rows)],
            }


def _runs(inside: Sequence[Inline], files: Files, *, bold: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in inside:
        match part:
            case Text(text):
                found.append({"text": text, "bold": bold})
            case Code(text):
                found.append({"text": text, "code": True})
            case Strong(strong):
                found += _runs(strong, files, bold=True)
            case Formula():
                # typst reads no LaTeX: the formula is printed as people type it.
                drawn = drawn_formula(part.tex, display=part.display)
                found.append({"text": drawn.text if drawn else part.source, "bold": bold})
            case Picture():
                found.append(_picture(part, files))
    return found


def _picture(picture: Picture, files: Files) -> dict[str, Any]:
    if picture.name in files:
        return files[picture.name].to_json()
    return {"text": f"〔{picture.alt or picture.name}〕"}
