"""The form by which entrants and staff send in a sealed answer file: as a file or as pasted text."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField

from examapp.services.receive_sealed_file import LARGEST_FILE, Received


class SealedFileForm(FlaskForm):
    """One sealed file, either way."""

    file = FileField(lazy_gettext("作答文件"))
    text = TextAreaField(lazy_gettext("或者粘贴文件里的文字"))

    def sealed_text(self) -> str:
        """Return what was sent, empty for nothing, for what is no text and for what is far too large."""
        data: bytes = self.file.data.read(LARGEST_FILE + 1) if self.file.data else b""
        try:
            text = data.decode("utf-8-sig") if data else self.text.data or ""
        except UnicodeDecodeError:
            return ""
        return text.strip() if len(text) <= LARGEST_FILE else ""


def received_sentence(received: Received) -> str:
    """Return what became of the file, as its sender is told."""
    counts = {"n": received.entries, "new": received.new_entries, "code": received.code}
    first = _("已收到作答文件 %(code)s：共 %(n)s 项作答，其中 %(new)s 项是服务器原来没有的。", **counts)
    return (
        first
        + {
            "saved": _("答题还没有结束，这些作答已经计入。"),
            "late": _("答题已经结束，这些作答已留存备查，暂不计分，是否采纳由组委会决定。"),
            "superseded": _("这份答卷后来在另一台设备上继续作答，这些作答已留存备查，不会覆盖后来的答案。"),
        }[received.status]
    )
