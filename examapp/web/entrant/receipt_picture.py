"""A receipt as a picture to keep: one SVG file with everything on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flask import Response, render_template
from flask_babel import gettext as _

from examapp.services.close_attempt import Receipt
from examapp.web.formatting import local_second
from examapp.web.receipt_code import check_address, qr_code

# In units of one Chinese character; Latin letters and digits take a little more than half of one.
LINE_WIDTH = 17.0
NARROW = 0.58


def receipt_picture(receipt: Receipt) -> Response:
    """Return the picture as a file that the browser saves."""
    svg = render_template(
        "entrant/receipt.svg",
        receipt=receipt,
        code=qr_code(check_address(receipt)),
        rows=[(label, tuple(wrapped(text))) for label, text in _rows(receipt)],
        hash_lines=hash_lines,
        scan=_("扫码核对这张回执"),
    )
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = f"attachment; filename=receipt-{receipt.number}.svg"
    return response


def wrapped(text: str) -> Iterator[str]:
    """Yield the text in lines that fit the picture, broken at any character."""
    line, width = "", 0.0
    for letter in text:
        step = 1.0 if unicodedata.east_asian_width(letter) in "WF" else NARROW
        if line and width + step > LINE_WIDTH:
            yield line
            line, width = "", 0.0
        line, width = line + letter, width + step
    yield line


def hash_lines(digits: str) -> tuple[str, str]:
    """Return the two halves of a hash, in groups of eight."""
    groups = [digits[start : start + 8] for start in range(0, len(digits), 8)]
    return " ".join(groups[:4]), " ".join(groups[4:])


def _rows(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield _("赛项"), f"{receipt.event_name} · {receipt.round_name}"
    yield _("姓名"), receipt.entrant_name
    yield _("准考证号"), receipt.ticket
    yield _("交卷时间"), local_second(receipt.submitted_at)
    yield _("已答"), _("%(n)s / %(total)s 题", n=receipt.answered, total=receipt.total_items)
