"""Recordings: MP3, Ogg and M4A, told by their first bytes and served as they are but for MP3's tags."""

from __future__ import annotations

from examapp.pictures.picture import Picture, PictureRefused

MAXIMUM_BYTES = 5_000_000
_OGG, _ID3, _LAST_TAG = b"OggS", b"ID3", b"TAG"
_LAST_TAG_BYTES = 128
_ID3_HEAD = 10
# Of the family of MP4 those that hold sound; pictures of cameras begin in the same way.
_M4A_BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2")


def is_sound(data: bytes) -> bool:
    """Tell whether the bytes begin as a recording does."""
    return data.startswith((_OGG, _ID3)) or _is_m4a(data) or _is_mp3_frame(data)


def prepared_sound(data: bytes) -> Picture:
    """Return the recording without MP3's tags, which hold names and pictures; raise PictureRefused."""
    if len(data) > MAXIMUM_BYTES:
        raise PictureRefused(
            "picture_too_large", found=f"{len(data) // 1000} kB", limit=f"{MAXIMUM_BYTES // 1000} kB"
        )
    if data.startswith(_OGG):
        return Picture(data, "audio/ogg", 0, 0)
    if _is_m4a(data):
        return Picture(data, "audio/mp4", 0, 0)
    sound = _without_tags(data)
    if not _is_mp3_frame(sound):
        raise PictureRefused("picture_unreadable")
    return Picture(sound, "audio/mpeg", 0, 0)


def _without_tags(data: bytes) -> bytes:
    while data.startswith(_ID3) and len(data) > _ID3_HEAD:
        data = data[_ID3_HEAD + _synchsafe(data[6:10]) :].lstrip(b"\0")
    return data[:-_LAST_TAG_BYTES] if data[-_LAST_TAG_BYTES:].startswith(_LAST_TAG) else data


def _synchsafe(four: bytes) -> int:
    """Return the number in four bytes of seven bits each (id3.org, ID3v2.4.0 section 6.2)."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))


def _is_mp3_frame(data: bytes) -> bool:
    """Tell by a frame's header: eleven bits set, a known version, layer III, a known bit rate."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate = data[1] >> 3 & 3, data[1] >> 1 & 3, data[2] >> 4
    return version != 1 and layer == 1 and 0 < rate < 15


def _is_m4a(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _M4A_BRANDS
