"""What a resident's ID number and a mobile number must look like."""

from __future__ import annotations

import re
from datetime import date

# ISO 7064 MOD 11-2 as GB 11643-1999 applies it: weights 2^(17-i) mod 11 of the first seventeen digits.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)


def check_character(first_seventeen: str) -> str:
    """Return the eighteenth character that belongs to the seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def is_shaped_like_id_number(text: str) -> bool:
    """Tell whether the text is seventeen digits and a digit or X, whatever they say."""
    return _ID_NUMBER.fullmatch(text) is not None


def is_id_number(text: str) -> bool:
    """Tell whether the text is an 18-character ID number with a real birthday and the right check character.

    The area code is not checked: areas are renamed and abolished, their old numbers stay valid.
    """
    return is_shaped_like_id_number(text) and text[17] == check_character(text[:17]) and _is_day(text[6:14])


def is_mobile(text: str) -> bool:
    """Tell whether the text is a mainland mobile number: 1, then 3–9, then nine digits."""
    return _MOBILE.fullmatch(text) is not None


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
