"""Letters that only look Latin: Cyrillic, Greek or full-width ones inside a Latin word or an address.

PASS ar | He works for Google. | يعمل لدى Google.
PASS tr | The α-particles are fast. | α-parçacıklar hızlıdır.
FAIL ar | He works for Google. | يعمل لدى G\\u043e\\u043egle.
FAIL tr | See https://example.org/a. | Bakın: https://\\u0435xample.org/a.
FAIL tr | The Ankara bridge. | \\u0391nkara köprüsü.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.markup import find_addresses
from newsl10n.model import Severity, Unit

# Unicode Technical Standard 39, section 5: mixed-script words. Greek, Cyrillic, Armenian, Cherokee, full-width, mathematical.
_LOOKALIKE = "\u0370-\u0377\u037b-\u03ff\u0400-\u052f\u0531-\u0556\u0561-\u0587\u13a0-\u13f5\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb"
_ANY = re.compile(f"[{_LOOKALIKE}]")
_LATIN = "A-Za-z\u00c0-\u024f"
_MIXED = re.compile(rf"[\w.-]*(?:[{_LATIN}][{_LOOKALIKE}]|[{_LOOKALIKE}][{_LATIN}])[\w.-]*")


def find_lookalikes(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if target.isascii() or not _ANY.search(target):
            continue
        suspects = _MIXED.findall(target) + [p.text for p in find_addresses(target) if _ANY.search(p.text)]
        for suspect in dict.fromkeys(suspects):
            if suspect not in unit.source:
                codes = " ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(_ANY.findall(suspect)))
                yield f"{suspect} has letters that only look Latin: {codes}"


CHECK = Check("homoglyph", Severity.ERROR, "no look-alike letters in words and addresses", find_lookalikes)
