"""Published item statistics: `x_published.json` beside `x_responses.csv`, one line a person, 0 or 1 an item."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from examapp.domain.item_statistics import item_statistics
from tools.scoring_cases import Verdict

# What is published under which name, and what it is called here.
_COMPARED = {"mean": "facility", "total.r_if_rm": "discrimination"}
_CLOSE = 0.0005


def statistics_verdicts(published: Path) -> Iterator[Verdict]:
    """Yield a verdict for each published value of each item; printed values have three decimals."""
    responses = published.with_name(published.name.replace("_published.json", "_responses.csv"))
    document = json.loads(published.read_text(encoding="utf-8"))
    names, papers = _papers(responses)
    found = item_statistics(papers)
    for name, (item, values) in zip(names, document["items"].items(), strict=True):
        for key, value in values.items():
            here = getattr(found[name], _COMPARED[key]) if key in _COMPARED else None
            yield _verdict(published.name, item, key, float(value), here)


def _verdict(source: str, item: str, key: str, stated: float, here: float | None) -> Verdict:
    told = f"{here:.4f}" if here is not None else "-"
    if here is None:
        return Verdict(source, item, key, f"{stated}", told, "-", "can't map", "not computed here")
    kind = "agrees" if abs(here - stated) <= _CLOSE else "DIFFERENT"
    return Verdict(source, item, key, f"{stated}", told, _COMPARED[key], kind)


def _papers(responses: Path) -> tuple[list[str], list[dict[str, float]]]:
    with responses.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [name for name in rows[0] if name.lower().startswith("item")]
    return names, [{name: float(row[name]) for name in names} for row in rows]
