"""Pictures of dots come out small, upright and without a word of who took them where."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from examapp.pictures.picture import MAXIMUM_BYTES, PictureRefused
from examapp.pictures.preparing import prepared_picture
from tests.pictures.pictures_made_up import photo


def opened(data: bytes) -> Image.Image:
    """The picture unpacked."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/png"),
        ("GIF", "image/png"),
        ("BMP", "image/png"),
    ],
)
def test_every_usual_format_becomes_png_or_jpeg(kind: str, media_type: str) -> None:
    picture = prepared_picture(photo(kind=kind))
    assert picture.media_type == media_type
    assert (picture.width, picture.height) == opened(picture.data).size == (60, 40)


def test_a_large_picture_is_made_as_large_as_a_phone_needs() -> None:
    picture = prepared_picture(photo(4000, 1000))
    assert (picture.width, picture.height) == (1600, 400)


def test_a_photograph_is_turned_as_the_camera_was_held_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    picture = prepared_picture(photo(kind="JPEG", exif=exif, comment=b"secret word"))
    assert (picture.width, picture.height) == (40, 60)
    assert b"secret" not in picture.data
    assert not opened(picture.data).getexif()


def test_a_colour_profile_is_left_out() -> None:
    picture = prepared_picture(photo(icc_profile=b"secret profile"))
    assert "icc_profile" not in opened(picture.data).info


def test_transparency_survives_where_there_is_some() -> None:
    clear = prepared_picture(photo(mode="RGBA", colour="#ff000080"))
    assert opened(clear.data).mode == "RGBA"
    full = prepared_picture(photo(mode="RGBA", colour="#ff0000ff"))
    assert opened(full.data).mode in ("RGB", "P")


def test_a_photograph_saved_as_png_becomes_jpeg() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((600, 600), 60) for _ in range(3)])
    target = io.BytesIO()
    noise.save(target, "PNG")
    assert prepared_picture(target.getvalue()).media_type == "image/jpeg"


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(PictureRefused) as refused:
        prepared_picture(bomb + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
    assert refused.value.code == "picture_too_large"


def test_a_file_too_long_is_refused() -> None:
    with pytest.raises(PictureRefused) as refused:
        prepared_picture(photo() + bytes(MAXIMUM_BYTES))
    assert refused.value.code == "picture_too_large"


@given(st.integers(0, 200), st.binary(max_size=30), st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP"]))
def test_a_damaged_picture_is_refused_or_read_but_never_breaks(place: int, damage: bytes, kind: str) -> None:
    data = photo(kind=kind)
    try:
        prepared_picture(data[:place] + damage + data[place + len(damage) :])
    except PictureRefused:
        return


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    with pytest.raises(PictureRefused):
        prepared_picture(data)
