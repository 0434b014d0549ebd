"""What differs between the versions of QTI that are written: names, namespaces, types of resources."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from examapp.bank_formats.xml_reading import name_of

_CAPITAL = re.compile(r"[A-Z]")
# Elements that HTML has as well keep their names in version 3.
_HTML = frozenset(
    (
        "p",
        "div",
        "span",
        "br",
        "img",
        "strong",
        "em",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "object",
        "manifest",
        "metadata",
        "schema",
        "schemaversion",
        "organizations",
        "resources",
        "resource",
        "file",
        "dependency",
    )
)


@dataclass(frozen=True, slots=True)
class QtiVersion:
    """One version; documents are put together in the names of version 2."""

    namespace: str
    manifest_namespace: str
    item_type: str
    test_type: str
    schema: str
    schema_version: str
    templates: str
    template_ending: str
    dashed: bool

    def template(self, name: str) -> str:
        """Return the address of a standard template for response processing."""
        return f"{self.templates}{name}{self.template_ending}"

    def document(self, source: str) -> bytes:
        """Return the document in the names of this version."""
        root = etree.fromstring(source.encode())
        if self.dashed:
            for element in root.iter():
                _rename(element)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _rename(element: etree._Element) -> None:
    name = name_of(element)
    if not name or name in _HTML:
        return
    namespace = str(element.tag).rpartition("}")[0]
    element.tag = f"{namespace}}}qti-{_dashed(name)}"
    renamed = [(_dashed(str(key)), str(value)) for key, value in element.attrib.items()]
    element.attrib.clear()
    for key, value in renamed:
        element.set(key, value)


def _dashed(name: str) -> str:
    return _CAPITAL.sub(lambda match: f"-{match[0].lower()}", name)


VERSION_21 = QtiVersion(
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    manifest_namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    template_ending="",
    dashed=False,
)
VERSION_30 = QtiVersion(
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    manifest_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    schema="QTI Package",
    schema_version="3.0.0",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    template_ending=".xml",
    dashed=True,
)
