"""Grade the cases of a folder with this system's rules and compare with what their sources state.

    python -m tools.check_scoring FOLDER

Takes `*grade_cases.json` (Moodle's own assertions) and `cases.json` beside items of QTI, anywhere in the folder.
For each question it looks for a scheme of partial credit that agrees with every case; a case that no scheme here
can express is listed with the reason. An item's own rules are carried out as well and must give what is stated.
Published item statistics (`*_published.json` beside `*_responses.csv`) are compared with those of
`examapp.domain.item_statistics`. Exit status 1 when a case differs without such a reason.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.check_banks import print_table
from tools.scoring_cases import Verdict, judged
from tools.scoring_moodle import moodle_questions
from tools.scoring_qti import qti_questions
from tools.scoring_statistics import statistics_verdicts


def main() -> int:
    """Check the folder that the arguments name; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    verdicts = list(_verdicts(wanted.folder))
    for published in sorted(wanted.folder.rglob("*_published.json")):
        verdicts += statistics_verdicts(published)
    header = ("source", "question", "response", "stated", "here", "scheme", "verdict")
    print_table([header, *(verdict.cells() for verdict in verdicts)])
    counts = Counter(verdict.kind for verdict in verdicts)
    print(
        f"\n{len(verdicts)} cases: " + ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    )
    return 1 if counts["DIFFERENT"] else 0


def _verdicts(folder: Path) -> Iterator[Verdict]:
    for path in sorted(folder.rglob("*.json")):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue
        if path.name.endswith("grade_cases.json"):
            questions = moodle_questions(document)
        elif isinstance(document, dict) and isinstance(document.get("items"), dict):
            questions = qti_questions(document, path)
        else:
            continue
        for asked in questions:
            yield from judged(path.name, asked)


if __name__ == "__main__":
    sys.exit(main())
