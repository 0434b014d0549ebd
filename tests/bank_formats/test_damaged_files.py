"""A file of any format that was damaged on its way ends with a report; new formats are covered by themselves."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examapp.bank_formats.registry import format_named, format_names, writable_format_names, write_bank
from examapp.domain.questions import Question
from tests.bank_formats.questions_made_up import banks
from tests.bank_formats.test_hostile_input import check

PATIENT = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def damaged(data: st.DataObject, content: bytes) -> bytes:
    """The content with a few runs of bytes replaced, left out or put in twice."""
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(len(changed), start + 30)))
        piece = data.draw(st.one_of(st.binary(max_size=8), st.just(bytes(changed[start:end]) * 2)))
        changed[start:end] = piece
    return bytes(changed)


@pytest.mark.parametrize("name", writable_format_names())
@PATIENT
@given(data=st.data(), bank=banks())
def test_a_damaged_file_makes_a_report(name: str, data: st.DataObject, bank: list[Question]) -> None:
    suffix = format_named(name).suffix
    check(damaged(data, write_bank(bank, name)), f"bank{suffix}", name)


@pytest.mark.parametrize("name", writable_format_names())
@PATIENT
@given(data=st.data(), bank=banks())
def test_an_archive_with_a_damaged_member_makes_a_report(
    name: str, data: st.DataObject, bank: list[Question]
) -> None:
    """What is damaged before it is packed passes every checksum."""
    content = write_bank(bank, name)
    if not zipfile.is_zipfile(BytesIO(content)):
        return
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(target, "w") as after:
        names = before.namelist()
        chosen = data.draw(st.sampled_from(names))
        for member in names:
            inside = before.read(member)
            after.writestr(member, damaged(data, inside) if member == chosen else inside)
    check(target.getvalue(), f"bank{format_named(name).suffix}", name)


@pytest.mark.parametrize("reader", format_names())
@PATIENT
@given(bank=banks(), name=st.sampled_from(writable_format_names()))
def test_a_sound_file_of_another_format_makes_a_report(reader: str, bank: list[Question], name: str) -> None:
    check(write_bank(bank, name), f"bank{format_named(name).suffix}", reader)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "shift_jis"]
)
@pytest.mark.parametrize("reader", format_names())
@PATIENT
@given(text=st.text(max_size=200))
def test_a_text_in_any_encoding_makes_a_report(reader: str, encoding: str, text: str) -> None:
    check(text.encode(encoding, "replace"), "x", reader)
