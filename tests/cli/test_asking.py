"""What becomes of a question that nobody answers."""

from __future__ import annotations

import sys

import pytest

from examapp.cli.asking import confirmed


def test_closed_standard_input_is_a_no_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        confirmed("导入吗？")
    assert ended.value.code == 1
    assert "请加 --yes" in capsys.readouterr().err
