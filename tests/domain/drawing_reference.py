"""The draw once more, written from docs/drawing.md alone: slow, plain, sharing no code with the engine."""

from __future__ import annotations

import hashlib
import hmac
import json
from itertools import combinations
from typing import Any

WORD_RANGE = 2**32


class Words:
    """Random integers of one stream."""

    def __init__(self, key: bytes, *names: object) -> None:
        self.key = key
        self.prefix = "|".join(str(name) for name in names) + "|"
        self.read = 0

    def word(self) -> int:
        counter, place = divmod(self.read, 8)
        block = hmac.new(self.key, (self.prefix + str(counter)).encode(), hashlib.sha256).digest()
        self.read += 1
        return int.from_bytes(block[4 * place : 4 * place + 4], "big")

    def below(self, n: int) -> int:
        while n > 1:
            word = self.word()
            if word < WORD_RANGE // n * n:
                return word % n
        return 0

    def shuffled(self, members: list[Any]) -> list[Any]:
        rest, out = list(members), []
        while rest:
            other = self.below(len(rest))
            rest[0], rest[other] = rest[other], rest[0]
            out.append(rest.pop(0))
        return out


def can_all_be_met(demands: list[dict[str, Any]], used: set[str]) -> bool:
    """Hall's condition: any set of demands together needs no more questions than fit one of them."""
    for size in range(1, len(demands) + 1):
        for some in combinations(demands, size):
            fitting = set().union(*(set(demand["fitting"]) for demand in some)) - used
            if sum(demand["needed"] for demand in some) > len(fitting):
                return False
    return True


def _in_cell(question: Any, quota: Any) -> bool:
    axes = ("topic", "difficulty", "pool")
    return all(getattr(quota, axis) in (None, getattr(question, axis)) for axis in axes)


def _demands(blueprint: Any, bank: list[Any]) -> list[dict[str, Any]]:
    demands = []
    for index, section in enumerate(blueprint.sections):
        of_type = [question for question in bank if question.qtype == section.qtype]
        rest = section.count
        for quota in section.quotas:
            fitting = [question.qid for question in of_type if _in_cell(question, quota)]
            demands.append({"section": index, "needed": quota.count, "fitting": fitting})
            rest -= quota.count
        beside = [q.qid for q in of_type if not any(_in_cell(q, quota) for quota in section.quotas)]
        if rest:
            demands.append({"section": index, "needed": rest, "fitting": beside})
    demands.sort(key=lambda demand: len(demand["fitting"]))
    return demands


def reference_paper(
    blueprint: Any, bank: list[Any], key: bytes, event: str, ticket: str, attempt: int
) -> str:
    """Return the paper's canonical JSON."""
    bank = sorted(bank, key=lambda question: question.qid.encode())
    demands = _demands(blueprint, bank)
    draw, questions, options = (
        Words(key, name, event, ticket, attempt) for name in ("draw", "questions", "options")
    )
    used: set[str] = set()
    chosen: list[list[str]] = [[] for _ in blueprint.sections]
    for demand in demands:
        rest = [qid for qid in demand["fitting"] if qid not in used]
        while demand["needed"]:
            other = draw.below(len(rest))
            rest[0], rest[other] = rest[other], rest[0]
            qid = rest.pop(0)
            demand["needed"] -= 1
            if can_all_be_met(demands, used | {qid}):
                used.add(qid)
                chosen[demand["section"]].append(qid)
            else:
                demand["needed"] += 1
    items = []
    by_qid = {question.qid: question for question in bank}
    for section, qids in zip(blueprint.sections, chosen, strict=True):
        ordered = sorted(qids, key=str.encode)
        shown = questions.shuffled(ordered) if blueprint.shuffle_questions else ordered
        items += [_item(by_qid[qid], section, options, blueprint.shuffle_options) for qid in shown]
    paper = {"attempt": attempt, "event": event, "items": items, "ticket": ticket}
    return json.dumps(paper, ensure_ascii=False, separators=(",", ":"))


def _option_order(question: Any, words: Words, mixes: bool) -> list[str]:
    ids, pinned = list(question.option_ids), set(question.pinned_ids)
    if question.qtype in ("cloze", "scenario"):
        order: list[str] = []
        for part in sorted({int(id_.split(".")[0]) for id_ in ids}):
            own = [id_ for id_ in ids if id_.startswith(f"{part}.")]
            order += _mixed(own, pinned, words) if mixes else own
        return order
    if question.qtype == "ordering":
        return words.shuffled(ids)
    if question.qtype == "matching" or (question.qtype in ("single", "multiple") and mixes):
        return _mixed(ids, pinned, words)
    return ids if question.qtype in ("single", "multiple") else []


def _mixed(ids: list[str], pinned: set[str], words: Words) -> list[str]:
    return words.shuffled([id_ for id_ in ids if id_ not in pinned]) + [id_ for id_ in ids if id_ in pinned]


def _item(question: Any, section: Any, options: Words, mixes: bool) -> dict[str, Any]:
    return {
        "option_order": _option_order(question, options, mixes),
        "partial_credit": section.partial_credit,
        "points": section.points,
        "qid": question.qid,
        "qtype": question.qtype,
        "revision": question.revision,
    }
