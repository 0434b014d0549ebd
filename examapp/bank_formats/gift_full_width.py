"""GIFT typed with a Chinese keyboard: ｛＝甲　～乙｝ means {=甲 ~乙}."""

from __future__ import annotations

import re

_HALF_WIDTH_BRACES = re.compile(r"\{([^{}]*)\}")
_FULL_WIDTH_BRACES = re.compile(r"｛((?:\s*[=~#＝～＃]|(?:T|F|TRUE|FALSE)[#＃])[^｛｝]*|T|F|TRUE|FALSE|)｝")
_SIGN_OF_ANSWER = re.compile(r"(?:^|(?<=\s))[＝～＃]")
_SIGNS = str.maketrans("＝～＃", "=~#")


def half_width_signs(block: str) -> str:
    """Return a block with the full-width braces and signs of its answers as GIFT knows them; no line moves.

    Full-width braces count only where there are no others. A sign inside an answer, 3～5 天, stays.
    """
    braces = _HALF_WIDTH_BRACES if "{" in block else _FULL_WIDTH_BRACES
    return braces.sub(lambda match: "{" + _half_width_body(match[1]) + "}", block)


def _half_width_body(body: str) -> str:
    start = body.lstrip()[:1]
    if start not in ("＝", "～", "＃"):
        return body
    if start != "＃" and len(_SIGN_OF_ANSWER.findall(body)) == 1 and not re.search("[=~]", body):
        # Nothing parts the answers but their signs, ｛＝甲～乙｝.
        return body.translate(_SIGNS)
    return _SIGN_OF_ANSWER.sub(lambda sign: sign[0].translate(_SIGNS), body)
