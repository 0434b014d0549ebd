"""IMS content packages: which documents of a zip archive hold questions, in what order, under what heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from examapp.bank_formats.archive_reading import BROKEN_ARCHIVE, ArchiveRefused, archive_files, archive_names
from examapp.bank_formats.bundle import PICTURE_ENDINGS
from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.picture_box import file_path
from examapp.bank_formats.qti_documents import with_names_of_version_2
from examapp.bank_formats.report import Place
from examapp.bank_formats.xml_reading import (
    Element,
    XmlRefused,
    children,
    descendants,
    name_of,
    parsed_xml,
    root_name,
)

MANIFEST = "imsmanifest.xml"
# A package has a document for each question; a bank has up to 50,000.
MAXIMUM_DOCUMENTS = 60_000
_DOCUMENTS = (".xml", ".dat", ".qti")
_ROOTS = {
    "assessmentItem": "qti21",
    "qti-assessment-item": "qti30",
    "questestinterop": "qti12",
}
_TESTS = {"assessmentTest": "qti21", "qti-assessment-test": "qti30"}
_MOST_SNIFFED = 60
# Headings that say nothing of the questions below them.
_EMPTY_HEADING = re.compile(
    r"(?:root|main|default|test|section|part|quiz|assessment)?[\s_]?(?:section|part)?[\s_\d]{0,6}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Package:
    """The documents of a package by path, in the order of its manifest; its pictures; headings by path."""

    documents: Mapping[str, Element]
    pictures: Mapping[str, bytes]
    topics: Mapping[str, str] = field(default_factory=dict)


def format_of(data: bytes) -> str:
    """Return the name of the format of an item, a document or a package, empty for anything else."""
    if not any(
        name.replace("\\", "/").rpartition("/")[2].lower() == MANIFEST for name in archive_names(data)
    ):
        return _ROOTS.get(root_name(data), "")
    try:
        roots = {root_name(content) for _, content in _first_documents(data)}
    except (ArchiveRefused, *BROKEN_ARCHIVE):
        return "qti21"
    found = {_ROOTS[name] for name in roots if name in _ROOTS}
    found = found or {_TESTS[name] for name in roots if name in _TESTS}
    return next((name for name in ("qti30", "qti21", "qti12") if name in found), "")


def heading(title: str) -> str:
    """Return a section's title as a topic, empty when it says nothing."""
    plain = clean(title).replace("/", "／")
    return "" if _EMPTY_HEADING.fullmatch(plain) else plain


def opened_package(data: bytes, problems: ProblemList) -> Package | None:
    """Return the package; name every document that can't be read. None with an error for a broken archive."""
    try:
        files = dict(archive_files(data, _is_wanted, MAXIMUM_DOCUMENTS))
    except ArchiveRefused as refused:
        problems.error(refused.code, Place(), **refused.parameters)
        return None
    except BROKEN_ARCHIVE:
        problems.error("unreadable_archive", Place())
        return None
    documents: dict[str, Element] = {}
    for path in _in_manifest_order(files):
        try:
            documents[path] = parsed_xml(files[path])
        except XmlRefused as refused:
            problems.error(refused.code, Place(file=path, line=refused.line), **refused.parameters)
    topics: dict[str, str] = {}
    for path, root in documents.items():
        if name_of(root) in _TESTS:
            topics.update(_topics_of_test(path, with_names_of_version_2(root)))
    pictures = {path: content for path, content in files.items() if not path.lower().endswith(_DOCUMENTS)}
    return Package(documents, pictures, topics)


def _is_wanted(path: str) -> bool:
    return path.lower().endswith(_DOCUMENTS + PICTURE_ENDINGS) or "." not in path.rpartition("/")[2]


def _first_documents(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = _MOST_SNIFFED

    def wanted(path: str) -> bool:
        nonlocal left
        if not path.lower().endswith(_DOCUMENTS) or path.lower().endswith(MANIFEST) or left <= 0:
            return False
        left -= 1
        return True

    return archive_files(data, wanted, MAXIMUM_DOCUMENTS)


def _in_manifest_order(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the documents: those of the manifest first, in its order."""
    documents = [path for path in files if path.lower().endswith(_DOCUMENTS)]
    manifests = [path for path in documents if path.rpartition("/")[2].lower() == MANIFEST]
    listed: list[str] = []
    for manifest in sorted(manifests, key=len)[:1]:
        try:
            root = parsed_xml(files[manifest])
        except XmlRefused:
            break
        folder = manifest.rpartition("/")[0]
        for file in descendants(root, "file"):
            path = "/".join(part for part in (folder, file_path(file.get("href", ""))) if part)
            listed.append(path)
    rest = sorted(path for path in documents if path not in listed and path not in manifests)
    return [path for path in dict.fromkeys(listed) if path in documents and path not in manifests] + rest


def _topics_of_test(path: str, test: Element) -> Iterator[tuple[str, str]]:
    """Yield the path of each item with the titles of the sections it stands in."""
    folder = path.rpartition("/")[0]
    pending = [(test, "")]
    while pending:
        element, topic = pending.pop()
        if name_of(element) == "assessmentSection":
            topic = "/".join(part for part in (topic, heading(element.get("title", ""))) if part)
        for inner in children(element):
            if name_of(inner) == "assessmentItemRef":
                item = "/".join(part for part in (folder, file_path(inner.get("href", ""))) if part)
                yield item, topic
            else:
                pending.append((inner, topic))
