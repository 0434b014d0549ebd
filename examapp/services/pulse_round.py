"""Tell phones cheaply whether anybody's time has changed, so that they ask only then."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.prepared_rounds import GREATEST_ROUND_ID
from examapp.storage.contest import Round


def time_version(session: Session, round_id: int) -> int | None:
    """Return how often time was given to running attempts of the round, None for an unknown round."""
    wanted = round_id if 0 < round_id <= GREATEST_ROUND_ID else 0
    return session.scalar(select(Round.time_version).where(Round.id == wanted))
