"""The QR code of a receipt: where anybody can check it, and the hashes that the check compares."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import segno
from flask import request, url_for

from examapp.services.close_attempt import Receipt
from examapp.web.transactions import collaborators

QUIET_ZONE = 4
# Hashes look random under every mask, so none is worth searching for: a whole round fetches its receipts at
# the same moment, and the search takes five times as long as all the rest.
MASK = 3


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square of `size` modules, its quiet zone included; `path` draws the dark ones, one unit each."""

    size: int
    path: str

    def data_uri(self) -> str:
        """Return the code as the source of an image, black on white in a dark scheme too."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
            f'<path fill="#fff" d="M0 0h{self.size}v{self.size}H0z"/><path d="{self.path}"/></svg>'
        )
        return "data:image/svg+xml," + quote(svg, safe=" =:,")


def check_address(receipt: Receipt) -> str:
    """Return where anybody can check the receipt; its hashes travel along, to be compared there."""
    path = url_for(
        "public.receipt",
        receipt_number=receipt.number,
        p=short_hash(receipt.paper_hash),
        a=short_hash(receipt.answers_hash),
    )
    # The address of the request is a last resort: whoever came by an inner name would print that one.
    return (collaborators().settings.public_address or request.host_url.rstrip("/")) + path


def short_hash(hex_digits: str) -> str:
    """Return a hash in 43 characters instead of 64: base64url without padding (RFC 4648)."""
    return base64.urlsafe_b64encode(bytes.fromhex(hex_digits)).decode().rstrip("=")


def qr_code(text: str) -> QrCode:
    """Return the text as a QR code that survives a crumpled print (level M, 15 %)."""
    matrix = segno.make_qr(text, error="m", boost_error=False, mask=MASK).matrix
    return QrCode(len(matrix) + 2 * QUIET_ZONE, "".join(_runs(matrix)))


def _runs(matrix: tuple[bytearray, ...]) -> Iterator[str]:
    """Yield each run of dark modules as a rectangle one unit high."""
    for row, modules in enumerate(matrix, start=QUIET_ZONE):
        start = None
        for column, dark in enumerate((*modules, 0), start=QUIET_ZONE):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield f"M{start} {row}h{column - start}v1H{start}z"
                start = None
