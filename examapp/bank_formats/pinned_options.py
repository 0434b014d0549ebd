"""Options that must not be shuffled because their wording depends on the order of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from examapp.bank_formats.cleaning import compact

_COUNTED = "(?:各|所有|项|选项|答案|说法|情况|内容|几|二|两|三|四|者|种|点|条)*"
_ALL = "(?:全部|全|都|均|皆|任何)*"
_VERDICT = "(?:是|对|正确|错|错误|可以|可|属于|选|有)"
_SPEAKS_OF_OTHERS = re.compile(
    # 上面 and 前面 alone are places, not options.
    rf"(?:以上|上述|前述|(?:上面|前面|前[几二两三四])(?=.)){_COUNTED}{_ALL}(?:不|没有|非|无)?{_ALL}{_VERDICT}*"
    rf"|(?:全部|全|都|均|皆)+不?{_VERDICT}+"
    r"|all ?of ?the ?above|none ?of ?the ?above"
)
_LETTERS_NAMED = re.compile(
    r"(?:只有|仅有|仅|除了|除|选项|答案)?([a-z](?:(?:项|选项)?[和与及或、,+/&]?(?:选项)?[a-z]){0,6})"
    r"(?:项|选项)?(?:以?外|两项|二者|两者|三项|三者)?(?:都|均|全|皆)*(?:不)?(?:是|对|正确|可以|可|错误|错)?"
)
_SINGLE_LETTER_SENTENCE = re.compile(r"(?:只有|仅有|仅|除了|除|选项).+|.+(?:项|对|正确|错误|错)")
_LONGEST = 24


def pinned_ids(options: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the ids, of (id, text) pairs, that keep their places when the others are shuffled.

    以上都对 stays below the others. 「A和B都对」 names letters of the bank, which mean other options once
    anything moves; so it pins them all.
    """
    pairs = [(key, compact(text[:80]).strip("。.!,;")) for key, text in options]
    letters = [key.lower() for key, _ in pairs]
    if any(_names_letters(word, key.lower(), letters) for key, word in pairs):
        return frozenset(key for key, _ in pairs)
    return frozenset(
        key for key, word in pairs if len(word) <= _LONGEST and _SPEAKS_OF_OTHERS.fullmatch(word)
    )


def _names_letters(word: str, own: str, letters: Sequence[str]) -> bool:
    match = _LETTERS_NAMED.fullmatch(word) if len(word) <= _LONGEST else None
    if match is None:
        return False
    named = [sign for sign in match[1] if "a" <= sign <= "z"]
    # Letters out of order are a word such as CAD, not a list of options.
    if own in named or sorted(set(named)) != named or not set(named) <= set(letters):
        return False
    if len(named) == 1:
        return _SINGLE_LETTER_SENTENCE.fullmatch(word) is not None
    return len(named) > 1
