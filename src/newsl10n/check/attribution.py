"""Words that somebody is quoted with and that the translation no longer quotes: what was said became the paper's own claim.

Only a quotation of several words counts, in any glyphs; a quoted word may as well be a title or scare quotes.

PASS ar | "We will not leave the town," he said. | وقال: «لن نغادر البلدة».
PASS tr | "We will not leave the town," he said. | "Kasabadan ayrılmayacağız" dedi.
FAIL ar | "We will not leave the town," he said. | لن يغادروا البلدة.
FAIL tr | "We will not leave the town," he said. | Kasabadan ayrılmayacaklar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_QUOTES = re.compile('["“”„«»‹›]')
_SPAN = re.compile('["“”„«‹]([^"“”„«»‹›]+)["“”»›]')
_SINGLE = re.compile(r"(?<!\w)['‘’]\w.*?['’](?!\w)")
_WORDS = 4
"""Least words of a span that is surely somebody's speech."""


def find_changed_attribution(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if not _QUOTES.search(source) or _QUOTES.search(target) or _SINGLE.search(target):
        return
    if _longest(source) >= _WORDS:
        yield "the quotation marks of the source are gone: who says it?"


def _longest(text: str) -> int:
    return max((len(span.split()) for span in _SPAN.findall(text)), default=0)


CHECK = Check("attribution", Severity.WARNING, "what is quoted stays quoted", find_changed_attribution)
