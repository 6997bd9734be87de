"""Control characters, replacement characters and lone surrogates that no text should hold.

PASS ar | The bridge is open. | الجسر مفتوح.
FAIL ar | The bridge is open. | الجسر\\u0007 مفتوح.
FAIL tr | The bridge is open. | Köpr\\ufffd açık.
FAIL tr | The bridge is open. | Köprü\\u0085açık.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

# C0 but tab and line feed, DEL, C1, replacement and non-characters, surrogates: Unicode core specification, chapter 23.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufffe\uffff\ud800-\udfff]")


def find_control_characters(unit: Unit, context: CheckContext) -> Iterator[str]:
    if not any(map(_CONTROLS.search, unit.targets)):
        return
    allowed = set(_CONTROLS.findall(unit.source))
    found = sorted({c for target in unit.targets for c in _CONTROLS.findall(target)} - allowed)
    if found:
        yield f"control characters: {' '.join(f'U+{ord(c):04X}' for c in found)}"


CHECK = Check("control-characters", Severity.ERROR, "no control or replacement characters", find_control_characters)
