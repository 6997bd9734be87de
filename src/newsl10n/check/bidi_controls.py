"""Unbalanced bidi isolates, and embeddings or overrides, which can turn a text around.

PASS ar | He told BBC News. | قال لـ \\u2068BBC News\\u2069.
FAIL ar | He told BBC News. | قال لـ \\u2068BBC News.
FAIL ar | He told BBC News. | قال \\u202eBBC\\u202c.
FAIL tr | He told BBC News. | BBC\\u2069 ile konuştu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.bidi import has_overrides, unbalanced_controls
from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def find_bidi_controls(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if not _CONTROL.search(target):
            continue
        if found := unbalanced_controls(target):
            yield f"bidi controls without a partner: {' '.join(found)}"
        if has_overrides(target):
            yield "a bidi override shows letters in an order nobody typed"


CHECK = Check("bidi-controls", Severity.ERROR, "bidi isolates are balanced, no overrides", find_bidi_controls)
