"""Keep the results of formulas in a workbook that was written by a library that drops them.

A formula without its result is an error to a reader of banks, until someone opens and saves the workbook.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from examapp.bank_formats.workbook_marks import members_of_sheets

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s>/]")


@dataclass(frozen=True, slots=True)
class _Result:
    kind: str | None
    text: str


def keep_results(original: bytes, written: bytes) -> bytes:
    """Return the written workbook with the original's results behind its formulas."""
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(io.BytesIO(written)) as after:
        results = {
            name: found
            for name, member in members_of_sheets(before).items()
            if member in before.namelist() and (found := _results(before.read(member)))
        }
        if not results:
            return written
        changed = {
            member: _with_results(after.read(member), results[name])
            for name, member in members_of_sheets(after).items()
            if name in results
        }
        return _rewritten(after, changed)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _results(content: bytes) -> dict[str, _Result]:
    if not _FORMULA.search(content):
        return {}
    found = {}
    for cell in _parsed(content).iter("{*}c"):
        value = cell.find("{*}v")
        if cell.find("{*}f") is not None and value is not None and value.text and cell.get("r"):
            found[str(cell.get("r"))] = _Result(cell.get("t"), value.text)
    return found


def _with_results(content: bytes, results: dict[str, _Result]) -> bytes:
    root = _parsed(content)
    for cell in root.iter(f"{{{_NAMESPACE}}}c"):
        result = results.get(str(cell.get("r")))
        if result is None or cell.find(f"{{{_NAMESPACE}}}f") is None:
            continue
        value = cell.find(f"{{{_NAMESPACE}}}v")
        if value is None:
            value = etree.SubElement(cell, f"{{{_NAMESPACE}}}v")
        value.text = result.text
        if "t" in cell.attrib:
            del cell.attrib["t"]
        if result.kind is not None:
            cell.set("t", result.kind)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in archive.infolist():
            written.writestr(member, changed.get(member.filename, archive.read(member)))
    return target.getvalue()
