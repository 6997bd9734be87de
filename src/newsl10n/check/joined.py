"""An arrow (U+2934) that joins a sentence to nothing, or that stands beside other text.

Whether the sentence before stands in the same paragraph is looked up in the article, where there is one.

PASS ar after-text | The bridge is open. | \\u2934
PASS tr | The bridge is open. | Köprü açık.
FAIL ar | The bridge is open. | \\u2934
FAIL tr | The bridge is open. | Köprü \\u2934
FAIL tr | The bridge is open. | \\u2934\\u2934
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import JOINED, Severity, Unit


def find_lone_arrows(unit: Unit, context: CheckContext) -> Iterator[str]:
    if JOINED not in unit.target or JOINED in unit.source:
        return
    if unit.target.strip() != JOINED:
        yield f"{JOINED} stands alone where a sentence is translated together with the one before; here it would be printed"
        return
    before: Unit | None = None
    for other in context.catalog.units:
        if other.key == unit.key and not other.obsolete:
            break
        before = before if other.obsolete else other
    if before is None or not before.target.strip():
        yield f"{JOINED} joins this sentence to the one before, which has no translation"
    elif before.extracted != unit.extracted:
        yield f"{JOINED} joins this sentence to one of another block ({', '.join(before.extracted) or 'none'})"


CHECK = Check("joined", Severity.ERROR, "joined sentences have a sentence to join", find_lone_arrows)
