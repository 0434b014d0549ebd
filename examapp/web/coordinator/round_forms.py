"""The forms of a round's page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from examapp.web.staff_fields import LocalTimeField, WholeField

LONGEST_REASON = 500


class Reasoned(FlaskForm):
    """An act that needs a reason."""

    reason = StringField(
        lazy_gettext("理由"),
        [
            InputRequired(lazy_gettext("请填写理由：它会记入审计日志，供日后核查。")),
            Length(max=LONGEST_REASON, message=lazy_gettext("理由最多 %(max)d 个字。")),
        ],
    )


class OpenForm(FlaskForm):
    """Opening a round."""

    confirmed = BooleanField(
        lazy_gettext("规则、组卷方案、题库和名册已核对，开放后不能再改"),
        [InputRequired(lazy_gettext("请先勾选：开放后规则和题库即冻结。"))],
    )
    public_number = StringField(lazy_gettext("公开随机数（可不填）"), [Length(max=100)])


class CloseForm(Reasoned):
    """Closing a round."""

    force = BooleanField(lazy_gettext("仍有人在考时也强制收卷"))


class ExtendForm(Reasoned):
    """More time for everybody who is sitting."""

    minutes = WholeField(lazy_gettext("加时（分钟）"), [InputRequired(lazy_gettext("请填写加多少分钟。"))])


class WindowForm(Reasoned):
    """A later end of the window."""

    closes_at = LocalTimeField(
        lazy_gettext("新的结束时间（北京时间）"), [InputRequired(lazy_gettext("请填写新的结束时间。"))]
    )


@dataclass
class RoundForms:
    """All forms of the page; each has a prefix, so that the fields of one page have ids of their own."""

    open: OpenForm
    close: CloseForm
    extend: ExtendForm
    window: WindowForm

    @classmethod
    def empty(cls) -> RoundForms:
        """Return the forms with nothing typed in."""
        return cls(
            OpenForm(None, prefix="open-"),
            CloseForm(None, prefix="close-"),
            ExtendForm(None, prefix="extend-"),
            WindowForm(None, prefix="window-"),
        )
