"""Looks into a workbook's archive before it is opened: size, sparse giants, passwords."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MAXIMUM_UNPACKED_BYTES = 200_000_000
MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 256

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# A cell far out with content: `<c r="XFD9" …>`, beyond column IV or row 99999, that is neither closed at once
# nor empty.
_FAR_CELL = re.compile(
    rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br="(?=[A-Z]{3}|I[W-Z]|[J-Z][A-Z]|[A-Z]{1,3}[0-9]{6})'
    rb'([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}(?<!/)>(?!</)'
)
_ODS_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]{1,9})"[^<>]{0,2000}(?<!/)>')
_CHUNK = 1 << 20
_OVERLAP = 1 << 10


class WorkbookRefused(Exception):
    """Why a workbook isn't opened: a code of MESSAGES with its parameters."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and the parameters of its sentence."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def guard(data: bytes) -> None:
    """Raise WorkbookRefused for a file that is encrypted, damaged or would fill the memory."""
    if data.startswith(OLE_MAGIC):
        if _ENCRYPTED_STREAM in data:
            raise WorkbookRefused("password")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _guard_archive(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise WorkbookRefused("unreadable_file") from error


def _is_sheet(member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower()
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _guard_archive(archive: zipfile.ZipFile) -> None:
    total = sum(member.file_size for member in archive.infolist())
    if total > MAXIMUM_UNPACKED_BYTES:
        raise WorkbookRefused("too_large", found=f"{total} B", limit=f"{MAXIMUM_UNPACKED_BYTES} B")
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise WorkbookRefused("password")
        name = member.filename.lower()
        if _is_sheet(member):
            _guard_sheet(archive, member)
        elif name == "content.xml":
            _guard_ods_content(archive, member)
        elif name == "meta-inf/manifest.xml" and b"encryption-data" in archive.read(member):
            raise WorkbookRefused("password")
        else:
            _read_through(archive, member)


def chunks_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the member's bytes; each chunk repeats the end of the one before, so no cell is cut in two.

    Reading to the end also checks the declared size and the checksum, on which the size limit relies.
    """
    kept = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    for _ in chunks_of(archive, member):
        pass


def _guard_sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a cell far out: the reader would lay out every empty cell on the way to it."""
    for chunk in chunks_of(archive, member):
        for letters, row in _FAR_CELL.findall(chunk):
            if int(row) > MAXIMUM_ROWS or column_number(letters) > MAXIMUM_COLUMNS:
                raise WorkbookRefused("too_large", found=f"{(letters + row).decode()}", limit=_limit())


def _guard_ods_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a repetition of filled rows or cells that unpacks to more than any bank holds."""
    repeated = 0
    for chunk in chunks_of(archive, member):
        for count in _ODS_REPEAT.findall(chunk):
            if int(count) > MAXIMUM_ROWS * 12:
                raise WorkbookRefused("too_large", found=count.decode(), limit=_limit())
            repeated += int(count)
    if repeated > MAXIMUM_ROWS * 200:
        raise WorkbookRefused("too_large", found=repeated, limit=_limit())


def _limit() -> str:
    return f"{MAXIMUM_ROWS} × {MAXIMUM_COLUMNS}"


def column_number(letters: bytes) -> int:
    """Return the number, from 1, of the column that Excel calls A, B, … AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
