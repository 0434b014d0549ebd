"""Pictures are served to whoever is signed in, from addresses nobody can guess."""

from __future__ import annotations

import pytest

from examapp.services.keep_pictures import keep_pictures
from examapp.storage.pictures import Picture
from tests.pictures.pictures_made_up import DRAWING
from tests.pictures.sounds_made_up import MP3
from tests.web.staff_cast import Contest


@pytest.mark.parametrize("who", ["entrant", "own", "organizer", "auditor"])
def test_a_picture_may_be_kept_by_the_browser_and_by_nobody_between(contest: Contest, who: str) -> None:
    answer = contest.visitor(who).client.get(f"/pictures/{contest.picture}.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.get_data().startswith(b"\x89PNG")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_drawing_opened_on_its_own_can_do_nothing(contest: Contest) -> None:
    using = contest.app.extensions["examapp"]
    with using.database.transaction() as session:
        keep_pictures(session, {"a.svg": DRAWING}, using.clock())
        address = session.query(Picture.address).filter_by(media_type="image/svg+xml").scalar()
    answer = contest.visitor("own").client.get(f"/pictures/{address}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_someone_not_signed_in_finds_nothing(contest: Contest) -> None:
    assert contest.app.test_client().get(f"/pictures/{contest.picture}.png").status_code == 404


@pytest.mark.parametrize("name", ["{}.svg", "{}.exe", "{}", "0" * 64 + ".png", "a.png", "../{}.png"])
def test_nothing_else_is_found(contest: Contest, name: str) -> None:
    client = contest.visitor("own").client
    assert client.get(f"/pictures/{name.format(contest.picture)}").status_code == 404


def test_the_hash_of_a_picture_is_no_address(contest: Contest) -> None:
    with contest.app.extensions["examapp"].database.reading() as session:
        hashes = session.query(Picture.sha256, Picture.source_sha256).one()
    client = contest.visitor("own").client
    assert [client.get(f"/pictures/{each}.png").status_code for each in hashes] == [404, 404]


def test_a_recording_is_served_whole_and_piece_by_piece(contest: Contest) -> None:
    using = contest.app.extensions["examapp"]
    with using.database.transaction() as session:
        keep_pictures(session, {"a.mp3": MP3}, using.clock())
        address = session.query(Picture.address).filter_by(media_type="audio/mpeg").scalar()
    client = contest.visitor("entrant").client
    whole = client.get(f"/pictures/{address}.mp3")
    assert (whole.status_code, whole.mimetype, whole.get_data()) == (200, "audio/mpeg", MP3)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    piece = client.get(f"/pictures/{address}.mp3", headers={"Range": "bytes=4-9"})
    assert (piece.status_code, piece.get_data()) == (206, MP3[4:10])
    assert client.get(f"/pictures/{address}.png").status_code == 404
    assert contest.app.test_client().get(f"/pictures/{address}.mp3").status_code == 404
