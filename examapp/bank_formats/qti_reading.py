"""Files of QTI 2.1, 2.2 and 3.0: one item, or a package of items with their pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from examapp.bank_formats.archive_reading import ZIP_MAGIC
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.ims_package import format_of, opened_package
from examapp.bank_formats.picture_box import PackagePictures
from examapp.bank_formats.qti12_items import Qti12Reader
from examapp.bank_formats.qti_items import QtiReader
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.xml_reading import Element, XmlRefused, name_of, parsed_xml

ITEM_ROOTS = ("assessmentItem", "qti-assessment-item")
OLD_ROOT = "questestinterop"


def read_qti(data: bytes, format_name: str) -> BankReport:
    """Read an item or a package; a document of another version in it is read as well."""
    assembly = Assembly(format_name)
    if data.startswith(ZIP_MAGIC):
        return _package(data, assembly)
    try:
        root = parsed_xml(data)
    except XmlRefused as refused:
        assembly.problems.error(refused.code, Place(line=refused.line), **refused.parameters)
        return assembly.report()
    return _taken({"": root}, {}, {}, assembly)


def recognises_as(data: bytes, format_name: str) -> bool:
    """Return whether the content is of this version of QTI."""
    return format_of(data) == format_name


def _package(data: bytes, assembly: Assembly) -> BankReport:
    package = opened_package(data, assembly.problems)
    if package is None:
        return assembly.report()
    return _taken(package.documents, package.pictures, package.topics, assembly)


def _taken(
    documents: Mapping[str, Element],
    files: Mapping[str, bytes],
    topics: Mapping[str, str],
    assembly: Assembly,
) -> BankReport:
    pictures = PackagePictures(files)
    reader, old = QtiReader(assembly, pictures), Qti12Reader(assembly, pictures)
    for path, root in documents.items():
        name = name_of(root)
        if name in ITEM_ROOTS:
            reader.take(root, path, topics.get(path, ""))
        elif name == OLD_ROOT:
            old.take_document(root, path)
    return replace(assembly.report(), pictures=pictures.box.pictures)
