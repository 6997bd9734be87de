"""Over all catalogs: two sources that differ in a number, a name or a negation and share one translation: a correction got lost.

Rows: source, target, source, target.

PASS ar | Some 120 people came. | جاء 120 شخصا. | Some 130 people came. | جاء 130 شخصا.
PASS tr | The road is closed. | Yol kapalı. | The road is closed! | Yol kapalı.
FAIL ar | Some 120 people came. | جاء 120 شخصا. | Some 130 people came. | جاء 120 شخصا.
FAIL tr | The road is closed. | Yol kapalı. | The road is not closed. | Yol kapalı.
FAIL tr | Then Kaplan left the hall. | Sonra Kaplan salondan ayrıldı. | Then Yıldırım left the hall. | Sonra Kaplan salondan ayrıldı.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsl10n.check.context import ArchivedUnit, Check
from newsl10n.model import Severity
from newsl10n.names import find_names
from newsl10n.negations import negations
from newsl10n.numerals import find_numbers

_WORD = re.compile(r"[^\W\d_]+")
_SHARED = 0.5
"""Least share of common words for one source to be a correction of the other."""


def find_uncorrected(units: Iterable[ArchivedUnit]) -> Iterator[tuple[ArchivedUnit, str]]:
    first: dict[int, int] = {}
    shared: set[int] = set()
    for unit in units:
        if first.setdefault(key := _key(unit), hash(unit.source)) != hash(unit.source):
            shared.add(key)
    shown: dict[int, ArchivedUnit] = {}
    for unit in units if shared else ():
        if (key := _key(unit)) in shared:
            other = shown.setdefault(key, unit)
            if change := _change(other.source, unit.source):
                yield unit, f"the same translation as in {other.path}:{other.line}, but the sources differ in {change}"


def _key(unit: ArchivedUnit) -> int:
    return hash((unit.locale, " ".join(unit.target.split())))


def _change(first: str, second: str) -> str:
    """What one of two like sources says and the other does not, ``""`` where that is only wording."""
    here, there = ({w.lower() for w in _WORD.findall(text)} for text in (first, second))
    if first == second or len(here & there) < _SHARED * len(here | there):
        return ""
    for what, facts in (("a number", _numbers), ("a negation", _negations), ("a name", _names)):
        if facts(first) != facts(second):
            return what
    return ""


def _numbers(text: str) -> list[frozenset[object]]:
    return sorted((frozenset(n.values) for n in find_numbers(text, "en")), key=sorted)


def _negations(text: str) -> int:
    return len(negations(text, "en"))


def _names(text: str) -> set[str]:
    return {name.word for name in find_names(text, "tr")}


CHECK = Check(
    "corrected-source", Severity.WARNING, "a corrected source has a corrected translation", find_in_archive=find_uncorrected
)  # fmt: skip
