"""A target that is the source again, or that is in large part still the source's own words (half of it left in English).

PASS ar | The bridge over the river is open. | الجسر فوق النهر مفتوح.
PASS tr | She works for the Royal Opera House in London. | Londra'da Royal Opera House için çalışıyor.
PASS tr | Reuters, Associated Press | Reuters, Associated Press
FAIL ar | The bridge over the river is open. | The bridge over the river is open.
FAIL ar | The bridge over the river is open again after two years. | الجسر فوق النهر open again after two years.
FAIL tr | The bridge over the river is open again after two years. | Irmağın üstündeki köprü is open again after two years.
FAIL tr | Ten people left the village. | Ten people left the village
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from types import MappingProxyType

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import words

DEFAULTS = MappingProxyType({"words": 4, "share": 0.25, "run": 6})
"""``words``: fewer are never called untranslated (one fewer where all are in lower case). ``share``: of the target's words that
may be the source's own, 0 to 1. ``run``: so many of them one after the other are too many in any case."""
_GRAMMAR = frozenset(
    "a an and as at by for from has have he his in is it its of on or she that the their they to was were will with".split()
)
_HAS_LETTER = re.compile(r"[^\W\d_]").search
_HAS_LATIN = re.compile("[A-Za-z]").search
_KNOWN = frozenset(("ar", "tr"))


def find_untranslated(unit: Unit, context: CheckContext) -> Iterator[str]:
    if (pair := context.joined_pair(unit)) is None:
        return
    if pair[0].isascii() and not _HAS_LATIN(pair[1]):
        return
    settings = context.settings.get("untranslated", DEFAULTS)
    shared = set(pair[0].split()).intersection(pair[1].split())
    if len(shared) < settings["words"] - 2 or sum(1 for word in shared if _HAS_LETTER(word)) < settings["words"] - 2:
        return
    source, target = words(pair[0]), words(pair[1])
    if source == target and len(source) >= settings["words"]:
        is_list = "," in pair[0] and not any(word.islower() for word in source)
        if context.target_language != context.source_language and not is_list:
            yield "the translation is the source itself"
        return
    own = set(source).intersection(target)
    if len(own) < settings["words"] - 1 or context.source_language != "en" or context.target_language not in _KNOWN:
        return
    own -= {word for term in context.do_not_translate for word in words(term)}
    left = [word for word in target if word in own and _is_english(word, context.target_language)]
    run = _longest_run(target, own)
    is_long = len(run) >= settings["run"] and _is_sentence(run)
    enough = settings["words"] - 1 if all(word.islower() for word in left) else settings["words"]
    if is_long or (len(left) >= enough and len(left) >= settings["share"] * len(target)):
        yield f"left in English: {' '.join(run)}"


def _is_english(word: str, language: str) -> bool:
    # Turkish keeps foreign names in Latin letters as they are (TDK, yazım kılavuzu); Arabic transliterates most.
    return word.isascii() and word.isalpha() and (word.islower() or (language == "ar" and len(word) > 2))


def _is_sentence(run: Sequence[str]) -> bool:
    """Whether small words and others in lower case stand in it; a title has only the first."""
    return len(_GRAMMAR.intersection(run)) >= 2 and any(len(w) > 3 and w.islower() and w not in _GRAMMAR for w in run)


def _longest_run(target: Sequence[str], own: Set[str]) -> Sequence[str]:
    best: Sequence[str] = ()
    start = 0
    for position in range(len(target) + 1):
        if position == len(target) or target[position] not in own:
            if position - start > len(best):
                best = target[start:position]
            start = position + 1
    return best


CHECK = Check(
    "untranslated", Severity.ERROR, "nothing is left in the source language", find_untranslated, settings=DEFAULTS
)
