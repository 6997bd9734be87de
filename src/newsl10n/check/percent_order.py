"""A percent sign on the wrong side of its number: Turkish writes ``%20``, Arabic ``20%``.

PASS tr | Prices rose 20%. | Fiyatlar %20 arttı.
PASS tr | Between 20% and 30%. | %20 %30 arası.
PASS ar | Prices rose 20%. | ارتفعت الأسعار 20%.
PASS ar | Prices rose 20%. | ارتفعت الأسعار ٢٠٪.
FAIL tr | Prices rose 20%. | Fiyatlar 20% arttı.
FAIL tr | Prices rose 4.2 %. | Fiyatlar 4,2 % arttı.
FAIL ar | Prices rose 20%. | ارتفعت الأسعار %20.
FAIL ar | Prices rose 20%. | ارتفعت الأسعار ٪٢٠.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

# CLDR numbers/{tr,ar}.json: percent patterns "%#,##0" and "#,##0%".
_AFTER = re.compile(r"\d+(?:[.,]\d+)*[ \u00a0\u202f]?%(?![ \u00a0\u202f]?\d)")
_BEFORE = re.compile(r"(?<![\d%\u066a])(?<!\d[ \u00a0\u202f])[%\u066a]\d+(?:[.,\u066b]\d+)*")


def find_wrong_side(unit: Unit, context: CheckContext) -> Iterator[str]:
    if not any("%" in target or "\u066a" in target for target in unit.targets) or _is_program_text(unit):
        return
    wrong, right = (_BEFORE, "after") if context.target_language == "ar" else (_AFTER, "before")
    for target in unit.targets:
        if found := wrong.findall(bare_text(target)):
            yield f"the percent sign goes {right} the number: {' '.join(found)}"


def _is_program_text(unit: Unit) -> bool:
    return any(flag.endswith("-format") for flag in unit.flags)


def turn_around(source: str, target: str) -> str:
    """The target with each sign on the other side of its number. Which side is wrong shows the language: Arabic has Arabic letters."""
    if any("\u0620" <= c <= "\u064a" for c in target):
        return _BEFORE.sub(lambda match: match[0][1:] + match[0][0], target)
    return _AFTER.sub(lambda match: "%" + match[0].rstrip("%").rstrip(), target)


CHECK = Check(
    "percent-order",
    Severity.WARNING,
    "the percent sign stands on its language's side of the number",
    find_wrong_side,
    languages=frozenset(("ar", "tr")),
    fix=turn_around,
)
