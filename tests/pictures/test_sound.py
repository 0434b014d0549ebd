"""Recordings are told by what they hold, kept small, and lose what names people."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.pictures.picture import PictureRefused
from examapp.pictures.preparing import prepared_picture
from examapp.pictures.sound import MAXIMUM_BYTES
from tests.pictures.pictures_made_up import photo
from tests.pictures.sounds_made_up import M4A, MP3, OGG, TAGGED_MP3, TITLE


@pytest.mark.parametrize(
    ("data", "media_type"), [(MP3, "audio/mpeg"), (OGG, "audio/ogg"), (M4A, "audio/mp4")]
)
def test_each_format_is_told_by_its_first_bytes(data: bytes, media_type: str) -> None:
    found = prepared_picture(data)
    assert (found.media_type, found.data, found.width) == (media_type, data, 0)


def test_an_mp3_loses_its_tags() -> None:
    found = prepared_picture(TAGGED_MP3)
    assert found.data == MP3
    assert TITLE not in found.data


@pytest.mark.parametrize(
    "data",
    [
        b"ID3\x04\x00\x00\x00\x00\x00\x10" + b"MZ program" * 20,
        b"ID3",
        b"\xff\xfb\xf0\x00" + bytes(100),
        b"\x00\x00\x00\x20ftypheic" + bytes(60),
        b"RIFF\x00\x00\x00\x00WAVE" + bytes(60),
    ],
    ids=["tags before something else", "nothing but a tag", "no bit rate", "a photo of a phone", "wav"],
)
def test_what_only_looks_like_a_recording_is_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused):
        prepared_picture(data)


def test_a_long_recording_is_refused_with_its_size() -> None:
    with pytest.raises(PictureRefused) as refused:
        prepared_picture(MP3 + bytes(MAXIMUM_BYTES))
    assert refused.value.code == "picture_too_large"


def test_a_picture_is_still_a_picture() -> None:
    assert prepared_picture(photo()).media_type in ("image/png", "image/jpeg")


@given(st.sampled_from([b"", b"ID3", b"OggS", b"\xff\xfb", b"\x00\x00\x00\x20ftyp"]), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(start: bytes, rest: bytes) -> None:
    with suppress(PictureRefused):
        assert prepared_picture(start + rest).media_type
