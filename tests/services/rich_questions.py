"""Questions with everything a text may carry, for tests of how they are kept and shown."""

from __future__ import annotations

from examapp.domain.questions import ChoiceAnswer, Option, Question, Translation
from tests.pictures.pictures_made_up import DRAWING, photo

PICTURES = {"电路.svg": DRAWING, "焊缝.png": photo(), "解析.jpg": photo(kind="JPEG")}
RICH = Question(
    qid="rich",
    qtype="single",
    stem="由$P=\\frac{U^2}{R}$和下表，**不**正确的是（ ）\n|电阻|功率|\n|---|--:|\n|$R_1$|10 W|\n看图\n![电路](电路.svg)",
    answer=ChoiceAnswer(frozenset("B")),
    options=(
        Option("A", "`R1` 变热"),
        Option("B", "![焊缝](焊缝.png)"),
        Option("C", "$R_1<R_2$"),
        Option("D", "都对"),
    ),
    explanation="见![解](解析.jpg)",
    image="焊缝.png",
    translations=(
        Translation(
            "en",
            "By $P=\\frac{U^2}{R}$ and the table, what is **not** right?\n|Resistor|Power|\n|---|--:|\n|$R_1$|10 W|",
            (("A", "`R1` gets hot"), ("B", "![seam](焊缝.png)"), ("C", "$R_1<R_2$"), ("D", "All of them")),
            "See ![why](解析.jpg)",
        ),
    ),
)
