"""IMS QTI 1.2, as Canvas, Blackboard and common cartridges have it: documents and packages."""

from __future__ import annotations

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.qti_reading import read_qti, recognises_as
from examapp.domain.wording import N_

FORMAT = BankFormat(
    name="qti12",
    label=N_("IMS QTI 1.2（Canvas、Blackboard）"),
    order=3,
    recognises=lambda data, filename: recognises_as(data, "qti12"),
    read=lambda data, filename: read_qti(data, "qti12"),
    suffix=".zip",
)
