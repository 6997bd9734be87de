"""A web address that the translation lost, changed or added. A Turkish suffix after an apostrophe is not part of it.

PASS ar | See https://example.org/a for more. | انظر https://example.org/a للمزيد.
PASS tr | See https://example.org/a for more. | Daha fazlası https://example.org/a'da.
PASS ar | See www.example.org and www.example.com. | انظر www.example.org وwww.example.com.
FAIL ar | See https://example.org/a for more. | انظر https://example.org/b للمزيد.
FAIL tr | See https://example.org/a for more. | Daha fazlası sitede.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import addresses

# TDK, yazım kılavuzu: an apostrophe sets a suffix apart from a proper name.
_CUES = ("://", "www.", "mailto:")
_SUFFIX = re.compile(r"['’][a-zçğıöşü]{1,8}\Z")


def find_changed_addresses(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    if not any(map(pair[0].__contains__, _CUES)) and not any(map(pair[1].__contains__, _CUES)):
        return
    if _words_with_cues(pair[0]) == _words_with_cues(pair[1]):
        return
    source, target = addresses(pair[0]), addresses(pair[1])
    wanted = Counter(filter(_is_web, source))
    found = Counter(address if address in wanted else _SUFFIX.sub("", address) for address in filter(_is_web, target))
    if lost := list((wanted - found).elements()):
        yield f"address lost: {' '.join(lost)}"
    if added := list((found - wanted).elements()):
        yield f"address added: {' '.join(added)}"


def _words_with_cues(text: str) -> list[str]:
    """The words that may hold an address: where they are the same on both sides, the addresses are."""
    return [word for word in text.split() if any(map(word.__contains__, _CUES))]


def _is_web(address: str) -> bool:
    return "@" not in address or "//" in address


CHECK = Check("url", Severity.ERROR, "web addresses are kept", find_changed_addresses)
