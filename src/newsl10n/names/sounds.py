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
LONGEST = 3
_DROPPED, _ADDED, _OTHER, _TRIMMED = -2.5, -3.0, -4.0, -0.5
_OPENINGS = re.compile("[وفأ]?[بلك]?(?:ال|لل|ل)?")
_ENDINGS = ("ي", "ية", "يات", "يين", "يون", "ون", "ين", "ان", "ات", "ا", "يا", "ة")
_SUFFIX = 6
"""Most letters of a Turkish suffix without an apostrophe."""
_IMPOSSIBLE = -1e9
_Steps = Mapping[str, tuple[tuple[str, int, float], ...]]


def resembles(name: str, word: str, language: str) -> bool:
    """Whether ``word`` (folded, clitics and suffixes on) is likely ``name`` written by sound."""
    return likeness(name, word, language) >= LIKELY


@lru_cache(maxsize=16384)
def likeness(name: str, word: str, language: str) -> float:
    """Evidence for each letter of the name that ``word`` is it; 0 is chance."""
    letters = spoken(name, language)
    if not letters or not word:
        return _IMPOSSIBLE
    starts, ends = _arabic_edges(word) if language == "ar" else _turkish_edges(word)
    best = _best_paths(letters, word, starts, _steps(language))
    return max(best[end] + cost for end, cost in ends.items()) / len(letters)


@lru_cache(maxsize=8192)
def spoken(name: str, language: str) -> str:
    """The letters of a name that sound, its ending of nationality off."""
    if language == "ar":
        name = re.sub("ş", "sh", re.sub("ç", "ch", name, flags=re.IGNORECASE), flags=re.IGNORECASE)
    return fold_latin(NATIONALS.sub("", name))


def _best_paths(letters: str, word: str, starts: Iterable[int], steps: _Steps) -> list[float]:
    """Of each end in ``word``, the most evidence for all letters."""
    wide = range(len(word) + 1)
    rows = [[_IMPOSSIBLE] * (len(word) + 1) for _ in range(len(letters) + LONGEST)]
    for start in starts:
        rows[0][start] = _TRIMMED if start else 0.0
    for i in range(len(letters)):
        row, after = rows[i], rows[i + 1]
        known = [(rows[i + n], steps.get(letters[i : i + n], ())) for n in range(1, min(LONGEST, len(letters) - i) + 1)]
        for j in wide:
            if (value := row[j]) == _IMPOSSIBLE:
                continue
            after[j] = max(after[j], value + _DROPPED)
            if j < len(word):
                row[j + 1] = max(row[j + 1], value + _ADDED)
                after[j + 1] = max(after[j + 1], value + _OTHER)
            for later, choices in known:
                for piece, length, weight in choices:
                    if (
                        later[j + length : j + length + 1]
                        and later[j + length] < value + weight
                        and word.startswith(piece, j)
                    ):
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


@cache
def _steps(language: str) -> _Steps:
    lines = (resources.files("newsl10n") / "names" / f"sounds.{language}.tsv").read_text("utf-8").splitlines()
    table: dict[str, list[tuple[str, int, float]]] = {}
    for letters, piece, weight in (line.split("\t") for line in lines):
        table.setdefault(letters, []).append((piece, len(piece), float(weight)))
    return {letters: tuple(choices) for letters, choices in table.items()}
