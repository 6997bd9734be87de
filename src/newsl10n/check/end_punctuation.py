"""The end mark differs from the source's. Off by default: professionals change every twelfth one.

PASS ar | Is the bridge open? | هل الجسر مفتوح؟
PASS tr | "It is open." | "Açık".
FAIL ar | The bridge is open. | الجسر مفتوح
FAIL tr | The bridge is open! | Köprü açık.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

# CLDR characters/ar.json: U+061F is the Arabic question mark, U+061B the semicolon; U+06D4 is the Urdu full stop.
_SAME = str.maketrans({"\u061f": "?", "\u061b": ";", "\u06d4": ".", "\u2026": "."})
_END = re.compile(r"([.!?:;]?)[\s\"'\u2018-\u201f\u00ab\u00bb)\]*_\u2069\u200f]*([.!?:;]?)\s*\Z")


def find_changed_end(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    wanted, found = (_end_mark(text) for text in pair)
    if wanted != found:
        yield f"ends with {found or 'no mark'}, the source with {wanted or 'no mark'}"


def _end_mark(text: str) -> str:
    match = _END.search(text.translate(_SAME))
    return (match[2] or match[1]) if match else ""


CHECK = Check("end-punctuation", Severity.WARNING, "both end with the same mark", find_changed_end, default=False)
