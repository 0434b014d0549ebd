"""Tell phones cheaply whether anybody's time has changed, so that they ask only then."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.storage.contest import Round
from examapp.storage.ids import integer_id


def time_version(session: Session, round_id: int) -> int | None:
    """Return how often time was given to running attempts of the round, None for an unknown round."""
    return session.scalar(select(Round.time_version).where(Round.id == integer_id(round_id)))
