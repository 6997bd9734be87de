"""The decoder looped: three words in a row that come three times, a word or a pair again and again, a run of one character.

PASS ar | The road is very, very long. | الطريق طويل جدا جدا.
PASS tr | He ran and ran and ran and ran. | Koştu da koştu, koştu da koştu.
PASS tr | No, no, no, no, no! | Hayır, hayır, hayır, hayır, hayır!
FAIL ar | The bridge is open. | الجسر مفتوح الجسر مفتوح الجسر مفتوح الجسر مفتوح.
FAIL tr | The bridge is open. | Köprü bugün trafiğe açıldı, köprü bugün trafiğe açıldı, köprü bugün trafiğe açıldı.
FAIL tr | The bridge is open. | Köprü açık açık açık açık.
FAIL ar | The bridge is open. | الجسر مفتووووووح.
FAIL tr | A long day at the bridge in the valley. | Vadideki köprüde uzun bir gün daha Vadideki köprüde uzun bir gün daha.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text, words

_FOUR = re.compile(r"(.)\1\1\1")
_CHARACTERS = re.compile(r"([^\W\d_]|[^\s\w.\-=*~#])\1{3}")
_SYLLABLES = re.compile(r"([^\W\d_]{2,4}?)\1{3}")
_PHRASE = 4
"""So many words, or more, that come at once again are a loop."""


def find_repetition(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets if unit.plural is not None else unit.targets[:1]:
        pieces = target.split()
        pairs = list(pairwise(pieces))
        if len(set(pairs)) < len(pairs) and (loop := _loop(words(target))) and not _loop(words(unit.source)):
            yield f"repeated: {loop}"
        elif (run := _run(target, pieces)) and not _run(unit.source, unit.source.split()):
            yield f"repeated: {run}"


def _run(text: str, pieces: Sequence[str]) -> str:
    """A stretch of one character or one syllable, or ``""``."""
    if _FOUR.search(text) and (found := _CHARACTERS.search(bare_text(text))):
        return found[0]
    for piece in pieces:
        if len(piece) >= 8 and len(set(piece)) * 2 <= len(piece) and (found := _SYLLABLES.search(bare_text(piece))):
            return found[0]
    return ""


def _loop(found: Sequence[str]) -> str:
    """What is said again and again, or ``""``."""
    found = [word.lower() for word in found]
    counted = Counter(zip(found, found[1:], found[2:], strict=False))
    if counted and (best := counted.most_common(1)[0])[1] >= 3:
        return " ".join(best[0])
    for size, times in ((1, 4), (2, 3), *((size, 2) for size in range(_PHRASE, len(found) // 2 + 1))):
        for start in range(len(found) - size * times + 1):
            piece = found[start : start + size]
            if piece * times == found[start : start + size * times]:
                return " ".join(piece)
    return ""


CHECK = Check("repetition", Severity.ERROR, "the text does not go round in a loop", find_repetition)
