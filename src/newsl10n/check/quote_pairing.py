"""Quotation marks without a partner, whatever their shape. An apostrophe is none.

A quotation of several sentences may open in one unit and close in a later one, and a translation may move such an end: a unit is
named where its source is balanced otherwise, and no unit nearby makes up for it.

PASS ar | "The bridge is open," he said. | قال: «الجسر مفتوح».
PASS tr | “The bridge is open,” he said. | "Köprü açık" dedi.
PASS tr | The ministers' meeting is in Ankara. | Bakanların toplantısı Ankara'da.
PASS tr | "The bridge is open. | "Köprü açık.
PASS tr | It is 5" wide. | 5" genişliğinde.
FAIL ar | "The bridge is open," he said. | قال: "الجسر مفتوح.
FAIL tr | "The bridge is open," he said. | Köprü açık" dedi.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

# Unicode: Quotation_Mark=Yes, without the single ones, which are apostrophes more often than not.
_QUOTE = re.compile('["\u201c-\u201f\u00ab\u00bb\u301d-\u301f\uff02]')
_INCHES = re.compile(r"(?<=\d)\"(?!\w)")
# A quotation in single marks; inside a word, and after it, they are apostrophes.
_SINGLE = re.compile(r"(?<![\w.])['\u2018\u201a\u2039](?=\w)")
_OPENING = re.compile(
    '(?:^|[\\s(\u2014])["\u201c\u201d\u201e\u00ab](?=[^\\s"\u201c\u201d\u00bb]+[^"\u201c-\u201e\u00ab\u00bb]*\\Z)'
)
_NEAR = 3
"""So many units on each side may hold the other end."""


def find_lone_quotes(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    if not _QUOTE.search(pair[0]) and not _QUOTE.search(pair[1]):
        return
    wanted, found = _count(pair[0]), _count(pair[1])
    if wanted % 2 == found % 2 or (wanted % 2 and found) or _SINGLE.search(pair[0]):
        return
    before, after = _pairs_nearby(unit, context)
    if found % 2:
        opens = bool(_OPENING.search(pair[1]))
        if _is_moved(after if opens else before[::-1], opens=opens):
            return
        yield f"{found} quotation mark{'s' if found > 1 else ''}: one has no partner"
    elif not any(map(_differs, before + after)) and _holds_other_end(pair[0], before, after):
        yield "the quotation mark is lost, while a unit beside this one has the other end"


def _count(text: str) -> int:
    text = bare_text(text)
    count = len(_QUOTE.findall(text))
    return count - len(_INCHES.findall(text)) if count % 2 else count


def _pairs_nearby(unit: Unit, context: CheckContext) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Sources and targets of the translated units before this one and after it."""
    units = context.catalog.units
    place = bisect_left(units, unit.line, key=lambda other: other.line)
    before, after = units[max(place - _NEAR, 0) : place], units[place + 1 : place + 1 + _NEAR]
    return _translated(before, context), _translated(after, context)


def _translated(units: Sequence[Unit], context: CheckContext) -> list[tuple[str, str]]:
    live = (unit for unit in units if unit.target and not unit.obsolete and unit.plural is None)
    return [pair for unit in live if (pair := context.joined_pair(unit))]


def _differs(pair: tuple[str, str]) -> bool:
    return _count(pair[0]) % 2 != _count(pair[1]) % 2


def _is_moved(others: list[tuple[str, str]], *, opens: bool) -> bool:
    """Whether the next unit whose target differs from its source has the other end of this target's quotation."""
    source, target = next(filter(_differs, others), ("", ""))
    return bool(_count(source) % 2) or (bool(target) and bool(_OPENING.search(target)) != opens)


def _holds_other_end(source: str, before: list[tuple[str, str]], after: list[tuple[str, str]]) -> bool:
    """Whether the quotation that this source opens (closes) is closed after it (was opened before it) in source and target."""
    opens = bool(_OPENING.search(source))
    for other, target in after if opens else reversed(before):
        if _count(other) % 2:
            return bool(_count(target) % 2) and bool(_OPENING.search(other)) != opens
    return False


CHECK = Check("quote-pairing", Severity.WARNING, "quotation marks come in pairs", find_lone_quotes)
