"""A first letter in another case than the source's, or words in capitals where the source has none. Off by default.

Arabic has no capitals and is passed over.

PASS tr | The bridge is open. | Köprü açık.
PASS ar | The bridge is open. | الجسر مفتوح.
FAIL tr | The bridge is open. | köprü açık.
FAIL tr | The bridge is open. | KÖPRÜ AÇIK.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text


def find_changed_capitals(unit: Unit, context: CheckContext) -> Iterator[str]:
    source = _first_letter(bare_text(unit.source))
    for target in unit.targets:
        text = bare_text(target)
        first = _first_letter(text)
        if not first or not source or not (first.isupper() or first.islower()):
            continue
        if source.isupper() != first.isupper():
            yield f"begins with {first}, the source with {source}"
        elif text.isupper() and len(text) > 1 and not unit.source.isupper():
            yield "all in capitals"


def _first_letter(text: str) -> str:
    return next((c for c in text if c.isalnum()), "")


CHECK = Check("capitals", Severity.WARNING, "capitals as in the source", find_changed_capitals, default=False)
