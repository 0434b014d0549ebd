"""Tells a picture by its content and hands it to what can read it."""

from __future__ import annotations

from examapp.pictures.photo import prepared_photo
from examapp.pictures.picture import MAXIMUM_BYTES, Picture, PictureRefused
from examapp.pictures.sound import is_sound, prepared_sound
from examapp.pictures.svg import prepared_svg

_SVG_START = (b"<?xml", b"<svg", b"<!DOCTYPE svg", b"<!--")


def prepared_picture(data: bytes) -> Picture:
    """Return the picture, or recording, stripped of everything but what is seen or heard; raise PictureRefused."""
    if is_sound(data):
        return prepared_sound(data)
    if len(data) > MAXIMUM_BYTES:
        raise PictureRefused(
            "picture_too_large", found=f"{len(data) // 1000} kB", limit=f"{MAXIMUM_BYTES // 1000} kB"
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_SVG_START):
        return prepared_svg(data)
    return prepared_photo(data)
