"""Who reaches what: every route × everyone of the cast × wrong ids × wrong methods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from examapp.storage.database import Database
from tests.web.browsing import Page
from tests.web.html_check import page_problems, policy_problems
from tests.web.staff_cast import Contest, make_contest

CAST = ("entrant", "another", "own", "other", "organizer", "auditor", "stranger")
LET_IN, FORBIDDEN, MISSING, SIGN_IN = "let in", "forbidden", "missing", "sign in"


def _only(*roles: str, others: str = FORBIDDEN, **special: str) -> dict[str, str]:
    outcomes = {who: LET_IN if who in roles else others for who in CAST}
    return {**outcomes, "stranger": SIGN_IN, **special}


ANYBODY = dict.fromkeys(CAST, LET_IN)
ENTRANTS = _only("entrant", "another")
OWN_ATTEMPT = _only("entrant", another=MISSING)
STAFF = _only("own", "other", "organizer", "auditor")
READ_EVENT = _only("own", "organizer", "auditor")
CHANGE_EVENT = _only("own", "organizer")
READ_ALL = _only("organizer", "auditor")
CHANGE_ALL = _only("organizer")

# What the route answers to each of the cast; a route that is not here fails the test below.
EXPECTED: dict[str, dict[str, str]] = {
    "GET static": ANYBODY,
    "GET bootstrap.static": ANYBODY,
    "GET public.home": ANYBODY,
    "GET public.finals_list": ANYBODY,
    "GET public.receipts": ANYBODY,
    "GET public.receipt": ANYBODY,
    "GET public.choose_language": ANYBODY,
    "GET public.healthz": ANYBODY,
    "GET public.readyz": ANYBODY,
    "GET auth.sign_in": ANYBODY,
    "POST auth.sign_in": ANYBODY,
    "POST auth.sign_out": ANYBODY,
    "GET auth.own_password": STAFF,
    "POST auth.own_password": STAFF,
    "GET entrant.sign_in": ANYBODY,
    "POST entrant.sign_in": ANYBODY,
    "POST entrant.sign_out": dict.fromkeys(CAST, SIGN_IN),
    "GET entrant.my_events_page": ENTRANTS,
    "GET entrant.consent": ENTRANTS,
    "POST entrant.accept": ENTRANTS,
    "POST entrant.start": ENTRANTS,
    "GET entrant.sitting": OWN_ATTEMPT,
    "POST entrant.post_form": ENTRANTS,
    "GET entrant.receipt": OWN_ATTEMPT,
    "GET entrant.receipt_file": OWN_ATTEMPT,
    "GET entrant.result": OWN_ATTEMPT,
    "GET entrant.review": OWN_ATTEMPT,
    "GET entrant.exits": OWN_ATTEMPT,
    "GET entrant.appeals": OWN_ATTEMPT,
    "POST entrant.appeal": OWN_ATTEMPT,
    "POST entrant.withdraw": OWN_ATTEMPT,
    "GET entrant.place": OWN_ATTEMPT,
    "POST entrant.reply": OWN_ATTEMPT,
    "GET entrant.my_data": ENTRANTS,
    "POST entrant.ask_about_my_data": ENTRANTS,
    "POST entrant.withdraw_request": OWN_ATTEMPT,
    "GET entrant.practice": ENTRANTS,
    "GET entrant.practice_question": ENTRANTS,
    "POST entrant.answer_question": ENTRANTS,
    "GET entrant.practice_feedback": ENTRANTS,
    "GET entrant.wrong_book": ENTRANTS,
    "GET entrant.practice_progress": ENTRANTS,
    "GET entrant.progress_chart": ENTRANTS,
    "POST entrant.start_mock_exam": ENTRANTS,
    "GET entrant.mock": OWN_ATTEMPT,
    "POST entrant.post_mock": ENTRANTS,
    "GET entrant.mock_review": OWN_ATTEMPT,
    "GET entrant.device": ANYBODY,
    "GET entrant.device_echo": ANYBODY,
    "POST entrant.answers": _only("entrant", "another", others=SIGN_IN),
    "POST entrant.submit": _only("entrant", "another", others=SIGN_IN),
    "POST entrant.renew": ANYBODY,
    "GET entrant.pulse": ANYBODY,
    "GET entrant.sealed": OWN_ATTEMPT,
    "POST entrant.sealed": OWN_ATTEMPT,
    "GET pictures.picture": {**ANYBODY, "stranger": MISSING},
    "GET coordinator.home": STAFF,
    "GET coordinator.event": READ_EVENT,
    "GET coordinator.bank": READ_EVENT,
    "GET coordinator.export": READ_EVENT,
    "GET coordinator.upload": READ_EVENT,
    "POST coordinator.upload": CHANGE_EVENT,
    "GET coordinator.uploaded": READ_EVENT,
    "POST coordinator.import_uploaded": CHANGE_EVENT,
    "GET coordinator.marked_upload": READ_EVENT,
    "GET coordinator.bank_layout": READ_EVENT,
    "POST coordinator.choose_bank_layout": CHANGE_EVENT,
    "GET coordinator.bank_layouts": READ_EVENT,
    "POST coordinator.remove_bank_layout": CHANGE_EVENT,
    "GET coordinator.question": READ_EVENT,
    "GET coordinator.question_on_phone": READ_EVENT,
    "GET coordinator.new_question": READ_EVENT,
    "POST coordinator.create": CHANGE_EVENT,
    "POST coordinator.check_question_typed": CHANGE_EVENT,
    "GET coordinator.edit_question": READ_EVENT,
    "POST coordinator.save_question": CHANGE_EVENT,
    "POST coordinator.set_status": CHANGE_EVENT,
    "POST coordinator.comment": CHANGE_EVENT,
    "POST coordinator.resolve": CHANGE_EVENT,
    "POST coordinator.bulk_edit": CHANGE_EVENT,
    "GET coordinator.bank_health_page": READ_EVENT,
    "GET coordinator.cells_picture": READ_EVENT,
    "GET coordinator.items_picture": READ_EVENT,
    "GET coordinator.print_bank_file": READ_EVENT,
    "GET coordinator.roster": READ_EVENT,
    "GET coordinator.appeals": READ_EVENT,
    "GET coordinator.one_round": READ_EVENT,
    "GET coordinator.counts": READ_EVENT,
    "GET coordinator.trial": READ_EVENT,
    "GET coordinator.sealed_files": READ_EVENT,
    "POST coordinator.sealed_files": CHANGE_EVENT,
    "GET coordinator.blueprint": READ_EVENT,
    "POST coordinator.edit_blueprint": CHANGE_EVENT,
    "POST coordinator.open_": CHANGE_EVENT,
    "POST coordinator.close": CHANGE_EVENT,
    "POST coordinator.extend": CHANGE_EVENT,
    "POST coordinator.lengthen_window": CHANGE_EVENT,
    "GET organizer.home": READ_ALL,
    "GET organizer.upload_roster": READ_ALL,
    "POST organizer.check_or_import_roster": CHANGE_ALL,
    "GET organizer.new_round": READ_ALL,
    "POST organizer.new_round": CHANGE_ALL,
    "POST organizer.require_reviews_of": CHANGE_ALL,
    "GET organizer.rules": READ_ALL,
    "POST organizer.edit_rules": CHANGE_ALL,
    "POST organizer.use_preset": CHANGE_ALL,
    "GET organizer.ranking": READ_ALL,
    "POST organizer.publish": CHANGE_ALL,
    "POST organizer.release": CHANGE_ALL,
    "GET organizer.internal_list": READ_ALL,
    "GET organizer.corrections": READ_ALL,
    "POST organizer.propose": CHANGE_ALL,
    "GET organizer.correction": READ_ALL,
    "POST organizer.apply": CHANGE_ALL,
    "POST organizer.reject": CHANGE_ALL,
    "GET organizer.places": READ_ALL,
    "POST organizer.undo_reply": CHANGE_ALL,
    "GET organizer.appeals": READ_ALL,
    "GET organizer.appeal": READ_ALL,
    "POST organizer.answer": CHANGE_ALL,
    "GET organizer.data_requests": READ_ALL,
    "GET organizer.data_request": READ_ALL,
    "POST organizer.answer_request": CHANGE_ALL,
    "GET organizer.finals": READ_ALL,
    "GET organizer.all_finals": READ_ALL,
    "GET organizer.slips": READ_ALL,
    "POST organizer.all_slips": CHANGE_ALL,
    "POST organizer.event_slips": CHANGE_ALL,
    "GET organizer.entry": READ_ALL,
    "GET organizer.attempt": READ_ALL,
    "POST organizer.accept_late": CHANGE_ALL,
    "POST organizer.exclude": CHANGE_ALL,
    "POST organizer.extra_time": CHANGE_ALL,
    "GET organizer.accounts": READ_ALL,
    "GET organizer.new_account": READ_ALL,
    "POST organizer.new_account": CHANGE_ALL,
    "GET organizer.account": READ_ALL,
    "POST organizer.reset": CHANGE_ALL,
    "POST organizer.activate": CHANGE_ALL,
    "GET auditor.home": READ_ALL,
    "GET auditor.log": READ_ALL,
    "GET auditor.log_file": READ_ALL,
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOBODYS_IDS = (999_999_999, 2**31, 10**30)


@pytest.fixture
def database(sqlite: Database) -> Database:
    """One database is enough: who may do what is not decided there."""
    return sqlite


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """The contest, with forms that need no token: tokens have a test of their own."""
    app.config["WTF_CSRF_ENABLED"] = False
    return make_contest(app, now)


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Yield each method and rule of the application."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, rule


def address(contest: Contest, rule: Rule, **changed: object) -> str:
    """The address of a rule for the first event, some of its values changed."""
    values: dict[str, object] = {
        "event_id": contest.own,
        "number": 1,
        "question_id": contest.own_question,
        "upload_id": contest.own_upload,
        "layout_id": contest.own_layout,
        "entry_id": contest.entry,
        "staff_id": contest.users["auditor"].split(":")[1],
        "list_id": contest.list_id,
        "attempt_id": contest.attempt,
        "paper_id": contest.mock,
        "round_id": contest.first_round,
        "appeal_id": contest.appeal,
        "appeal_number": 1,
        "request_id": contest.data_request,
        "correction_id": contest.correction,
        "receipt_number": contest.receipt,
        "format_name": "xlsx",
        "thread_id": contest.thread,
        "keys": "without",
        "address": contest.picture,
        "suffix": "png",
        "code": "zh",
        "filename": "css/bootstrap.min.css" if rule.endpoint == "bootstrap.static" else "public.css",
        **changed,
    }
    path = rule.rule
    for name in rule.arguments:
        for converter in (
            "int:",
            "path:",
            "string(length=64):",
            "any(png, jpg, svg, mp3, ogg, m4a):",
            "any(with, without):",
            "",
        ):
            path = path.replace(f"<{converter}{name}>", str(values[name]))
    return path


def ask(contest: Contest, who: str, method: str, path: str) -> TestResponse:
    """What one of the cast is answered, in a browser of their own."""
    client = contest.app.test_client()
    contest.sign_in(client, who)
    return client.open(path, method=method, buffered=True)


def outcome(response: TestResponse) -> str:
    """The answer in a word."""
    if response.status_code == 401 and response.is_json:
        return SIGN_IN
    if response.status_code == 302 and "/sign-in" in response.location:
        return SIGN_IN
    return {403: FORBIDDEN, 404: MISSING}.get(response.status_code, LET_IN)


def problems_of(response: TestResponse) -> list[str]:
    """What is wrong with an answer, page or file."""
    if response.mimetype == "text/html":
        return page_problems(Page(response, "/"))
    return policy_problems(response.headers)


def test_every_route_says_here_who_may_reach_it(app: Flask) -> None:
    assert {f"{method} {rule.endpoint}" for method, rule in routes(app)} == set(EXPECTED)


@pytest.mark.parametrize("who", CAST)
def test_everyone_reaches_what_is_theirs_and_nothing_else(contest: Contest, who: str) -> None:
    wrong = []
    for method, rule in routes(contest.app):
        response = ask(contest, who, method, address(contest, rule))
        name = f"{method} {rule.endpoint}"
        assert response.status_code < 500, name
        if outcome(response) != EXPECTED[name][who]:
            wrong.append((name, response.status_code, EXPECTED[name][who]))
        assert problems_of(response) == [], name
    assert wrong == []


def test_a_coordinator_finds_nothing_of_another_event_under_their_own(contest: Contest) -> None:
    foreign = {
        "question_id": contest.other_question,
        "upload_id": contest.other_upload,
        "number": 3,
        "thread_id": contest.other_thread,
        "layout_id": contest.other_layout,
    }
    for method, rule in routes(contest.app):
        if rule.endpoint.startswith("coordinator.") and rule.arguments & set(foreign):
            response = ask(contest, "own", method, address(contest, rule, **foreign))
            assert response.status_code == 404, rule.rule


def test_an_organizer_finds_an_entry_and_a_list_only_under_its_event(contest: Contest) -> None:
    other = f"entries/{contest.other_entry}"
    for path in (other, f"{other}/time", f"{other}/rounds/1/attempt"):
        method = "POST" if path.endswith("time") else "GET"
        assert ask(contest, "organizer", method, f"/organize/events/{contest.own}/{path}").status_code == 404
    path = f"/organize/events/{contest.other}/lists/{contest.list_id}"
    assert ask(contest, "organizer", "GET", path).status_code == 404


@pytest.mark.parametrize("wrong", NOBODYS_IDS)
def test_an_id_that_nothing_has_is_not_found(contest: Contest, wrong: int) -> None:
    for method, rule in routes(contest.app):
        if rule.endpoint.startswith("entrant."):
            continue
        for name in rule.arguments & {
            "event_id",
            "number",
            "question_id",
            "upload_id",
            "layout_id",
            "entry_id",
            "list_id",
            "appeal_id",
            "request_id",
            "thread_id",
            "correction_id",
        }:
            response = ask(contest, "organizer", method, address(contest, rule, **{name: wrong}))
            assert response.status_code == 404, (rule.rule, name)


@pytest.mark.parametrize("wrong", NOBODYS_IDS)
def test_an_attempt_or_a_mock_exam_that_nobody_has_is_not_found(contest: Contest, wrong: int) -> None:
    for method, rule in routes(contest.app):
        for name in rule.arguments & {"attempt_id", "paper_id"} if method == "GET" else ():
            response = ask(contest, "entrant", method, address(contest, rule, **{name: wrong}))
            assert response.status_code == 404, rule.rule


def test_an_entrant_practises_only_what_they_entered(contest: Contest) -> None:
    for method, rule in routes(contest.app):
        if rule.endpoint.startswith("entrant.") and "event_id" in rule.arguments:
            for event_id in (contest.other, *NOBODYS_IDS):
                response = ask(contest, "entrant", method, address(contest, rule, event_id=event_id))
                assert response.status_code == 404, (rule.rule, event_id)


@pytest.mark.parametrize("who", ["organizer", "entrant"])
def test_a_method_that_an_address_does_not_take_is_refused(contest: Contest, who: str) -> None:
    allowed: dict[str, set[str]] = {}
    for rule in contest.app.url_map.iter_rules():
        allowed.setdefault(address(contest, rule), set()).update(rule.methods or set())
    for path, methods in allowed.items():
        for method in set(METHODS) - methods:
            assert ask(contest, who, method, path).status_code == 405, (method, path)


def test_no_form_is_accepted_without_its_token(contest: Contest) -> None:
    contest.app.config["WTF_CSRF_ENABLED"] = True
    guarded_by_sitting_token = {"entrant.answers", "entrant.submit", "entrant.renew"}
    for method, rule in routes(contest.app):
        if method == "POST" and rule.endpoint not in guarded_by_sitting_token:
            response = ask(contest, "organizer", "POST", address(contest, rule))
            assert response.status_code == 400, rule.rule
            assert "页面停留太久" in response.get_data(as_text=True)
