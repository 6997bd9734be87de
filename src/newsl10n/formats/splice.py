"""A text and its replacements -> the new text; code points of a text -> line numbers."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

LINE_END = re.compile(r"\r\n|\r|\n")


def splice(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Replace ``text[start:end]`` for each ``(start, end, new)``; the ranges do not overlap. All else stays as it was."""
    parts, position = [], 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


def split_lines(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of each line without its line end (``\\n``, ``\\r\\n`` or ``\\r``)."""
    lines, start = [], 0
    for match in LINE_END.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    return [*lines, (start, len(text))]


class LineCounter:
    """Answers in which line, counted from 1, a place of a text lies."""

    def __init__(self, text: str) -> None:
        self._starts = [start for start, _ in split_lines(text)]

    def line(self, place: int) -> int:
        """The 1-based line of code point ``place``."""
        return bisect.bisect_right(self._starts, place)
