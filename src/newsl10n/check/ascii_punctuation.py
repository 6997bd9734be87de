"""A Latin comma, semicolon or question mark beside Arabic letters.

PASS ar | Yes, the bridge is open. | نعم، الجسر مفتوح.
PASS ar | It has 1,200 seats (BBC, CNN). | فيه 1,200 مقعد (BBC, CNN).
FAIL ar | Yes, the bridge is open. | نعم, الجسر مفتوح.
FAIL ar | Is the bridge open? | هل الجسر مفتوح?
FAIL ar | He said: "Yes"; and left. | قال: "نعم"; وغادر.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

# CLDR characters/ar.json: the exemplar punctuation of Arabic has U+060C, U+061B and U+061F.
_ARABIC = {",": "\u060c", ";": "\u061b", "?": "\u061f"}
_LETTER = "\u0620-\u064a\u064b-\u0652\u0671-\u06d3"
_BESIDE = re.compile(rf"[,;?](?:(?<=[{_LETTER}].)|(?<=[{_LETTER}][\"\u00bb\u201c\u201d)].)|(?=\s?[{_LETTER}]))")


def find_latin_punctuation(unit: Unit, context: CheckContext) -> Iterator[str]:
    suspect = [target for target in unit.targets if "," in target or ";" in target or "?" in target]
    for mark in dict.fromkeys(mark for target in suspect for mark in _BESIDE.findall(bare_text(target))):
        yield f"{mark!r} beside Arabic letters; Arabic writes {_ARABIC[mark]}"


def write_arabic_marks(source: str, target: str) -> str:
    """The target with Arabic marks in place of the Latin ones beside Arabic letters."""
    return _BESIDE.sub(lambda match: _ARABIC[match[0]], target)


CHECK = Check(
    "ascii-punctuation",
    Severity.WARNING,
    "Arabic text has Arabic commas and question marks",
    find_latin_punctuation,
    languages=frozenset({"ar"}),
    fix=write_arabic_marks,
)
