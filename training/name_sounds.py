"""Names and the words that write them, aligned -> what the letters of a name become, and how much likelier than chance.

Makes ``sounds.ar.tsv`` and ``sounds.tr.tsv`` of ``src/newsl10n/names/``: joint probabilities of steps (one to three letters of the name, up to two
of the word) by expectation maximisation, as Jiampojamarn, Kondrak and Sherif (2007) align letters and phonemes many to many. Called by
``training.name_tables``.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsl10n.names.find import find_names
from newsl10n.names.sounds import spoken
from newsl10n.names.transliteration import NATIONALS, matches

Step = tuple[str, str]
Arc = tuple[int, int, int, int]
"""From letters of the name and of the word, so many of each."""
STEPS = ((1, 1), (1, 0), (1, 2), (2, 1), (2, 2), (2, 0), (3, 1), (3, 2))
FIRST_GUESS = {
    (1, 1): 0.4,
    (1, 0): 0.15,
    (2, 1): 0.1,
    (1, 2): 0.08,
    (2, 2): 0.02,
    (2, 0): 0.02,
    (3, 1): 0.01,
    (3, 2): 0.005,
}
ROUNDS, MOST_PAIRS, MOST_OF_ONE = 6, 6000, 3
RAREST, WEAKEST = 3e-5, -4.0
"""Least share of all steps, and least evidence, of a step that is written down."""


def write_sounds(path: Path, pairs: Iterator[tuple[str, str]], language: str) -> None:
    aligned = _aligned(pairs, language)
    share = _learn(aligned)
    letters, pieces = Counter[str](), Counter[str]()
    for name, word, _ in aligned:
        letters.update(name)
        pieces.update(word)
    chance = {c: math.log(n / letters.total()) for c, n in letters.items()}
    other = {c: math.log(n / pieces.total()) for c, n in pieces.items()}
    rows = []
    for (name, word), p in sorted(share.items()):
        weight = math.log(p) - sum(chance[c] for c in name) - sum(other[c] for c in word) if p >= RAREST else WEAKEST
        if weight > WEAKEST:
            rows.append(f"{name}\t{word}\t{weight:.1f}\n")
    path.write_text("".join(rows), encoding="utf-8")


def _aligned(pairs: Iterator[tuple[str, str]], language: str) -> list[tuple[str, str, int]]:
    """Names and the words that fit their pattern, how often; drawn by chance."""
    count: Counter[tuple[str, str]] = Counter()
    for source, target in pairs:
        for name in find_names(source, language):
            found = list(matches(name.word, target, language))
            if len(found) != 1 or NATIONALS.search(name.word):
                continue
            if word := _body(found[0], name.word, language):
                count[spoken(name.word, language), word] += 1
    rows = [(name, word, min(n, MOST_OF_ONE)) for (name, word), n in sorted(count.items())]
    random.Random(1).shuffle(rows)
    return rows[:MOST_PAIRS]


def _body(found: re.Match[str], name: str, language: str) -> str:
    """The word without clitics or suffixes, empty where that is not sure."""
    if language == "ar":
        return found["body"].replace(" ", "")
    word = found[0].split("'")[0]
    return word if "'" in found[0] or len(word) <= len(name) + 1 else ""


def _arcs(name: str, word: str) -> Iterator[Arc]:
    for i in range(len(name)):
        for j in range(len(word) + 1):
            for a, b in STEPS:
                if i + a <= len(name) and j + b <= len(word):
                    yield i, j, a, b


def _learn(pairs: Sequence[tuple[str, str, int]]) -> dict[Step, float]:
    share: dict[Step, float] = {}
    for _ in range(ROUNDS):
        count: defaultdict[Step, float] = defaultdict(float)
        for name, word, times in pairs:
            _expect(name, word, times, share, count)
        total = sum(count.values())
        share = {step: n / total for step, n in count.items()}
    return share


def _expect(name: str, word: str, times: int, share: dict[Step, float], count: defaultdict[Step, float]) -> None:
    """Mutates ``count``: adds how often each step is to be expected in this pair."""
    arcs = []
    before = [[0.0] * (len(word) + 1) for _ in range(len(name) + 1)]
    after = [[0.0] * (len(word) + 1) for _ in range(len(name) + 1)]
    before[0][0] = after[-1][-1] = 1.0
    for i, j, a, b in _arcs(name, word):
        step = name[i : i + a], word[j : j + b]
        p = share.get(step, 1e-7) if share else FIRST_GUESS[a, b]
        before[i + a][j + b] += before[i][j] * p
        arcs.append((i, j, i + a, j + b, step, p))
    for i, j, k, m, _, p in reversed(arcs):
        after[i][j] += p * after[k][m]
    whole = before[-1][-1]
    for i, j, k, m, step, p in arcs if whole else ():
        expected = before[i][j] * p * after[k][m] / whole * times
        if expected > 1e-4:
            count[step] += expected
