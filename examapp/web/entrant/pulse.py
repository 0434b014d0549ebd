"""What every phone of a round asks now and then: has anybody's time changed?"""

from __future__ import annotations

from flask import abort, jsonify
from flask.typing import ResponseReturnValue

from examapp.services.pulse_round import time_version
from examapp.web import transactions
from examapp.web.auth import open_to_all
from examapp.web.entrant.blueprint import pages
from examapp.web.session_cookie import same_for_all

# Short enough that granted time shows within half a minute, long enough that a proxy answers for thousands.
MAX_AGE_S = 5


@pages.get("/rounds/<int:round_id>/pulse")
@open_to_all
@same_for_all
def pulse(round_id: int) -> ResponseReturnValue:
    """Tell how often time was given in the round; a phone that knows another number asks for its own."""
    version = time_version(transactions.session(), round_id)
    if version is None:
        abort(404)
    answer = jsonify(time_version=version)
    answer.headers["Cache-Control"] = f"public, max-age={MAX_AGE_S}"
    return answer
