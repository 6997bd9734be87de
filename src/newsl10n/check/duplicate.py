"""Two entries for one sentence: tools keep one of them, and nobody knows which.

PASS ar | The bridge is open. | الجسر مفتوح.
PASS tr twice-apart | The bridge is open. | Köprü açık.
FAIL ar twice | The bridge is open. | الجسر مفتوح.
FAIL tr twice | The bridge is open. | Köprü açık.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity


def find_duplicates(context: CheckContext) -> Iterator[str]:
    seen: dict[tuple[str | None, str], int] = {}
    for unit in context.catalog.units:
        if unit.obsolete:
            continue
        if unit.key in seen:
            yield f"the entries of lines {seen[unit.key]} and {unit.line} are for the same sentence; keep one"
        seen.setdefault(unit.key, unit.line)


CHECK = Check("duplicate", Severity.ERROR, "one entry for each sentence", find_in_header=find_duplicates)
