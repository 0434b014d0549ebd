"""Pictures of dots: PNG, JPEG, WebP, GIF and BMP, written anew as PNG or JPEG.

WebP is not written, because iPhones before iOS 14 don't show it.
"""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

from examapp.pictures.picture import MAXIMUM_SIDE, Picture, PictureRefused

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
# A file of a few kilobytes may unpack to any size; a phone's camera makes up to fifty million dots, and
# JPEG is unpacked at a fraction of them.
MAXIMUM_DOTS = 30_000_000
MAXIMUM_DOTS_OF_JPEG = 50_000_000
JPEG_QUALITY = 82
# A drawing stays sharp as PNG; a photograph saved as PNG is several times what it need be.
_PNG_BYTES_WORTH_A_LOOK = 150_000


def prepared_photo(data: bytes) -> Picture:
    """Return the picture upright, at most 1600 dots wide and high, without metadata; raise PictureRefused."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            _check_size(found)
            is_photograph = found.format == "JPEG"
            image = _upright(found)
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        limit = f"{MAXIMUM_DOTS_OF_JPEG // 10**6} MP"
        raise PictureRefused("picture_too_large", found=f"> {limit}", limit=limit) from error
    # What a broken file makes its decoder stumble over.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, struct.error) as error:
        raise PictureRefused("picture_unreadable") from error
    image.thumbnail((MAXIMUM_SIDE, MAXIMUM_SIDE), Image.Resampling.LANCZOS)
    return _written(image, is_photograph)


def _check_size(image: Image.Image) -> None:
    dots, limit = image.width * image.height, MAXIMUM_DOTS
    if image.format == "JPEG":
        limit = MAXIMUM_DOTS_OF_JPEG
    if dots > limit:
        found = f"{image.width} × {image.height}"
        raise PictureRefused("picture_too_large", found=found, limit=f"{limit // 10**6} MP")
    if dots == 0:
        raise PictureRefused("picture_unreadable")


def _upright(found: Image.Image) -> Image.Image:
    """Return the first frame turned as the camera was held, in plain colours, with nothing else kept."""
    found.seek(0)
    # A large photograph is unpacked at the size it is needed in.
    found.draft("RGB", (2 * MAXIMUM_SIDE, 2 * MAXIMUM_SIDE))
    image = ImageOps.exif_transpose(found)
    is_transparent = image.has_transparency_data
    image = image.convert("RGBA" if is_transparent else "L" if image.mode in ("1", "L") else "RGB")
    if is_transparent and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert("RGB")
    image.info = {}
    return image


def _written(image: Image.Image, is_photograph: bool) -> Picture:
    if is_photograph:
        return _picture(image, _jpeg(image), "image/jpeg")
    data = _png(image)
    if image.mode != "RGBA" and len(data) > _PNG_BYTES_WORTH_A_LOOK:
        smaller = _jpeg(image)
        if len(smaller) * 3 < len(data):
            return _picture(image, smaller, "image/jpeg")
    return _picture(image, data, "image/png")


def _picture(image: Image.Image, data: bytes, media_type: str) -> Picture:
    return Picture(data, media_type, image.width, image.height)


def _jpeg(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return target.getvalue()


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    few = image.getcolors(256) if image.mode in ("RGB", "L") else None
    written = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=256) if few else image
    written.save(target, "PNG", optimize=True)
    return target.getvalue()
