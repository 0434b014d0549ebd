"""Read a roster for its report before anybody decides, and import exactly the file that was looked at.

The file is not kept in between: it is full of ID numbers. The person picks it again, and its hash says
whether it is the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.roster_formats.reading import read_roster
from examapp.roster_formats.report import RosterReport
from examapp.services.find_competition import find_competition
from examapp.services.import_roster import RosterChange, event_names, import_roster
from examapp.storage.vault import Vault


class NobodyToImport(ExamError):
    """文件“{filename}”中没有可以导入的人。请按报告改正后重新检查。"""

    code = "nobody_to_import"


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """The report on a roster; `data_hash` (hex SHA-256) names the file, `by_event` counts importable rows."""

    filename: str
    data_hash: str
    report: RosterReport
    by_event: tuple[tuple[str, str, int], ...]


def check_roster(session: Session, *, filename: str, data: bytes) -> RosterCheck:
    """Return what the file holds for the competition in hand; raise NoCompetition."""
    names = event_names(session, find_competition(session))
    report = read_roster(data, filename, names)
    counts = Counter(row.event for row in report.rows)
    by_event = tuple((code, names.get(code, ""), count) for code, count in sorted(counts.items()))
    return RosterCheck(filename, hashlib.sha256(data).hexdigest(), report, by_event)


def import_checked_roster(
    session: Session, vault: Vault, *, checked: RosterCheck, actor: str, now: datetime
) -> RosterChange:
    """Import the faultless rows of a checked file; raise NobodyToImport and what `import_roster` raises."""
    if not checked.report.rows:
        raise NobodyToImport(filename=checked.filename)
    return import_roster(
        session,
        vault,
        competition_id=find_competition(session),
        rows=checked.report.rows,
        actor=actor,
        now=now,
    )
