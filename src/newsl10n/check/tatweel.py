"""A tatweel (U+0640) that stretches a word: between two Arabic letters. After a particle (لـ, بـ) it may set off a name.

PASS ar | For the BBC. | لـBBC.
PASS ar | With the "Rayan". | بـ"ريان".
PASS ar | For the Phantom. | لـفانتوم.
PASS ar | In the year 1400 AH. | في سنة 1400 هـ.
FAIL ar | The bridge is open. | الجـــسر مفتوح.
FAIL ar | The bridge is open. | الـجسر مفتوح.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

# W3C alreq: tatweel is typed text, stretching a line is the layout's work.
_STRETCHED = re.compile("[\u0620-\u063f\u0641-\u0652]\u0640+[\u0620-\u063f\u0641-\u064a]")
# Particles that are written as part of the next word; a single tatweel sets them off (frequent in professional news).
_PARTICLE = re.compile("(?<![\u0620-\u0652])[\u0648\u0641]?[\u0628\u0644\u0643]\u0640(?!\u0640)")
_WORD = re.compile("[\u0620-\u0652\u0671-\u06d3]+")


def find_stretched_words(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if "\u0640" not in target or not _STRETCHED.search(target):
            continue
        words = _WORD.findall(target)
        if stretched := [word for word in words if _STRETCHED.search(_PARTICLE.sub("", word))]:
            yield f"tatweel inside a word: {' '.join(stretched)}"


def unstretch(source: str, target: str) -> str:
    """The target without the tatweel inside of its words."""
    stretched = {word for word in _WORD.findall(target) if _STRETCHED.search(_PARTICLE.sub("", word))}
    return _WORD.sub(lambda match: match[0].replace("\u0640", "") if match[0] in stretched else match[0], target)


CHECK = Check(
    "tatweel",
    Severity.WARNING,
    "no word is stretched",
    find_stretched_words,
    languages=frozenset({"ar"}),
    fix=unstretch,
)
