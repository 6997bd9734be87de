"""A Latin name and one Arabic or Turkish word -> how well the word writes the name by sound.

Learnt from aligned names (``sounds.*.tsv``, made by ``training/name_tables.py``): what one, two or three letters of a name become, with
the logarithm of how much likelier that is than chance. The best split of both words into such steps counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from newsl10n.names.transliteration import NATIONALS, fold_latin

LIKELY = 0.5
"""Evidence for each letter of a name from which a word is taken for it. Among the words beside another name 2 in 100 times one has as
much, of a name's own words all but 1 in 100 (news that the table was not learnt from)."""
FOREIGN = -3.0
LONGEST = 3
_DROPPED, _ADDED, _OTHER, _TRIMMED = -2.5, -3.0, -4.0, -0.5
_OPENINGS = re.compile("[وفأ]?[بلك]?(?:ال|لل|ل)?")
_ENDINGS = ("ي", "ية", "يات", "يين", "يون", "ون", "ين", "ان", "ات", "ا", "يا", "ة")
_SUFFIX = 6
"""Most letters of a Turkish suffix without an apostrophe."""
_IMPOSSIBLE, _HOPELESS = -1e9, -1e8
_Steps = Mapping[str, tuple[tuple[str, int, float], ...]]


def resembles(name: str, word: str, language: str) -> bool:
    """Whether ``word`` (folded, clitics and suffixes on) is likely ``name`` written by sound."""
    return likeness(name, word, language) >= LIKELY


@lru_cache(maxsize=16384)
def likeness(name: str, word: str, language: str) -> float:
    """Evidence for each letter of the name that ``word`` is it; 0 is chance."""
    if not word:
        return _IMPOSSIBLE
    starts, ends = _arabic_edges(word) if language == "ar" else _turkish_edges(word)
    whole, bare = spoken(name, language), spoken(NATIONALS.sub("", name), language)
    return max(_evidence(letters, word, starts, ends, _steps(language)) for letters in {whole, bare})


def _evidence(letters: str, word: str, starts: Iterable[int], ends: Mapping[int, float], steps: _Steps) -> float:
    best = _best_paths(letters, word, starts, steps)
    return max(best[end] + cost for end, cost in ends.items()) / len(letters)


@lru_cache(maxsize=8192)
def spoken(name: str, language: str) -> str:
    """The letters of a name, Turkish ones by their sound for Arabic."""
    if language == "ar":
        name = name.lower().replace("ş", "sh").replace("ç", "ch")
    return fold_latin(name)


def _best_paths(letters: str, word: str, starts: Iterable[int], steps: _Steps) -> list[float]:
    """Of each end in ``word``, the most evidence for all letters."""
    size = len(word)
    rows = [[_IMPOSSIBLE] * (size + 1) for _ in range(len(letters) + LONGEST)]
    for start in starts:
        rows[0][start] = _TRIMMED if start else 0.0
    for i in range(len(letters)):
        row, after = rows[i], rows[i + 1]
        pieces = [letters[i : i + n] for n in range(1, min(LONGEST, len(letters) - i) + 1)]
        choices = [(rows[i + len(piece)], *choice) for piece in pieces for choice in steps.get(piece, ())]
        for j, value in enumerate(row):
            value = row[j] = max(value, row[j - 1] + _ADDED) if j else value
            if value <= _HOPELESS:
                continue
            after[j] = max(after[j], value + _DROPPED)
            if j < size:
                after[j + 1] = max(after[j + 1], value + _OTHER)
            for later, text, length, weight in choices:
                if j + length <= size and later[j + length] < value + weight and word.startswith(text, j):
                    later[j + length] = value + weight
    return rows[len(letters)]


def _arabic_edges(word: str) -> tuple[Iterable[int], Mapping[int, float]]:
    """Where the name may begin behind clitics and end before an ending, with what that costs."""
    starts = [n for n in range(min(5, len(word) - 1)) if _OPENINGS.fullmatch(word, 0, n)]
    ends = {len(word) - len(e): _TRIMMED for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 1}
    return starts, ends | {len(word): 0.0}


def _turkish_edges(word: str) -> tuple[Iterable[int], Mapping[int, float]]:
    ends = {len(word) - n: _TRIMMED - 0.1 * n for n in range(1, _SUFFIX + 1) if len(word) - n > 2}
    return (0,), ends | {len(word): 0.0}


def is_foreign(word: str) -> bool:
    """Whether an Arabic word has the letters of a foreign name rather than those of an everyday word."""
    table = _foreign()
    return sum(table.get(pair, 0.0) for pair in letter_pairs(without_clitics(word))) > FOREIGN


def without_clitics(word: str) -> str:
    return word[max(_arabic_edges(word)[0]) :]


def letter_pairs(word: str) -> list[str]:
    """Each two letters that stand side by side, the edges as blanks."""
    word = f" {word} "
    return [word[i : i + 2] for i in range(len(word) - 1)]


@cache
def _foreign() -> Mapping[str, float]:
    lines = (resources.files("newsl10n") / "names" / "foreign.ar.tsv").read_text("utf-8").splitlines()
    return {pair: float(weight) for pair, weight in (line.split("\t") for line in lines)}


@cache
def _steps(language: str) -> _Steps:
    lines = (resources.files("newsl10n") / "names" / f"sounds.{language}.tsv").read_text("utf-8").splitlines()
    table: dict[str, list[tuple[str, int, float]]] = {}
    for letters, piece, weight in (line.split("\t") for line in lines):
        table.setdefault(letters, []).append((piece, len(piece), float(weight)))
    return {letters: tuple(choices) for letters, choices in table.items()}
