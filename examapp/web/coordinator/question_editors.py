"""What the editor shows for each question type.

A type is edited with a few pieces in a row, each a macro of templates/coordinator/editor_pieces.html with a
reader and a writer in `typed_questions`. A new type needs an entry here, and a piece only where none fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Editor:
    """The pieces of a type's form in order, and what a writer of such a question should know.

    `part_types` are the types that its parts may have; parts of a cloze stand in its text, `part_texts` is
    then false: they have neither stem nor explanation of their own.
    """

    pieces: tuple[str, ...]
    hint: str
    part_types: tuple[str, ...] = ()
    part_texts: bool = True


EDITORS: dict[str, Editor] = {
    "single": Editor(("key", "options", "pinned"), N_("填写选项，并选出唯一的正确答案。")),
    "multiple": Editor(("keys", "options", "pinned"), N_("填写选项，并勾选全部正确答案。")),
    "judge": Editor(("verdict",), N_("题干写一句能判断对错的话。")),
    "blank": Editor(
        ("blanks", "blank_order"),
        N_("题干中用下划线 ____ 标出每个空；每行写一个空的答案，几种写法之间用分号隔开。"),
    ),
    "numeric": Editor(("number",), N_("写成 3.14、3.14±0.01 或 3.1..3.2；几个都对的范围之间用分号隔开。")),
    "matching": Editor(
        ("prompts", "options", "pinned", "pairs"),
        N_("左侧的匹配项每行一个；右侧的选项可以比匹配项多，也可以用几次。"),
    ),
    "ordering": Editor(("options", "order"), N_("写下要排序的各项和正确的顺序；考试时各项总是打乱的。")),
    "cloze": Editor(
        ("parts",),
        N_("题干中用 [[1]]、[[2]]…标出各空，每空一处；下面依次写各空的答案。"),
        ("single", "blank", "numeric"),
        part_texts=False,
    ),
    "scenario": Editor(
        ("parts",),
        N_("题干写材料；下面依次写各道小题。小题的分值是权重，空着就一样重。"),
        ("single", "multiple", "judge", "blank", "numeric"),
    ),
}
MOST_OPTIONS = 26
MOST_PARTS = 30
# Rows that a form offers beyond those that are filled.
SPARE_OPTIONS = 2
FEWEST_OPTIONS = 4
