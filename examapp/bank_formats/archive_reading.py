"""Zip archives that nobody vouches for, unpacked in memory and within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

ZIP_MAGIC = b"PK\x03\x04"
MAXIMUM_MEMBERS = 5_000
MAXIMUM_MEMBER_BYTES = 60_000_000
MAXIMUM_UNPACKED_BYTES = 300_000_000
# Text shrinks to a tenth, an empty bitmap to a thousandth; what shrinks further was made to fill a memory.
MAXIMUM_RATIO = 1_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


class ArchiveRefused(Exception):
    """Why an archive isn't unpacked: a code of MESSAGES with its parameters."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and the parameters of its sentence."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def archive_names(data: bytes) -> list[str]:
    """Return the names of the members, none for what is no archive."""
    if not data.startswith(ZIP_MAGIC):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [member_name(member) for member in archive.infolist()]
    except BROKEN_ARCHIVE:
        return []


def archive_files(
    data: bytes, wanted: Callable[[str], bool], most_members: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted files with their paths; nothing is ever written to where an archive says.

    `most_members` is for packages with a file for each question.

    Raise ArchiveRefused for what is too large or locked, one of BROKEN_ARCHIVE for what is broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # A broken archive may hold a member without a name.
        members = [member for member in archive.infolist() if member.filename and not member.is_dir()]
        total = sum(member.file_size for member in members)
        most = most_members or MAXIMUM_MEMBERS
        if len(members) > most or total > MAXIMUM_UNPACKED_BYTES:
            found, limit = f"{len(members)} / {total} B", f"{most} / {MAXIMUM_UNPACKED_BYTES} B"
            raise ArchiveRefused("too_large", found=found, limit=limit)
        for member in members:
            path = member_name(member).replace("\\", "/")
            name = path.rpartition("/")[2]
            if "__MACOSX/" in path or name.startswith((".", "~$")):
                continue
            if wanted(path):
                yield path, _content(archive, member)


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the member's name; what Chinese Windows packs is in GBK and says nothing of it."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    written = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise ArchiveRefused("password")
    if member.file_size > MAXIMUM_MEMBER_BYTES or member.file_size > MAXIMUM_RATIO * max(
        member.compress_size, 1_000
    ):
        raise ArchiveRefused("too_large", found=f"{member.file_size} B", limit=f"{MAXIMUM_MEMBER_BYTES} B")
    # The reader stops at the declared size and checks the sum, so the limits above hold.
    return archive.read(member)
