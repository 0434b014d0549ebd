"""Recordings for tests: a moment of nothing in each format."""

from __future__ import annotations

FRAME = b"\xff\xfb\x90\x00" + bytes(413)
MP3 = FRAME * 3
TITLE = b"\xe4\xb8\xbb\xe6\x8c\x81\xe4\xba\xba"
TAGGED_MP3 = (
    b"ID3\x04\x00\x00\x00\x00\x01\x00" + TITLE.ljust(128, b"\0") + MP3 + b"TAG" + TITLE.ljust(125, b"\0")
)
OGG = b"OggS\x00\x02" + bytes(60)
M4A = b"\x00\x00\x00\x20ftypM4A " + bytes(60)
