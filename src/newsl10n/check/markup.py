"""Inline markup that the translation lost, added or nested wrongly. The file column says which format is meant.

PASS ar a.md | The **new** bridge. | الجسر **الجديد**.
PASS tr a.html | See <b>here</b>. | Bakın: <b>burada</b>.
FAIL ar a.md | The **new** bridge. | الجسر الجديد.
FAIL tr a.html | See <b>here</b>. | Bakın: <b>burada.
FAIL tr a.html | See <b>here</b>. | <i>Buraya</i> <b>bakın</b>.
FAIL ar a.md | A [map](https://example.org/a). | [خريطة](https://example.org/b).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Markup, MarkupRole, Severity, Unit

_MAYBE = re.compile(r"[<*_`\[\]\\\n]")


def find_broken_markup(unit: Unit, context: CheckContext) -> Iterator[str]:
    if (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if not _MAYBE.search(source) and not _MAYBE.search(target):
        return
    find = context.find_markup(unit)
    wanted, found = Counter(_texts(find(source))), Counter(_texts(find(target)))
    if lost := list((wanted - found).elements()):
        yield f"markup lost: {' '.join(lost)}"
    if added := list((found - wanted).elements()):
        yield f"markup added: {' '.join(added)}"
    if not lost and not added and not _well_nested(find(target)):
        yield f"markup crosses: {' '.join(_texts(find(target)))}"


def _texts(markup: tuple[Markup, ...]) -> list[str]:
    # Addresses have a rule of their own (url).
    return [m.text for m in markup if m.role is not MarkupRole.WHOLE or m.text[:1] in "<`!\\"]


def _well_nested(markup: tuple[Markup, ...]) -> bool:
    stack: list[int] = []
    for piece in markup:
        if piece.role is MarkupRole.OPEN:
            stack.append(piece.pair)
        elif piece.role is MarkupRole.CLOSE and (not stack or stack.pop() != piece.pair):
            return False
    return not stack


CHECK = Check("markup", Severity.ERROR, "inline tags and Markdown are all there, and closed", find_broken_markup)
