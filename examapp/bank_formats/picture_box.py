"""Pictures on their way out of a file of another system: each under a name that our markup can hold."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from examapp.markup.picture_names import base_name, picture_key
from examapp.markup.syntax import PICTURE_SUFFIXES

_UNNAMEABLE = re.compile(r"[/\\<>\"|\x00-\x1f]+")
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]{1,40};base64,", re.IGNORECASE)
_SIGNATURES = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
)
LONGEST_NAME = 100
# How common cartridges name their own folder of files.
_ROOTS_OF_FILES = ("$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "$IMS_CC_FILE_BASE$", "%24IMS-CC-FILEBASE%24")


def bytes_of_base64(text: str) -> bytes | None:
    """Return what the base64 text holds, None when it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def picture_in_address(address: str) -> bytes | None:
    """Return the picture that a `data:` address holds in itself."""
    match = _DATA_ADDRESS.match(address)
    return bytes_of_base64(unquote(address[match.end() :])) if match else None


def file_path(address: str) -> str:
    """Return the path of a file that an address in a text names, without query and escapes."""
    return unquote(address.partition("?")[0].partition("#")[0]).replace("\\", "/").strip()


@dataclass(slots=True)
class PictureBox:
    """Collects pictures; two different ones never share a name."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    _by_key: dict[str, bytes] = field(default_factory=dict)

    def take(self, name: str, data: bytes) -> str:
        """Keep a picture; return the name by which a text shows it."""
        wanted = picture_file_name(name, data)
        stem, _, suffix = wanted.rpartition(".")
        if self._by_key.get(picture_key(wanted), data) != data:
            wanted = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
        self._by_key[picture_key(wanted)] = data
        self.pictures[wanted] = data
        return wanted


@dataclass(slots=True)
class PackagePictures:
    """Finds the pictures of a package for the texts of its documents; keeps those that are shown."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    box: PictureBox = field(default_factory=PictureBox)

    def finder(self, folder: str) -> Callable[[str], str | None]:
        """Return what finds the picture an address in a document of this folder means; none from the net."""

        def find(address: str) -> str | None:
            inside = picture_in_address(address)
            if inside is not None:
                return self.box.take("picture", inside)
            for root in _ROOTS_OF_FILES:
                address = address.removeprefix(root)
            if "//" in address or not address:
                return None
            for path, data in files_by_path(self.files, folder, address):
                return self.box.take(path, data)
            return picture_file_name(address)

        return find


def picture_file_name(name: str, data: bytes = b"") -> str:
    """Return a name our markup can hold: no folder, no sign with a meaning, an ending that says picture."""
    bare = _UNNAMEABLE.sub("_", base_name(name)).strip("._") or "picture"
    stem, dot, suffix = bare.rpartition(".")
    if dot and stem and suffix.lower() in PICTURE_SUFFIXES:
        return f"{stem[:LONGEST_NAME]}.{suffix}"
    return f"{bare[:LONGEST_NAME]}.{_suffix_of(data)}"


def files_by_path(files: Mapping[str, bytes], folder: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package that an address in a document of `folder` may mean, the likeliest first."""
    path = file_path(address)
    wanted = picture_key(path)
    for candidate in (_joined(folder, path), path.lstrip("/")):
        if candidate in files:
            yield candidate, files[candidate]
    yield from ((name, data) for name, data in files.items() if picture_key(name) == wanted)


def _joined(folder: str, path: str) -> str:
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)


def _suffix_of(data: bytes) -> str:
    if data[8:12] == b"WEBP":
        return "webp"
    return next((suffix for sign, suffix in _SIGNATURES if data.startswith(sign)), "png")
