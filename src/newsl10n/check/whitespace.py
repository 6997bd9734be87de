"""Blanks that the source does not have: at the start, at the end, doubled inside. Or a no-break space that was lost.

Blanks that a page does not show (at the end, doubled) are told once for a catalog.

PASS ar | The bridge is open. | الجسر مفتوح.
PASS tr | It is 10\\u00a0km long. | 10\\u202fkm uzunluğunda.
PASS tr | \\u0020open | \\u0020açık
FAIL ar | The bridge is open. | \\u0020الجسر مفتوح.
FAIL tr | The bridge is open. | Köprü açık.\\u0020
FAIL tr | The bridge is open. | Köprü  açık.
FAIL tr | It is 10\\u00a0km long. | 10 km uzunluğunda.
FAIL tr | It is open.\\u000a | Açık.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.check.suite import ignored_rules
from newsl10n.model import Severity, Unit

_BLANKS = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_ENDS = frozenset(" \t\u00a0\u200a\u202f\u3000")
_SHOWN = 5
_TWO = re.compile(f"{_BLANKS}{_BLANKS}")
_DOUBLED = re.compile(rf"(?<=\S){_BLANKS}{{2,}}(?=\S)")
# Unicode Annex 14, class GL: these keep a number and its unit on one line.
_NO_BREAK = re.compile("[\u00a0\u202f\u2007]")


def find_stray_blanks(unit: Unit, context: CheckContext) -> Iterator[str]:
    source = unit.source
    for target in filter(None, unit.targets):
        if target[0].isspace() != source[:1].isspace():
            yield "a blank at the start" if target[0].isspace() else "the blank or line end at the start is lost"
        if source[-1:].isspace() and not target[-1].isspace():
            yield "the blank or line end at the end is lost"
        elif target[-1] == "\n" and source[-1:] != "\n":
            yield "a line end at the end"
        if not source.isascii() and _NO_BREAK.search(source) and not _NO_BREAK.search(target):
            yield "the no-break space is lost"


def find_unseen_blanks(context: CheckContext) -> Iterator[str]:
    at_end, doubled = [], []
    for unit in context.catalog.units:
        if unit.obsolete or (unit.comments and "whitespace" in ignored_rules(unit)):
            continue
        if any(target[-1:] in _ENDS for target in unit.targets if target) and unit.source[-1:] not in _ENDS:
            at_end.append(str(unit.line))
        if any(_TWO.search(target) and _DOUBLED.search(target) for target in unit.targets) and not _DOUBLED.search(
            unit.source
        ):
            doubled.append(str(unit.line))
    for lines, what in ((at_end, "a blank at the end of"), (doubled, "several blanks together in")):
        if lines:
            more = ", …" if len(lines) > _SHOWN else ""
            yield f"{what} {len(lines)} translation{'s' * (len(lines) > 1)} (line {', '.join(lines[:_SHOWN])}{more})"


CHECK = Check("whitespace", Severity.WARNING, "no stray blanks", find_stray_blanks, find_unseen_blanks)
