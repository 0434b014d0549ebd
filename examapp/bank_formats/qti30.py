"""IMS QTI 3.0: items and packages."""

from __future__ import annotations

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.qti_reading import read_qti, recognises_as
from examapp.bank_formats.qti_writing import QTI_30
from examapp.domain.wording import N_

FORMAT = BankFormat(
    name="qti30",
    label=N_("IMS QTI 3.0（题库包）"),
    order=3,
    recognises=lambda data, filename: recognises_as(data, "qti30"),
    read=lambda data, filename: read_qti(data, "qti30"),
    write_with_pictures=QTI_30.write,
    losses=QTI_30.losses,
    suffix=".zip",
)
