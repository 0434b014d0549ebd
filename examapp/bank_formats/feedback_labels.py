"""What a feedback speaks of, told by the name other systems give it."""

from __future__ import annotations

from collections.abc import Mapping

_RIGHT = ("correct", "right", "correct_fb")
_WRONG = ("incorrect", "wrong", "general_incorrect_fb", "incorrect_fb")


def labelled(name: str, text: str, choices: Mapping[str, str]) -> str:
    """Return the text behind what it speaks of: a choice, a right answer or a wrong one; bare for anything else."""
    plain = name.strip()
    choice = choices.get(plain.removesuffix("_fb").removeprefix("fb_"))
    if choice:
        return f"{choice}：{text}"
    if plain.lower() in _RIGHT:
        return f"答对时：{text}"
    return f"答错时：{text}" if plain.lower() in _WRONG else text
