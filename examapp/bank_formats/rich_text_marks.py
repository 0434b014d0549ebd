"""Marks that stand in a text while it is put together, and what becomes of them at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from examapp.markup.formulas import drawn_formula

# Private characters: no text of a file keeps one, so each means only what it is put there for.
BOLD = ("\ue000", "\ue001")
CODE = ("\ue002", "\ue003")
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\ue00f\ufffe\uffff]")
_BOLD_PAIR = re.compile(rf"{BOLD[0]}([^{BOLD[0]}{BOLD[1]}]*){BOLD[1]}")
_CODE_PAIR = re.compile(rf"{CODE[0]}([^{CODE[0]}{CODE[1]}]*){CODE[1]}")
# A gap in bold or in code would be out of reach.
_GAP = re.compile(r"\[\[\d{1,3}\]\]")
_RAISED = {
    "sup": dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "sub": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
}


@dataclass(frozen=True, slots=True)
class _Marks:
    line: str = "\ue004"
    space: str = "\ue005"

    def without(self, text: str) -> str:
        """Return the text without the characters that are marks here, or that XML has no place for."""
        return _UNSOUND.sub("", text)


NO_MARKS = _Marks()
_AROUND_BREAK = re.compile("\ue005*\ue004[\ue004\ue005]*")
_SPACES_AT_LINE_END = re.compile("\ue005*\n\ue005*")


def resolved_marks(text: str) -> str:
    """Return the text with every mark written out, or left out where our markup would not read it."""
    text = re.sub("\ue005+", "\ue005", text)
    text = _AROUND_BREAK.sub("\ue004", text)
    text = _SPACES_AT_LINE_END.sub("\n", text)
    # A block that ends where a line has just ended doesn't end another.
    text = re.sub("\n\ue004", "\n", text).strip("\ue004\ue005")
    text = text.replace("\ue004", "\n").replace("\ue005", " ")
    text = _CODE_PAIR.sub(_code, text)
    text = _BOLD_PAIR.sub(lambda match: _bold(match, text), text)
    return _UNSOUND.sub("", text)


def raised(text: str, kind: str) -> str:
    """Return `sup` or `sub` text: in characters of its own, else as a formula, else behind a sign."""
    inside = NO_MARKS.without(" ".join(text.split()))
    signs = _RAISED[kind]
    if all(sign in signs for sign in inside.replace("−", "-")):
        return "".join(signs[sign] for sign in inside.replace("−", "-"))
    sign = "^" if kind == "sup" else "_"
    tex = f"{{}}{sign}{{\\mathrm{{{inside}}}}}"
    if re.fullmatch(r"[A-Za-z0-9+\-=,. ]{1,40}", inside) and drawn_formula(tex, display=False):
        return f"\\({tex}\\)"
    return f"{sign}({inside})"


def _code(match: re.Match[str]) -> str:
    inside = match[1]
    usable = (
        inside.strip()
        and not _GAP.search(inside)
        and "`" not in inside
        and "\n" not in inside
        and len(inside) <= 500
    )
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"`{inside}`" if usable and _may_stand(before) and _may_stand(after) else inside


def _bold(match: re.Match[str], whole: str) -> str:
    inside = match[1]
    bare = inside.strip()
    usable = bare and "\n" not in bare and "**" not in bare and len(bare) <= 500
    usable = usable and not bare.startswith("*") and not bare.endswith("*") and not _GAP.search(bare)
    lead, trail = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    before = lead[-1:] or whole[: match.start()][-1:]
    after = trail[:1] or whole[match.end() :][:1]
    if not usable or not _may_stand(before) or not _may_stand(after):
        return inside
    return f"{lead}**{bare}**{trail}"


def _may_stand(neighbour: str) -> bool:
    """Return whether a mark next to this character is read as one."""
    return not re.match(r"[A-Za-z0-9*`]", neighbour)
