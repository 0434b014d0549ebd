"""Fill a typst template with data; nothing of the data is ever read as typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from examapp.domain.errors import ExamError

FONT = "Noto Sans CJK SC"
TEMPLATES = Path(__file__).parent


class FontMissing(ExamError):
    """服务器上没有中文字体 {font}，不能生成 PDF。请管理员安装 fonts-noto-cjk 后重启服务再试。"""

    code = "font_missing"


def pdf_of(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """Return the PDF of a template of this folder; it finds `data` in `sys.inputs.data`, pictures by name.

    The names of pictures are ours, never a user's. Raises FontMissing.
    """
    fonts = _fonts()
    if FONT not in fonts.families():
        raise FontMissing(font=FONT)
    with TemporaryDirectory(prefix="examapp-print-") as folder:
        source = Path(folder) / template
        source.write_bytes((TEMPLATES / template).read_bytes())
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        # The template sees this folder and nothing else of the machine.
        made = typst.compile(str(source), root=folder, font_paths=fonts, sys_inputs=inputs, format="pdf")
    assert isinstance(made, bytes)  # noqa: S101 - one document, no pages apart
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
