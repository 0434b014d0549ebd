"""Files made to crash, hang or swell whoever reads them, for every container a bank comes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{_ENTITIES}]><r>&l9;</r>'
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">'
    '<!ENTITY y SYSTEM "http://127.0.0.1:9/"><!ENTITY % z SYSTEM "http://127.0.0.1:9/z"> %z;]>'
    "<{root}><{inner}>&x;&y;</{inner}></{root}>"
)
DEEP = 100_000
ROOTS = (
    ("quiz", "question"),
    ("assessmentItem", "itemBody"),
    ("questestinterop", "item"),
    ("manifest", "resources"),
)


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Yield a name and a content, a hundred or so."""
    yield from _texts()
    yield from _markup()
    yield from _archives()
    yield from _workbooks()


def archive(members: dict[str, bytes], compressed: bool = True) -> bytes:
    """Return a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def _texts() -> Iterator[tuple[str, bytes]]:
    bank = "题型,题干,选项A,选项B,正确答案\n单选,甲,一,二,A\n"
    yield "nul.csv", bank.replace("甲", "甲\x00乙").encode()
    yield "nuls.txt", b"\x00" * 1_000_000
    yield "surrogate.csv", bank.encode("utf-16-le").replace("甲".encode("utf-16-le"), b"\x00\xd8")
    yield "surrogate.json", rb'[{"qtype":"judge","stem":"\ud800","answer":{"value":true}}]'
    yield "half-utf8.csv", bank.encode()[:-1] + b"\xe7\x94"
    yield "gbk-says-utf8.xml", '<?xml version="1.0" encoding="UTF-8"?><quiz>题</quiz>'.encode("gbk")
    yield "utf16-says-utf8.xml", '<?xml version="1.0" encoding="UTF-8"?><quiz/>'.encode("utf-16")
    yield "unknown-encoding.xml", b'<?xml version="1.0" encoding="x-none"?><quiz/>'
    yield "commas.csv", bank.encode() + b"," * 1_000_000
    yield "blank-lines.csv", bank.encode() + b"\r\n" * 1_000_000
    yield "open-quote.csv", bank.encode() + b'"' + b"a,\n" * 300_000
    yield "formulas.csv", bank.encode() + "单选,=cmd|' /C calc'!A0,@SUM(1),+1,A\n".encode()
    yield "long-line.txt", ("1. 题" + "（" * 500_000).encode()
    yield "braces.gift", b"a{" + b"{" * 300_000
    yield (
        "digits.json",
        b'[{"qtype":"numeric","stem":"x","answer":{"ranges":[{"low":"1e999999999","high":"9"}]}}]',
    )
    yield "big-number.json", b"[" + b"9" * 100_000 + b"]"
    for sign in ("[", '{"a":'):
        yield f"deep{ord(sign[0])}.json", (sign * DEEP).encode()
        yield f"deep-bank{ord(sign[0])}.json", ('{"format":"examapp-bank","version":1,"questions":' + sign * DEEP).encode()  # fmt: skip


def _markup() -> Iterator[tuple[str, bytes]]:
    yield "laughs.xml", LAUGHS.encode()
    for root, inner in ROOTS:
        yield f"laughs-{root}.xml", LAUGHS.replace("<r>", f"<{root}><{inner}>").replace("</r>", f"</{inner}></{root}>").encode()  # fmt: skip
        yield f"external-{root}.xml", EXTERNAL.format(root=root, inner=inner).encode()
        yield f"deep-{root}.xml", f"<{root}>{'<a>' * DEEP}{'</a>' * DEEP}</{root}>".encode()
        yield f"open-{root}.xml", f"<{root}>{f'<{inner}>' * DEEP}".encode()
        attributes = " ".join(f'a{n}="x"' for n in range(50_000))
        yield f"attributes-{root}.xml", f"<{root} {attributes}/>".encode()
        yield f"long-{root}.xml", f'<{root} a="{"x" * 5_000_000}"/>'.encode()
        yield f"many-{root}.xml", f"<{root}>{f'<{inner}/>' * 50_000}</{root}>".encode()
    html = "<b>" * 20_000
    yield (
        "deep-html.xml",
        f'<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[{html}]]></text>'
        '</questiontext><answer fraction="100"><text>true</text></answer></question></quiz>'.encode(),
    )


def _archives() -> Iterator[tuple[str, bytes]]:
    zeros = b"\x00" * 250_000_000
    for member in ("xl/worksheets/sheet1.xml", "word/document.xml", "imsmanifest.xml", "题库.csv", "a.png"):
        yield f"bomb-{member.rpartition('/')[2]}", archive({member: zeros})
    inner = archive({"题库.csv": b"a" * 10_000_000})
    for _ in range(4):
        inner = archive({"题库.zip": inner, "题库.xlsx": inner})
    yield "nested.zip", inner
    yield "many.zip", archive({f"{n}.csv": b"" for n in range(20_000)}, compressed=False)
    yield (
        "outside.zip",
        archive({"../../../tmp/题库.csv": b"a", "/etc/题库.json": b"[]", "C:\\x\\题库.txt": b""}),
    )
    for name in ("word/document.xml", "imsmanifest.xml"):
        types = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>"}
        yield f"laughs-in-{name.rpartition('/')[2]}.zip", archive({**types, name: LAUGHS.encode()})
        deep = b"<a>" * DEEP + b"</a>" * DEEP
        yield f"deep-in-{name.rpartition('/')[2]}.zip", archive({**types, name: deep})
        external = EXTERNAL.format(root="manifest", inner="resources").encode()
        yield f"external-in-{name.rpartition('/')[2]}.zip", archive({**types, name: external})


def _workbooks() -> Iterator[tuple[str, bytes]]:
    yield "laughs.xlsx", workbook("<row/>", strings=LAUGHS)
    yield "external.xlsx", workbook("<row/>", strings=EXTERNAL.format(root="sst", inner="si"))
    yield "blank-rows.xlsx", workbook("".join(f'<row r="{n}"/>' for n in range(1, 1_000_000)))
    yield "blank-cells.xlsx", workbook('<row r="1">' + '<c r="A1" s="1"/>' * 1_000_000 + "</row>")
    wide = "".join(f'<c r="{letters}1" s="1"/>' for letters in _columns(16_384))
    yield "blank-columns.xlsx", workbook(f'<row r="1">{wide}</row>' * 60)
    yield "far-cell.xlsx", workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "dimension.xlsx", workbook('<row r="1"><c r="A1"><v>1</v></c></row>', dimension="A1:XFD1048576")
    formulas = '<row r="1"><c r="A1"><f>HYPERLINK("http://127.0.0.1:9/")</f></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    yield "formulas.xlsx", workbook(formulas)
    yield "strings-nowhere.xlsx", workbook('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>')
    yield "no-rows.xlsx", workbook("")
    merges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_000))
    yield (
        "merges.xlsx",
        workbook('<row r="1"><c r="A1"><v>1</v></c></row>', after=f"<mergeCells>{merges}</mergeCells>"),
    )
    yield "repeats.ods", _ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>')  # fmt: skip
    yield "blank-repeats.ods", _ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>')  # fmt: skip
    yield "cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000
    yield "zeros.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100_000


def workbook(rows: str, strings: str = "", dimension: str = "A1", after: str = "") -> bytes:
    """Return an .xlsx of one sheet as its XML says."""
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relationships}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPREADSHEET}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{SPREADSHEET}"/>',
    }
    return archive({name: text.encode() for name, text in members.items()})


def _ods(rows: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})  # fmt: skip


def _columns(count: int) -> Iterator[str]:
    from examapp.bank_formats.headers import column_letters

    return (column_letters(number) for number in range(count))
