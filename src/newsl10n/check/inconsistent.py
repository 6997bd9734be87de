"""Over all catalogs: one source with two translations in one locale. Rows: source, target, source, target.

PASS ar | Read more | اقرأ المزيد | Read more | اقرأ المزيد
PASS tr | Read more | Devamı | Read less | Daha az
FAIL ar | Read more | اقرأ المزيد | Read more | المزيد
FAIL tr | Read more | Devamı | Read more | Devamını oku
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsl10n.check.context import ArchivedUnit, Check
from newsl10n.model import Severity


def find_inconsistent(units: Iterable[ArchivedUnit]) -> Iterator[tuple[ArchivedUnit, str]]:
    first: dict[int, int] = {}
    torn: set[int] = set()
    for unit in units:
        # Hashes, not texts: an archive of a hundred thousand units stays small.
        if first.setdefault(key := _key(unit), hash(_normal(unit.target))) != hash(_normal(unit.target)):
            torn.add(key)
    shown: dict[int, ArchivedUnit] = {}
    for unit in units if torn else ():
        if (key := _key(unit)) in torn:
            other = shown.setdefault(key, unit)
            if _normal(other.target) != _normal(unit.target):
                yield unit, f"the same source is {other.target!r} in {other.path}:{other.line}"


def _key(unit: ArchivedUnit) -> int:
    return hash((unit.locale, unit.context, _normal(unit.source)))


def _normal(text: str) -> str:
    return " ".join(text.split())


CHECK = Check(
    "inconsistent", Severity.WARNING, "one source has one translation in the archive", find_in_archive=find_inconsistent
)  # fmt: skip
