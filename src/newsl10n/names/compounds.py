"""English text + its translation -> names of places in two words ("North Korea") of which the translation has another part, or none.

The first word decides which place is meant, and is translated: it is no name that sounds the same. The table is ``compounds.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from newsl10n.names.find import fold_alif
from newsl10n.names.transliteration import fold_latin

_COLUMNS = {"ar": (1, 3), "tr": (2, 4)}
_ARABIC_BEFORE = r"(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال|لل|ل)?"
_LATIN_BEFORE = r"(?<!\w)"
_COMPASS = {
    "ar": re.compile(f"{_ARABIC_BEFORE}(?:شمال|جنوب|شرق|غرب)"),
    "tr": re.compile(f"{_LATIN_BEFORE}(?:kuzey|guney|dogu|bati)"),
}
_BETWEEN = r"\S*(?:\s\S+){0,2}?\s"


@dataclass(frozen=True, slots=True)
class Compound:
    """What a place is called in English, in the other language, and what its second word alone begins with there."""

    noun: str
    source: re.Pattern[str]
    target: re.Pattern[str]
    second: re.Pattern[str]


def lost_compounds(source: str, target: str, language: str) -> tuple[str, ...]:
    """Places in two words that ``target`` (``ar`` or ``tr``) does not have, as the source writes them.

    Adjectives ("North Korean") are often implied: they count as changed only where the second word stands there with another part of
    the compass.
    """
    if language not in _COLUMNS or not _any_compound().search(source):
        return ()
    return tuple(dict.fromkeys(_lost(source, _folded(target, language), language)))


def _lost(source: str, folded: str, language: str) -> Iterator[str]:
    for compound in _compounds(language):
        found = [m[0] for m in compound.source.finditer(source)]
        if not found or compound.target.search(folded):
            continue
        if compound.noun in found:
            yield compound.noun
        elif compound.second.search(folded) and _COMPASS[language].search(folded):
            yield found[0]


@lru_cache(maxsize=64)
def _folded(target: str, language: str) -> str:
    return fold_alif(target) if language == "ar" else fold_latin(target)


@cache
def _any_compound() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(row[0] for row in _rows())})\b")


@cache
def _compounds(language: str) -> tuple[Compound, ...]:
    whole, second = _COLUMNS[language]
    before = _ARABIC_BEFORE if language == "ar" else _LATIN_BEFORE
    return tuple(
        Compound(
            row[0].partition("(?:")[0],
            re.compile(rf"\b{row[0]}\b"),
            re.compile("|".join(_form(form, before) for form in row[whole].split("|"))),
            re.compile(before + row[second]),
        )
        for row in _rows()
    )


def _form(form: str, before: str) -> str:
    """A form as a pattern; the parts of "A..B" stand in either order, near each other."""
    first, _, last = form.partition("..")
    if not last:
        return f"{before}{first}"
    return f"{before}{first}{_BETWEEN}{before}{last}|{before}{last}{_BETWEEN}{before}{first}"


@cache
def _rows() -> tuple[list[str], ...]:
    lines = (resources.files("newsl10n") / "names" / "compounds.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if not line.startswith("#"))
