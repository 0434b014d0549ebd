"""An answer that stands in the stem's bracket, 应先（B）再使用: found, and taken out so that nobody reads it."""

from __future__ import annotations

import re

from examapp.bank_formats.answer_texts import judgement_of, keys_of

_BRACKET = re.compile(r"[（(\[【]\s{0,5}([A-Za-zＡ-Ｚａ-ｚ√✓✔☑×✗✘✕对错正确误、,， ]{1,20}?)\s{0,5}[)）\]】]")
_EMPTY_BLANK = re.compile(r"[（(]\s{0,20}[)）]|_{2,}|＿{2,}")


def bracket_answer(stem: str, options: list[tuple[str, str]], is_judge: bool) -> tuple[str, str] | None:
    """Return the answer written in the stem's only answered bracket, and the stem with the bracket emptied.

    None where the stem has an empty blank as well: in 维生素（C）能防治（　） the letter is part of a word.
    """
    letters = {letter for letter, _ in options}
    candidates = []
    for match in _BRACKET.finditer(stem):
        keys = keys_of(match[1])
        named = bool(letters) and keys is not None and keys <= letters
        judged = not letters and judgement_of(match[1]) is not None and (is_judge or keys is None)
        if named or judged:
            candidates.append(match)
    if len(candidates) != 1 or _EMPTY_BLANK.search(stem):
        return None
    match = candidates[0]
    return match[1].strip(), f"{stem[: match.start()]}（　）{stem[match.end() :]}"
