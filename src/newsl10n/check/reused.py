"""Over all catalogs: two quite different sources with one translation of four or more words; one of them is likely a slip.

Rows: source, target, source, target. Sources that nearly agree are left alone here; see ``corrected-source``.

PASS ar | The bridge is open again today. | الجسر مفتوح من جديد اليوم. | Today the bridge is open again. | الجسر مفتوح من جديد اليوم.
PASS tr | The road is closed. | Yol kapalı. | Shut road | Yol kapalı.
FAIL ar | The bridge is open again today. | الجسر مفتوح من جديد اليوم. | Nurses went on strike. | الجسر مفتوح من جديد اليوم.
FAIL tr | The bridge is open again today. | Köprü bugün yeniden açıldı. | Nurses went on strike. | Köprü bugün yeniden açıldı.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsl10n.check.context import ArchivedUnit, Check
from newsl10n.model import Severity

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4
_SHARED = 0.25
"""Share of common words from which two sources may well mean the same."""


def find_reused(units: Iterable[ArchivedUnit]) -> Iterator[tuple[ArchivedUnit, str]]:
    first: dict[int, int] = {}
    shared: set[int] = set()
    for unit in units:
        if unit.target.count(" ") >= _FEWEST_WORDS - 1 and first.setdefault(
            key := _key(unit), hash(unit.source)
        ) != hash(unit.source):
            shared.add(key)
    shown: dict[int, ArchivedUnit] = {}
    for unit in units if shared else ():
        if (key := _key(unit)) in shared:
            other = shown.setdefault(key, unit)
            if _likeness(unit.source, other.source) < _SHARED:
                yield unit, f"the same translation as of {other.source!r} in {other.path}:{other.line}"


def _key(unit: ArchivedUnit) -> int:
    return hash((unit.locale, " ".join(unit.target.split())))


def _likeness(first: str, second: str) -> float:
    """Common words over all words."""
    here, there = ({w.lower() for w in _WORD.findall(text)} for text in (first, second))
    return len(here & there) / max(1, len(here | there))


CHECK = Check("reused", Severity.WARNING, "two sources do not share one translation", find_in_archive=find_reused)
