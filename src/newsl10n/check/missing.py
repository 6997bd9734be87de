"""A unit without any target.

PASS ar | The bridge is open. | الجسر مفتوح.
PASS ar | It opened on Monday. | ⤴
FAIL ar | The bridge is open. |
FAIL tr | The bridge is open. |
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit


def find_missing(unit: Unit, context: CheckContext) -> Iterator[str]:
    if all(unit.targets):
        return
    empty = sum(not target for target in unit.targets)
    if empty and len(unit.targets) == 1:
        yield "not translated"
    elif empty:
        yield f"{empty} of {len(unit.targets)} plural forms are not translated"


CHECK = Check("missing", Severity.ERROR, "the unit has no translation", find_missing, needs_target=False)
