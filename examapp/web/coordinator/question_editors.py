"""What the editor shows for each question type.

A type is edited with a few pieces in a row, each a macro of templates/coordinator/editor_pieces.html with a
reader and a writer in `typed_questions`. A new type needs an entry here, and a piece only where none fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Editor:
    """The pieces of a type's form in order, and what a writer of such a question should know."""

    pieces: tuple[str, ...]
    hint: str


EDITORS: dict[str, Editor] = {
    "single": Editor(("options", "pinned"), N_("填写选项，并选出唯一的正确答案。")),
    "multiple": Editor(("options", "pinned"), N_("填写选项，并勾选全部正确答案。")),
    "judge": Editor(("verdict",), N_("题干写一句能判断对错的话。")),
    "blank": Editor(
        ("blanks", "blank_order"),
        N_("题干中用下划线 ____ 标出每个空；每行写一个空的答案，几种写法之间用分号隔开。"),
    ),
    "numeric": Editor(("number",), N_("写成 3.14、3.14±0.01 或 3.1..3.2；几个都对的范围之间用分号隔开。")),
}
MOST_OPTIONS = 26
# Rows that a form offers beyond those that are filled.
SPARE_OPTIONS = 2
FEWEST_OPTIONS = 4
