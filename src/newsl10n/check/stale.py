"""A target whose source changed after it was written.

PASS ar reviewed | Two bridges are open. | جسران مفتوحان.
FAIL ar stale | Two bridges are open. | ثلاثة جسور مفتوحة.
FAIL tr stale | Two bridges are open. | Üç köprü açık.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, State, Unit


def find_stale(unit: Unit, context: CheckContext) -> Iterator[str]:
    if context.states.get(unit.key) is State.STALE:
        before = f": it was {unit.previous_source!r}" if unit.previous_source else ""
        yield f"the source changed after this translation{before}"


CHECK = Check("stale", Severity.ERROR, "the source changed after the translation", find_stale)
