"""The surface of GIFT: escapes, comments, blocks parted by blank lines, braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from examapp.bank_formats.cleaning import normal_lines
from examapp.bank_formats.gift_full_width import half_width_signs

# Each escape becomes one control character while the signs are read, and the plain sign afterwards.
_SIGNS = "\\:#={}~\n"
_HIDDEN = "".join(chr(code) for code in range(1, len(_SIGNS) + 1))
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_HIDE = dict(zip(_SIGNS, _HIDDEN, strict=True))
_SHOW = str.maketrans(dict(zip(_HIDDEN, _SIGNS, strict=True)))
_OWN = str.maketrans(dict.fromkeys(_HIDDEN))
_ATTRIBUTE = re.compile(r"\[(id|tag):([^\]\n]{1,200})\]")
_TEXT_FORMAT = re.compile(r"\[(html|markdown|moodle|plain)\]")
_CATEGORY = "$CATEGORY:"


@dataclass(slots=True)
class Block:
    """One question's lines with its escapes hidden, and what the comments above it say."""

    line: int
    lines: list[str] = field(default_factory=list)
    category: str = ""
    attributes: list[tuple[str, str]] = field(default_factory=list)
    is_open: bool = False
    is_closed: bool = False

    def add(self, line: str) -> None:
        """Take in a line, and notice whether a brace is still waiting for its partner."""
        self.lines.append(line)
        if not self.is_open and not self.is_closed and "{" in line:
            self.is_open, line = True, line.partition("{")[2]
        if self.is_open and "}" in line:
            self.is_open, self.is_closed = False, True

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Parts:
    """A block taken apart; `body` is what stands in its braces, None for a description, `after` what follows."""

    title: str
    text_format: str
    stem: str
    body: str | None
    feedback: str
    after: str = ""


def hide_escapes(text: str) -> str:
    """Return the text with every escaped sign replaced by a character that stands for nothing else."""
    return _ESCAPE.sub(lambda match: _HIDE["\n" if match[1] == "n" else match[1]], text.translate(_OWN))


def show(text: str) -> str:
    """Return the text with the hidden signs back, stripped."""
    return text.translate(_SHOW).strip()


def escape(text: str) -> str:
    """Return the text as GIFT holds it: what `show(hide_escapes(…))` gives back."""
    return re.sub(r"[\\:#={}~]", r"\\\g<0>", text).replace("\n", "\\n")


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions; a blank line ends one unless a brace is open and no new one begins."""
    category = ""
    current: Block | None = None
    for number, line in enumerate(normal_lines(text).split("\n"), 1):
        shown = hide_escapes(line)
        bare = shown.strip()
        if current is not None and (not bare or bare.startswith(_CATEGORY)) and not current.is_open:
            if current.lines:
                yield current
            current = None
        elif current is not None and current.is_open and _begins_anew(current, shown):
            yield current
            current = None
        if bare.startswith(_CATEGORY):
            category = bare.removeprefix(_CATEGORY)
        elif bare:
            current = current or Block(number, category=category)
            _add_line(current, number, shown)
        elif current is not None:
            current.lines.append("")
    if current is not None and current.lines:
        yield current


def parts_of(block: Block) -> Parts:
    """Take a block apart; only its first pair of braces counts."""
    text = half_width_signs(block.text).strip()
    title = ""
    if text.startswith("::"):
        title, closed, rest = text[2:].partition("::")
        title, text = (title, rest) if closed else ("", text)
    text, text_format = without_format(text.strip())
    before, opened, rest = text.partition("{")
    if not opened:
        return Parts(show(title), text_format, show(before), None, "")
    body, _, after = rest.partition("}")
    body, _, feedback = body.rpartition("####") if "####" in body else (body, "", "")
    blank = f"{before.rstrip()} _____ {after.strip()}" if after.strip() else before
    feedback = show(without_format(feedback.strip())[0])
    return Parts(show(title), text_format, show(blank), body.strip(), feedback, after)


def topic_of(category: str) -> str:
    """Return a category's path without Moodle's own roots; a doubled slash in it is a slash of a name."""
    names = [show(name).replace("\x00", "/") for name in category.replace("//", "\x00").split("/")]
    return "/".join(
        name for name in names if name and name != "top" and not re.fullmatch(r"\$\w{1,20}\$", name)
    )


def _begins_anew(block: Block, line: str) -> bool:
    """Return whether a line after a blank one opens a brace of its own: the block above was never closed."""
    return bool(block.lines) and not block.lines[-1] and "{" in line.partition("}")[0]


def _add_line(block: Block, number: int, line: str) -> None:
    if line.lstrip().startswith("//"):
        block.attributes.extend((name, show(value)) for name, value in _ATTRIBUTE.findall(line))
        return
    if not block.lines:
        block.line = number
    block.add(line)


def without_format(text: str) -> tuple[str, str]:
    """Return the text without a leading `[html]` or the like, and which format that named."""
    match = _TEXT_FORMAT.match(text)
    return (text[match.end() :].strip(), match[1]) if match else (text, "")
