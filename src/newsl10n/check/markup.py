"""Inline markup that the translation lost, added or nested wrongly. The file column says which format is meant.

Of an HTML tag the translation may change the value of ``alt``, ``title`` and ``aria-label``, and nothing else.

PASS ar a.md | The **new** bridge. | الجسر **الجديد**.
PASS tr a.html | See <b>here</b>. | Bakın: <b>burada</b>.
PASS tr a.md | It docked.[^1] | Yanaştı.[^1]
PASS tr a.html | See <img src="i.png" alt="bus icon">. | Bakın: <img src="i.png" alt="otobüs simgesi">.
PASS tr a.md | See <abbr title="Port Office">PO</abbr>. | Bakın: <abbr title="Liman Dairesi">LD</abbr>.
FAIL ar a.md | The **new** bridge. | الجسر الجديد.
FAIL tr a.html | See <b>here</b>. | Bakın: <b>burada.
FAIL tr a.html | See <b>here</b>. | <i>Buraya</i> <b>bakın</b>.
FAIL ar a.md | A [map](https://example.org/a). | [خريطة](https://example.org/b).
FAIL tr a.md | It docked.[^1] | Yanaştı.
FAIL tr a.md | It docked.[^1] | Yanaştı.[^2]
FAIL tr a.md | It docked.[^1] | Yanaştı.[1]
FAIL tr a.html | See <img src="i.png" alt="icon">. | Bakın: <img src="j.png" alt="simge">.
FAIL tr a.html | See <img src="i.png" alt="icon">. | Bakın: <img src="i.png" alt="simge" onerror="x()">.
FAIL tr a.html | See <img src="i.png" alt="icon">. | Bakın: <img src="i.png" title="x" alt="simge">.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.formats.html_attributes import without_words
from newsl10n.model import Markup, MarkupRole, Severity, Unit

_MAYBE = re.compile(r"[<*_`\[\]\\\n]")


def find_broken_markup(unit: Unit, context: CheckContext) -> Iterator[str]:
    if (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if not _MAYBE.search(source) and not _MAYBE.search(target):
        return
    find = context.find_markup(unit)
    wanted, found = _texts(find(source)), _texts(find(target))
    if lost := _beyond(wanted, found):
        yield f"markup lost: {' '.join(lost)}"
    if added := _beyond(found, wanted):
        yield f"markup added: {' '.join(added)}"
    if not lost and not added and not _well_nested(find(target)):
        yield f"markup crosses: {' '.join(_texts(find(target)))}"


def _texts(markup: tuple[Markup, ...]) -> list[str]:
    # Addresses have a rule of their own (url).
    return [m.text for m in markup if m.role is not MarkupRole.WHOLE or m.text[:1] in "<`!\\" or m.text[:2] == "[^"]


def _beyond(pieces: list[str], others: list[str]) -> list[str]:
    """The pieces that others lack, each as often as it is lacking."""
    left = Counter(without_words(piece) for piece in others)
    lacking = []
    for piece in pieces:
        key = without_words(piece)
        if left[key] > 0:
            left[key] -= 1
        else:
            lacking.append(piece)
    return lacking


def _well_nested(markup: tuple[Markup, ...]) -> bool:
    stack: list[int] = []
    for piece in markup:
        if piece.role is MarkupRole.OPEN:
            stack.append(piece.pair)
        elif piece.role is MarkupRole.CLOSE and (not stack or stack.pop() != piece.pair):
            return False
    return not stack


CHECK = Check("markup", Severity.ERROR, "inline tags and Markdown are all there, and closed", find_broken_markup)
