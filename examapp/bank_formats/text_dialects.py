"""Ways of writing a text that mean the same as the usual ones: put into those, line for line."""

from __future__ import annotations

import re
import unicodedata

from examapp.bank_formats.answer_texts import judgement_of, keys_of

# Longer lines are no headings, numbers or answers.
_LONGEST = 400
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED_NUMBER = re.compile(rf"\s{{0,10}}([{_CIRCLED}])\s{{0,3}}[.、．]?\s{{0,3}}(?=\S)")
# ⒈ and ⑴ are single characters.
_COMPOSED_NUMBER = re.compile("\\s{0,10}[\u2474-\u249b]\\s{0,3}(?=\\S)")
_NUMBER = re.compile(r"\s{0,10}(?:第\s?\d{1,4}\s?题|[（(]\d{1,4}[)）]|\d{1,4}\s?[.．、)）:：])")
_NUMBER_BEFORE_TAG = re.compile(
    r"(\s{0,10}\d{1,4})\s{0,3}(?=[【\[](?:单选|单项|多选|多项|判断|填空|不定项|选择))"
)
# 【单选题】1、 as 1、【单选题】.
_TAG_BEFORE_NUMBER = re.compile(
    r"\s{0,10}([【\[(（](?:单选|单项|多选|多项|判断|填空|不定项|选择)[^】\])）]{0,12}[】\])）])\s{0,5}(\d{1,4}\s{0,3}[.．、)）:：])(?!\d)\s{0,5}"
)
_OWN_ANSWER = re.compile(r"\s{0,10}我的答案\s{0,3}[:：].{0,300}?(?=正确答案\s{0,3}[:：])")
_STEM_LABEL = re.compile(
    r"\s{0,10}[【\[]?(?:题干|题目|试题|问题)[】\]]?\s{0,3}(?:(?<=[】\]])|[:：])\s{0,5}(?=\S)"
)
_OPTIONS_LABEL = re.compile(
    r"\s{0,10}[【\[]?(?:选项|备选项|备选答案)[】\]]?\s{0,3}[:：]?\s{0,5}(?=$|[(（]?[AaＡ]\s{0,3}[.、．:：)）])"
)
_ANSWER = re.compile(
    r"\s{0,10}[\[【(（]?\s{0,3}(?:本题|此题)?(?:答\s{0,3}[:：]|(?:正确|标准|参考)?答案\s{0,3}(?:应为|应是|应选|是|为|选)?\s{0,3}[\]】]?\s{0,3}[:：]?)"
    r"\s{0,5}(?P<answer>[A-Za-zＡ-Ｚ√✓×✗对错正确误、,， ]{1,24}?)\s{0,3}[\]】)）]?\s{0,3}[。.]?\s{0,10}"
)


def usual_text(text: str) -> str:
    """Return a text, with as many lines, in the usual ways of writing numbers, labels and answers."""
    lines = [_TAG_BEFORE_NUMBER.sub(r"\2\1", line, count=1) if _TAG_BEFORE_NUMBER.match(line) else line
             for line in text.split("\n")]  # fmt: skip
    has_numbers = any(_NUMBER.match(line) for line in lines)
    if not has_numbers:
        lines = _numbered_by_circles(lines)
        lines = _numbered_by_labels(lines)
    return "\n".join(map(_usual_line, lines))


def _numbered_by_circles(lines: list[str]) -> list[str]:
    """Return the lines with ① as 1、 where nothing else numbers the questions."""
    if sum(_CIRCLED_NUMBER.match(line) is not None for line in lines) < 2:
        return lines
    return [_CIRCLED_NUMBER.sub(lambda match: f"{_CIRCLED.index(match[1]) + 1}、", line, count=1)
            if _CIRCLED_NUMBER.match(line) else line for line in lines]  # fmt: skip


def _numbered_by_labels(lines: list[str]) -> list[str]:
    """Return the lines with a number in the place of 题干： where labels part the questions."""
    labelled = [number for number, line in enumerate(lines) if _STEM_LABEL.match(line[:_LONGEST])]
    if not labelled:
        return lines
    numbered = list(lines)
    for count, number in enumerate(labelled, 1):
        numbered[number] = _STEM_LABEL.sub(f"{count}、", lines[number], count=1)
    return numbered


def _usual_line(line: str) -> str:
    if match := _COMPOSED_NUMBER.match(line):
        line = unicodedata.normalize("NFKC", match[0]).lstrip() + line[match.end() :]
    if not line or len(line) > _LONGEST:
        return line
    line = _NUMBER_BEFORE_TAG.sub(r"\1. ", line, count=1) if _NUMBER_BEFORE_TAG.match(line) else line
    line = line[match.end() :] if (match := _OWN_ANSWER.match(line)) else line
    line = line[match.end() :] if (match := _OPTIONS_LABEL.match(line)) else line
    match = _ANSWER.fullmatch(line)
    if match and (judgement_of(match["answer"]) is not None or keys_of(match["answer"]) is not None):
        return f"答案：{match['answer'].strip()}"
    return line


def bare_key(answer: str) -> str:
    """Return the letters of an answer that spells its options out, `AC:铁;铜;` or `B 木`; any other as it is."""
    match = re.match(
        r"([A-Ha-hＡ-Ｈ]{1,8})\s{0,3}[:：]\s{0,3}\S|([A-HＡ-Ｈ])\s{1,5}[\u4e00-\u9fff]", answer[:40]
    )
    return (match[1] or match[2]) if match and keys_of(answer) is None else answer
