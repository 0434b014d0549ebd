"""Read every hostile file with every reader, mark it for its owner, and print what each took: run in a process of its own."""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback

from examapp.bank_formats.registry import format_named, format_names, read_bank, recognised_format
from examapp.services.check_bank_file import check_bank_file
from examapp.services.mark_workbook import mark_workbook
from tests.bank_formats.hostile_files import hostile_files

RECOGNISING, MARKING = "recognise", "mark"


def main() -> None:
    """Print a line of JSON for each reading: file, reader, seconds, megabytes at most so far, error."""
    for filename, data in hostile_files():
        began = time.process_time()
        recognised_format(data, filename)
        _print(filename, RECOGNISING, began, "")
        for name in format_names():
            began, error = time.process_time(), ""
            try:
                report = format_named(name).read(data, filename)
                if not (report.questions or report.problems or report.asks):
                    error = "neither questions nor problems"
                if any("root:" in question.stem for question in report.questions):
                    error = "an external file was read"
            except BaseException:
                error = traceback.format_exc()[-2000:]
            _print(filename, name, began, error)
        began, error = time.process_time(), ""
        try:
            mark_workbook(data, filename, check_bank_file(read_bank(data, filename)))
        except BaseException:
            error = traceback.format_exc()[-2000:]
        _print(filename, MARKING, began, error)


def _print(filename: str, name: str, began: float, error: str) -> None:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = {
        "file": filename,
        "reader": name,
        "seconds": time.process_time() - began,
        "megabytes": megabytes,
        "error": error,
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.setrecursionlimit(1000)
    main()
