"""What a phone has to load: little, and nothing that an old webview can't run."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import esprima
import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from examapp.domain.questions import Option
from examapp.domain.rules import PRESETS
from examapp.web.static_files import BUNDLES, file_version, small
from tests import factories
from tests.web.browsing import Visitor
from tests.web.entrant.seats import Person, sign_in

FOLDER = Path(__file__).parents[3] / "examapp" / "static" / "entrant"
PARTS = sorted(FOLDER.glob("**/*.js"))
SENT = sorted({*BUNDLES, *(f"entrant/{path.name}" for path in FOLDER.glob("*.js"))})
LATER_THAN_ES5 = {
    "ArrowFunctionExpression",
    "AwaitExpression",
    "ClassDeclaration",
    "ClassExpression",
    "ForOfStatement",
    "ImportDeclaration",
    "ExportNamedDeclaration",
    "ObjectPattern",
    "ArrayPattern",
    "AssignmentPattern",
    "RestElement",
    "SpreadElement",
    "TaggedTemplateExpression",
    "TemplateLiteral",
    "YieldExpression",
}
CALLS_OLD_WEBVIEWS_LACK = {"replaceAll", "flat", "flatMap", "fromEntries", "padStart", "matchAll", "at"}
CSS_OLD_WEBVIEWS_LACK = (
    ":has(",
    "dvh",
    "gap:",
    "inset:",
    "@layer",
    "aspect-ratio",
    "display: grid",
    ":is(",
    "clamp(",
)


@pytest.mark.parametrize("script", SENT)
def test_scripts_are_sent_as_es5(script: str) -> None:
    found: list[str] = []

    def look(node: esprima.nodes.Node, _meta: object) -> None:
        later = node.type in LATER_THAN_ES5
        later |= node.type == "VariableDeclaration" and node.kind != "var"
        later |= node.type == "Property" and (node.shorthand or node.computed or node.method)
        if node.type == "MemberExpression" and not node.computed:
            later |= node.property.name in CALLS_OLD_WEBVIEWS_LACK
        if later:
            found.append(node.type)

    esprima.parseScript((small(script) or b"").decode(), delegate=look)
    assert found == []


def test_every_script_is_sent_by_itself_or_in_a_bundle() -> None:
    bundled = {FOLDER.parent / part for parts in BUNDLES.values() for part in parts}
    assert bundled <= set(PARTS)
    assert {path.parent for path in set(PARTS) - bundled} <= {FOLDER}


def test_styles_use_nothing_that_old_webviews_lack() -> None:
    sheets = "\n".join(sheet.read_text(encoding="utf-8") for sheet in FOLDER.glob("*.css"))
    rules = [line for line in sheets.splitlines() if "{" in line]
    assert [word for word in CSS_OLD_WEBVIEWS_LACK if any(word in rule for rule in rules)] == []


def test_styles_and_scripts_stay_small() -> None:
    assert len(small("entrant/exam.css") or b"") <= 12 * 1024
    assert {script: size for script in SENT if (size := len(small(script) or b"")) > 20 * 1024} == {}


def test_a_script_changed_gets_another_address_and_may_be_kept_for_a_year(
    client: FlaskClient, app: Flask
) -> None:
    with app.test_request_context():
        address = url_for("static", filename="entrant/sitting.js")
    answer = client.get(address)
    assert file_version("entrant/sitting.js") in address
    assert answer.cache_control.max_age == 31_536_000
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["nothing.js", "../../web/auth.py", "sitting", "x" * 5000 + ".css"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/entrant/{name}").status_code == 404


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_first_load_of_a_hundred_questions_is_at_most_fifty_kilobytes(
    app: Flask, visitor: Visitor, now: datetime, encoding: str
) -> None:
    sign_in(visitor, _person_with_hundred_questions(app, now))
    page = visitor.submit("/start")
    paths = [page.path]
    paths += [e.get("href", "") for e in page.all("link")] + [e.get("src", "") for e in page.all("script")]
    loaded = 0
    for path in paths:
        answer = visitor.client.get(path, headers={"Accept-Encoding": encoding})
        assert answer.headers.get("Content-Encoding") == encoding or len(answer.get_data()) < 500
        loaded += len(answer.get_data()) + len(str(answer.headers))
    assert page.text.count("<fieldset") == 100
    scripts = [e.get("src", "").split("?")[0].removeprefix("/static/") for e in page.all("script")]
    assert sum(len(small(script) or b"") for script in scripts) <= 20 * 1024
    assert loaded <= 50 * 1024


def _person_with_hundred_questions(app: Flask, now: datetime) -> Person:
    """A paper of the industry's rules whose stems and options are as long as those of real banks."""
    collaborators = app.extensions["examapp"]
    with collaborators.database.transaction() as session:
        event = factories.make_event(session, factories.make_competition(session, now))
        bank = factories.make_bank(session, event, now, per_type=0)
        for qtype, count in (("single", 40), ("multiple", 20), ("judge", 40)):
            for number in range(count):
                question = factories.make_question(number, qtype, stem=_text(f"{qtype}{number}", 45))
                options = tuple(Option(o.id, _text(f"{qtype}{number}{o.id}", 12)) for o in question.options)
                factories.add_question(
                    session,
                    bank,
                    factories.make_question(number, qtype, stem=question.stem, options=options),
                    now,
                )
        row = factories.make_round(session, event, now, rules=PRESETS["industry"])
        factories.freeze_round(session, collaborators.vault, row, now)
        entry = factories.make_entry(session, collaborators.vault, event)
        factories.give_consent(session, entry, now)
        return Person(entry.entrant_id, entry.ticket, collaborators.vault.pin(entry.ticket, 1))


def _text(seed: str, length: int) -> str:
    """So many Chinese characters, as hard to compress as the thousand most frequent ones are."""
    digest = hashlib.shake_256(seed.encode()).digest(2 * length)
    return "".join(
        chr(0x4E00 + int.from_bytes(digest[i : i + 2], "big") % 1000) for i in range(0, 2 * length, 2)
    )
