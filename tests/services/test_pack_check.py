"""What checking a file found comes out of the store as it went in."""

from __future__ import annotations

from hypothesis import given, settings

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.domain.questions import Question
from examapp.services.check_bank_file import check_bank_file
from examapp.services.pack_check import pack_check, unpack_check
from tests.bank_formats.questions_made_up import banks

FAULTY = "题型,题干,选项A,选项B,正确答案,怪列\n单选,一,甲,乙,A,x\n单选,二,甲,,C,\n,三,甲,乙,AB,\n多选,四,甲,甲,A,\n".encode()


@settings(max_examples=30, deadline=None)
@given(banks())
def test_any_bank_comes_out_as_it_went_in(bank: list[Question]) -> None:
    check = check_bank_file(read_bank(write_bank(bank, "json"), "x.json"))
    assert unpack_check(pack_check(check)) == check


def test_every_problem_keeps_its_place_and_its_sentence_in_any_language() -> None:
    check = check_bank_file(read_bank(FAULTY, "x.csv"))
    kept = unpack_check(pack_check(check))
    assert len(check.report.problems) >= 4
    for before, after in zip(check.report.problems, kept.report.problems, strict=True):
        assert (after.where, after.code, after.severity) == (before.where, before.code, before.severity)
        assert after.render(lambda text: text.replace("题", "*")) == before.render(
            lambda text: text.replace("题", "*")
        )
