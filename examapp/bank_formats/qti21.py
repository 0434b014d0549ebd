"""IMS QTI 2.1 and 2.2: items and packages."""

from __future__ import annotations

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.qti_reading import read_qti, recognises_as
from examapp.bank_formats.qti_writing import QTI_21
from examapp.domain.wording import N_

FORMAT = BankFormat(
    name="qti21",
    label=N_("IMS QTI 2.1（题库包）"),
    order=3,
    recognises=lambda data, filename: recognises_as(data, "qti21"),
    read=lambda data, filename: read_qti(data, "qti21"),
    write_with_pictures=QTI_21.write,
    losses=QTI_21.losses,
    suffix=".zip",
)
