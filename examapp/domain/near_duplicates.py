"""What tells that two questions may be one: signs they share, found without comparing every pair.

A text is cut into runs of four characters. A run that a handful of texts share says much, one that hundreds
share says nothing, so each text is looked up by its rarest shared runs only (Broder's shingles, 1997).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain

from examapp.domain.questions import Question

# A shorter text is like another by accident.
SHORTEST = 8
# A run in more texts than this is a phrase of the trade, and isn't followed.
MOST_TEXTS_OF_A_RUN = 60
RUNS_KEPT = 12
# Of a longer text only the runs that begin with an odd character code are looked at, which is half of them.
LONG = 40
FEW_RUNS = 6
# So many texts that share the most runs with a text are compared with it, letter by letter.
MOST_CANDIDATES = 20
# A prime, so that the remainders of the numbers are spread.
_BUCKETS = 1_048_573
_NOISE = re.compile(r"[\W_]+")


def compared_stem(question: Question) -> str:
    """Return the stem without what makes no difference: width, case, spaces, punctuation."""
    return _bare(question.stem)


def compared_text(question: Question) -> str:
    """Return all that is asked, in an order that doesn't depend on the letters."""
    own = sorted(_bare(each.text) for each in (*question.prompts, *question.options))
    return "".join((compared_stem(question), *own, *map(compared_text, question.parts)))


def candidates(texts: Sequence[str], first_known: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each text before `first_known` with those after it, or known, that may be nearly the same.

    Texts from `first_known` on are not compared with each other.
    """
    runs_of = [array("i", _runs(text)) for text in texts]
    counts = _counts(runs_of)
    index: dict[int, list[int]] = defaultdict(list)
    # From the last to the first, so that the index holds just those that come after.
    for number in range(len(texts) - 1, -1, -1):
        runs = _rarest(runs_of[number], counts)
        if number < first_known and (found := _sharing(runs, index)):
            yield number, found
        for run in runs:
            index[run].append(number)


def _sharing(runs: Sequence[int], index: dict[int, list[int]]) -> list[int]:
    """Return the texts that share the most of the runs: two at least, where a text has many."""
    shared = Counter(chain.from_iterable(index[run] for run in runs if run in index))
    least = 2 if len(runs) > FEW_RUNS else 1
    found = [(times, number) for number, times in shared.items() if times >= least]
    return [
        number for _, number in (found if len(found) <= MOST_CANDIDATES else nlargest(MOST_CANDIDATES, found))
    ]


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", folded)


def _runs(text: str) -> set[int]:
    """Return a number for every run of four characters; two runs seldom have the same."""
    if len(text) < SHORTEST:
        return set()
    data = memoryview(text.encode("utf-16-le", "replace"))
    # Four characters of two bytes are one number of eight, from each of four beginnings.
    ends = [begin + (len(data) - begin) // 8 * 8 for begin in range(0, 8, 2)]
    windows = (data[begin:end].cast("Q") for begin, end in zip(range(0, 8, 2), ends, strict=True))
    if len(text) > LONG:
        return {window % _BUCKETS for window in chain.from_iterable(windows) if window & 1}
    return {window % _BUCKETS for window in chain.from_iterable(windows)}


def _counts(runs_of: Iterable[array[int]]) -> array[int]:
    counts = array("I", bytes(4 * _BUCKETS))
    for runs in runs_of:
        for run in runs:
            counts[run] += 1
    return counts


def _rarest(runs: array[int], counts: array[int]) -> array[int]:
    shared = [run for run in runs if 2 <= counts[run] <= MOST_TEXTS_OF_A_RUN]
    shared.sort(key=counts.__getitem__)
    return array("i", shared[:RUNS_KEPT])
