"""Try to make a reader of banks crash, hang or swell: `python -m tools.fuzz_banks --seconds 60 [--format gift]`.

Every reader in the registry gets the bytes that atheris makes out of small sound files. A crash is any exception
that leaves a reader; a hang is a file that takes more than a few seconds; libFuzzer itself watches the memory.
Each reader runs in a process of its own, so that one that dies doesn't end the rest. What was found is written
to the folder given by --findings.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

LONGEST_INPUT = 4_096
SECONDS_FOR_ONE = 10
MEGABYTES = 1_500
RECOGNISING = "recognise"
_CHILD = "--child"
TEXTS = (
    "一、单选题\n1. 焊条受潮后应先（　）。[易]\nA. 烘干 B、水洗\n答案：A\n参考答案\n1-1 A\n",
    "::题:: 焊条{=烘干 ~水洗 #反馈}\n\n数{#3.14:0.01}\n\n配对{=a -> b =c -> d}\n",
    "焊条\nA. 烘干\nB. 水洗\nANSWER: A\n",
    "题型,题干,选项A,选项B,正确答案\n单选,甲,一,二,A\n",
    '<?xml version="1.0"?><quiz><question type="truefalse"><questiontext format="html"><text>甲</text></questiontext>'
    '<answer fraction="100"><text>true</text></answer></question></quiz>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><assessmentItem identifier="a"><itemBody><p>&b;</p></itemBody>'
    "</assessmentItem>",
    '{"format": "examapp-bank", "version": 1, "questions": []}',
)


def main() -> int:
    """Run each reader for its share of the time; return 1 when anything was found."""
    if importlib.util.find_spec("atheris") is None:
        print("跳过：没有安装 atheris（pip install atheris）。")
        return 0
    if sys.argv[1:2] == [_CHILD]:
        return _child(sys.argv[2])
    from examapp.bank_formats.registry import format_names

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--format", choices=(*format_names(), RECOGNISING), action="append")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    chosen = parser.parse_args()
    names = chosen.format or [RECOGNISING, *format_names()]
    share = max(chosen.seconds // len(names), 5)
    failed = [name for name in names if not _run(name, share, chosen.findings)]
    print(f"{len(names)} readers, {share} s each; found something in: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _run(name: str, seconds: int, findings: Path) -> bool:
    """Fuzz one reader; return whether it withstood."""
    findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(_seeds(name)):
            (Path(folder) / f"seed{number}").write_bytes(seed)
        limits = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST_INPUT}",
            f"-timeout={SECONDS_FOR_ONE}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-artifact_prefix={findings / name}-",
            "-verbosity=0",
            "-print_final_stats=1",
        ]
        command = [sys.executable, "-m", "tools.fuzz_banks", _CHILD, name, folder, *limits]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")  # noqa: S603
    runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed" in line), "?")
    print(f"{name:10} {runs:>8} inputs  {'withstood' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], file=sys.stderr)
    return done.returncode == 0


def _seeds(name: str) -> Iterator[bytes]:
    from examapp.bank_formats.registry import format_named, format_names, write_bank
    from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question

    options = (Option("A", "烘干"), Option("B", "水洗"))
    bank = [
        Question("a", "single", "焊条受潮后应先（　）。", ChoiceAnswer(frozenset("A")), options),
        Question("b", "multiple", "$R_1$ 与 **不**", ChoiceAnswer(frozenset("AB")), options),
        Question("c", "judge", "应系安全带。", JudgeAnswer(value=True)),
    ]
    for text in TEXTS:
        yield text.encode()
        yield text.encode("gb18030")
    for each in format_names() if name == RECOGNISING else [name]:
        if format_named(each).is_writable:
            yield write_bank(bank, each, {})


def _child(name: str) -> int:
    import atheris

    # Only what is imported in here tells the fuzzer which ways it has gone.
    with atheris.instrument_imports(include=["examapp.bank_formats", "examapp.markup"]):
        from examapp.bank_formats import registry

        registry.formats()

    def once(data: bytes) -> None:
        if name == RECOGNISING:
            registry.recognised_format(data, "x")
            return
        report = registry.format_named(name).read(data, "x")
        assert report.questions or report.problems or report.asks  # noqa: S101 - what the fuzzer looks for
        for problem in report.problems:
            problem.message.encode()

    atheris.Setup([sys.argv[0], *sys.argv[3:]], once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
