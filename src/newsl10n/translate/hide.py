"""Sentence + what became of it -> the numbers and names that the model shall see as placeholders, spelled for the target language."""

from __future__ import annotations

import re
from enum import Enum, auto

from newsl10n.glossary import source_words
from newsl10n.locale import territory_name
from newsl10n.names import has_established_form
from newsl10n.translate.guard import code
from newsl10n.translate.sentences import respell_number

_NUMBER = re.compile(r"(?<![\w.,:/-])\d[\d,.:]*\d(?![\w/])")
"""A number of two digits or more, or a time, that stands by itself."""
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


class Hide(Enum):
    """What becomes placeholders: nothing, the numbers and names that the best text so far lost, or all numbers."""

    NOTHING = auto()
    LOST = auto()
    NUMBERS = auto()


def all_numbers(source: str, language: str) -> dict[str, str]:
    """Numbers of a sentence, as the source and as the target language spell them."""
    return {number: respell_number(number, language) for number in _NUMBER.findall(source)}


def lost_numbers(problems: tuple[str, ...], language: str) -> dict[str, str]:
    """The numbers that the guard missed."""
    found = [number for problem in _missing("numbers", problems) for number in _DIGITS.findall(problem)]
    return {number: respell_number(number, language) for number in found}


def lost_names(source: str, problems: tuple[str, ...], language: str) -> dict[str, str]:
    """The names that the guard missed, where how to write them is certain: neighbours together, as one name.

    Territories have their name in the CLDR; other names keep their letters in Turkish, unless they have a form of their own there.
    """
    spelled = {word: _spelled(word, language) for word in _missing("names", problems)}
    words = "|".join(re.escape(word) for word, target in spelled.items() if target)
    if not words:
        return {}
    runs = re.findall(rf"\b(?:{words})(?: (?:{words}))*\b", source)
    return {run: " ".join(spelled[word] for word in run.split(" ")) for run in runs}


def lost_terms(
    source: str, problems: tuple[str, ...], wanted: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, str]:
    """The glossary terms that the guard missed, with the translation to use; those in an inflected form are left out."""
    missing = set(_missing("term", problems))
    return {word: targets[0] for term, targets in wanted if term in missing for word in source_words(term, source)}


def _missing(kind: str, problems: tuple[str, ...]) -> list[str]:
    return [
        problem.partition(": ")[2].removesuffix(" missing")
        for problem in problems
        if code(problem) == kind and problem.endswith(" missing")
    ]


def _spelled(name: str, language: str) -> str:
    if found := territory_name(name, language):
        return found
    return name if language == "tr" and not has_established_form(name, "tr") else ""
