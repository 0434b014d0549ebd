"""The address that the code of a receipt holds."""

from __future__ import annotations

from flask import Flask

from examapp.services.close_attempt import receipt_of
from examapp.storage.attempts import Attempt
from examapp.web.receipt_code import check_address
from tests.web.entrant.seats import Room


def receipt_address(app: Flask, room: Room) -> str:
    """Return what a phone reads from the code, without the host."""
    with room.collaborators.database.reading() as session:
        receipt = receipt_of(session, session.get_one(Attempt, room.attempt().id))
        with app.test_request_context(base_url="https://exam.example"):
            return check_address(receipt).removeprefix("https://exam.example")
