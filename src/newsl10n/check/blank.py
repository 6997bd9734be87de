"""A target of nothing but white space or marks that nobody sees.

PASS tr | The bridge is open. | Köprü açık.
FAIL ar | The bridge is open. | \\u200f
FAIL tr | The bridge is open. | \\u00a0
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit


def find_blank(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if target and not target[0].isalnum() and not _visible(target):
            yield "the translation holds nothing that can be seen"
            return


def _visible(text: str) -> bool:
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)


CHECK = Check("blank", Severity.ERROR, "the translation is only white space", find_blank, needs_target=False)
