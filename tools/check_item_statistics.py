"""Compare the statistics of questions with published ones.

    python -m tools.check_item_statistics FOLDER

FOLDER holds `*_responses.csv` (a person a row, 0 or 1 by question) and beside each `*_published.json` with
{"items": {name: {"mean", "total.r_if_rm"}}}. Prints a table; exit status 1 where a figure differs by more
than it was rounded.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from examapp.domain.item_statistics import item_statistics

ROUNDED = 0.0005 + 1e-9


def main() -> int:
    """Compare every pair of files in the folder."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    files = sorted(Path(sys.argv[1]).glob("*_responses.csv"))
    differences = sum(compare(path) for path in files)
    print(f"{len(files)} data sets, {differences} differences")
    return 1 if differences or not files else 0


def compare(responses: Path) -> int:
    """Print the figures of one data set beside the published ones; return how many differ."""
    published = json.loads(
        responses.with_name(responses.name.replace("_responses.csv", "_published.json")).read_text()
    )
    found = item_statistics(papers_of(responses))
    differences = 0
    for (name, wanted), ours in zip(published["items"].items(), found.values(), strict=True):
        discrimination = ours.discrimination if ours.discrimination is not None else float("nan")
        agrees = (
            abs(ours.facility - wanted["mean"]) <= ROUNDED
            and abs(discrimination - wanted["total.r_if_rm"]) <= ROUNDED
        )
        differences += not agrees
        print(
            f"{responses.stem} {name}: facility {ours.facility:.4f} ({wanted['mean']}), "
            f"discrimination {discrimination:.4f} ({wanted['total.r_if_rm']}) {'ok' if agrees else 'DIFFERS'}"
        )
    return differences


def papers_of(path: Path) -> list[dict[str, float]]:
    """Return each person's shares by question."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        questions = (rows.fieldnames or [])[1:]
        return [{name: float(row[name]) for name in questions} for row in rows]


if __name__ == "__main__":
    sys.exit(main())
