"""Small pictures for tests."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

DRAWING = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">
<title>\xe7\x94\xb5\xe8\xb7\xaf</title><rect x="5" y="5" width="110" height="50" fill="none" stroke="black"/>
<text x="60" y="35" text-anchor="middle" style="font-size:14px;fill:#333">R1</text></svg>"""


def photo(
    width: int = 60, height: int = 40, kind: str = "PNG", colour: str = "red", mode: str = "RGB", **saved: Any
) -> bytes:
    """A picture with a black stroke from corner to corner."""
    image = Image.new(mode, (width, height), colour if mode != "L" else 128)
    ImageDraw.Draw(image).line((0, 0, width, height), fill=0 if mode == "L" else "black")
    target = io.BytesIO()
    image.save(target, kind, **saved)
    return target.getvalue()
