"""QTI 1.2's response processing, carried out: what an item would score for given responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of, text_of

Responses = Mapping[str, Sequence[str]]
_COMPARED = ("vargt", "vargte", "varlt", "varlte")


def score_of(item: Element, responses: Responses) -> Decimal:
    """Return the score of an item of QTI 1.2: its conditions one after the other, until one says stop."""
    score, something_held = Decimal(0), False
    implied = _gives_points_without_saying(item)
    for condition in descendants(item, "respcondition"):
        if not _holds_all(child(condition, "conditionvar"), responses):
            continue
        if something_held and _is_for_anything_else(condition):
            continue
        something_held = True
        if implied and _earns_without_saying(condition):
            score += 1
        for setting in children(condition, "setvar"):
            score = _set(score, setting)
        if _ends(condition):
            break
    return score


def _most_given(condition: Element) -> Decimal:
    return max((_amount(setting) for setting in children(condition, "setvar")), default=Decimal(0))


def _gives_points_without_saying(item: Element) -> bool:
    """Return whether no condition says what it gives: Blackboard's blanks and pairs count one each."""
    return all(_most_given(condition) <= 0 for condition in descendants(item, "respcondition"))


def _earns_without_saying(condition: Element) -> bool:
    silent = child(condition, "setvar") is None and condition.get("title", "").lower() != "incorrect"
    return silent and any(True for _ in wanted_by(condition))


def _is_for_anything_else(condition: Element) -> bool:
    """Return whether a condition is for the responses that no other one took."""
    tests = child(condition, "conditionvar")
    return tests is not None and [name_of(test) for test in children(tests)] == ["other"]


def _ends(condition: Element) -> bool:
    """Return whether nothing counts after a condition that holds.

    The standard's default is to stop; but who adds points up, as Canvas does for each pair, means to go on.
    """
    settings = list(children(condition, "setvar"))
    said = condition.get("continue", "").lower()
    adding = all(each.get("action", "Set").lower() in ("add", "subtract") for each in settings)
    return bool(settings) and (said == "no" or (not said and not adding))


def wanted_by(condition: Element) -> Iterator[tuple[str, str]]:
    """Yield the variables with the values that a condition wants to be there."""
    for test in descendants(condition, "varequal", "varsubset", "varinside"):
        if not _is_denied(test, condition):
            yield test.get("respident", ""), _word(test)


def earning_conditions(item: Element) -> list[Element]:
    """Return the conditions that give points, those that give most first."""
    implied = _gives_points_without_saying(item)
    found = [
        (Decimal(1) if implied and _earns_without_saying(condition) else _most_given(condition), condition)
        for condition in descendants(item, "respcondition")
    ]
    earning = [(amount, condition) for amount, condition in found if amount > 0]
    return [condition for _, condition in sorted(earning, key=lambda pair: -pair[0])]


def _holds_all(conditions: Element | None, responses: Responses) -> bool:
    if conditions is None:
        return False
    tests = list(children(conditions))
    # Blackboard names the number itself beside the limits it may lie in.
    limited = {test.get("respident") for test in tests if name_of(test) in _COMPARED}
    if name_of(conditions) == "conditionvar" and _are_alternatives(tests):
        return any(_holds(test, responses) for test in tests)
    return all(
        _holds(test, responses)
        for test in tests
        if name_of(test) != "varequal" or test.get("respident") not in limited
    )


def _are_alternatives(tests: Sequence[Element]) -> bool:
    """Return whether tests can only be meant as one or the other: several texts that one text box should equal.

    Canvas writes the answers of a text box side by side, without <or>.
    """
    boxes = {test.get("respident", "") for test in tests if name_of(test) == "varequal"}
    if len(tests) < 2 or len(boxes) != 1 or any(name_of(test) != "varequal" for test in tests):
        return False
    (box,) = boxes
    item = next((each for each in tests[0].iterancestors() if name_of(each) == "item"), None)
    return item is not None and any(
        each.get("ident") == box for each in descendants(item, "response_str", "response_num")
    )


def _holds(test: Element, responses: Responses) -> bool:
    name = name_of(test)
    if name == "and":
        return _holds_all(test, responses)
    if name == "or":
        return any(_holds(inner, responses) for inner in children(test))
    if name == "not":
        return not _holds_all(test, responses)
    if name == "other":
        return True
    given = [" ".join(text.split()) for text in responses.get(test.get("respident", ""), ())]
    if name == "unanswered":
        return not any(given)
    if name in _COMPARED:
        return any(_compared(name, text, _word(test)) for text in given)
    if name == "varsubset":
        return bool(given) and set(_word(test).split(",")) <= set(given)
    return name == "varequal" and any(_same(text, test) for text in given)


def _same(text: str, test: Element) -> bool:
    wanted = _word(test)
    if decimal_of(text) is not None and decimal_of(text) == decimal_of(wanted):
        return True
    if test.get("case", "No").lower() == "no":
        return text.casefold() == wanted.casefold()
    return text == wanted


def _compared(name: str, text: str, limit: str) -> bool:
    value, bound = decimal_of(text), decimal_of(limit)
    if value is None or bound is None:
        return False
    if name.endswith("e"):
        return value >= bound if name == "vargte" else value <= bound
    return value > bound if name == "vargt" else value < bound


def _set(score: Decimal, setting: Element) -> Decimal:
    amount = _amount(setting)
    action = setting.get("action", "Set").lower()
    if action == "add":
        return score + amount
    if action == "subtract":
        return score - amount
    if action == "multiply":
        return score * amount
    return amount if action == "set" else score


def _amount(setting: Element) -> Decimal:
    word = text_of(setting).strip()
    # Blackboard writes the item's maximum by its name.
    return Decimal(100) if word.endswith(".max") else decimal_of(word) or Decimal(0)


def _word(test: Element) -> str:
    return " ".join(text_of(test).split())


def _is_denied(test: Element, condition: Element) -> bool:
    above = test.getparent()
    while above is not None and above is not condition:
        if name_of(above) == "not":
            return True
        above = above.getparent()
    return False
