from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.services.find_competition import NoCompetition, find_competition
from tests.factories import make_competition


def test_commands_mean_the_newest_competition_that_is_no_rehearsal(session: Session, now: datetime) -> None:
    make_competition(session, now, "上一届")
    current = make_competition(session, now, "本届")
    make_competition(session, now, "彩排").is_rehearsal = True
    session.flush()
    assert find_competition(session) == current.id


def test_a_rehearsal_alone_is_no_competition(session: Session, now: datetime) -> None:
    make_competition(session, now, "彩排").is_rehearsal = True
    session.flush()
    with pytest.raises(NoCompetition):
        find_competition(session)
