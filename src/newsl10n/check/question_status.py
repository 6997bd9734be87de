"""A question that became a statement, or the reverse.

PASS ar | Who closed the bridge? | من أغلق الجسر؟
PASS tr | Who closed the bridge? | Köprüyü kim kapattı?
FAIL ar | Who closed the bridge? | أغلق الجسر.
FAIL tr | They closed the bridge. | Köprüyü kapattılar mı?
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit

_MARKS = re.compile("[?\u061f]")
_FINAL = re.compile("[?\u061f!]+[\"'”’»\u2069\u200f*_)]*\\s*$")
_ADDRESS = re.compile(r"\S*://\S*")


def find_changed_question(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    if not any(mark in text for text in pair for mark in "?\u061f"):
        return
    source, target = (_ADDRESS.sub(" ", text) for text in pair)
    if _is_question(source) and not _MARKS.search(target):
        yield "the source asks, the translation does not"
    elif _is_question(target) and not _MARKS.search(source):
        yield "the translation asks, the source does not"


def _is_question(text: str) -> bool:
    return bool((end := _FINAL.search(text)) and _MARKS.search(end[0]))


CHECK = Check("question-status", Severity.WARNING, "a question stays one", find_changed_question)
