"""The form with which a list is published."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

LONGEST_REASON = 500


class PublishForm(FlaskForm):
    """Publishing a list; the service asks for a reason from the second version on."""

    reason = StringField(
        lazy_gettext("修订理由（第二版起必填）"),
        [Length(max=LONGEST_REASON, message=lazy_gettext("理由最多 %(max)d 个字。"))],
    )
