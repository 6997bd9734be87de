"""Plain text -> its runs: paragraphs, and the items of lists, each with the marker before it.

Lines without a blank line between them are one paragraph, but for these:

- A line of at least three ``=``, ``-``, ``_``, ``~`` or ``*`` and nothing else stands between runs and is none.
- **List items** begin a run each; the lines after one that have no marker belong to it. A marker is ``-``, ``*`` or ``•``, a number
  of up to three digits with ``.`` or ``)``, or a letter with ``)``, and white space. A line can begin with one by chance (a dash in
  a dialogue, a number at a line's end that was wrapped), so lines with a marker are items only where they are two or more of one
  kind (the same bullet; numbers or letters that count up by one or stay the same) and the first of them begins the paragraph,
  follows a line that ends with a colon, or stands right above the second. One ``•`` is enough, and so is one of the others after a
  colon (of numbers and letters only the first: 1, a), or one bullet below an item.
- ``-- `` alone on a line begins a **signature**: up to the next blank line, each line is a run. A short last line ``-- Name`` is one too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsl10n.formats.roles import is_short_line
from newsl10n.formats.splice import split_lines

WHITE_SPACE = " \t\f\v\u00a0\ufeff"
BULLETS = ("-", "*", "\u2022")
RULE = re.compile(r"([=\-_~*])(?:[ \t]*\1){2,}")
MARKER = re.compile(
    r"(?:(?P<bullet>[-*\u2022])|(?P<number>\d{1,3})(?P<sign>[.)])|(?P<letter>[A-Za-z])\))[ \t\u00a0]+(?=\S)"
)
SIGNATURE = "--"
SIGNED = re.compile(r"--[ \t]+(?=[^\W\d_])")
# Marks that a page adds to a text (noncharacters) and isolates may stand behind the colon.
COLON_END = re.compile(r":[\s\u2066-\u2069\ufdd0-\ufdef\"'\u2019\u201d)]*\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that are read as one.

    ``lines``: ``(start, end)`` of each in the text, without white space at its ends and without ``marker``. ``number``: 1-based line of
    the first. ``marker``: of a list item (``"-"``, ``"2."``, ``"b)"``), ``""`` elsewhere. ``follows``: no blank line before it, and
    the run before is an item of the same list.
    """

    lines: tuple[tuple[int, int], ...]
    number: int
    marker: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    number: int
    text: str


def read_runs(text: str) -> list[Run]:
    """All runs in order."""
    return [run for lines in _groups(text) for run in _runs(lines)]


def _groups(text: str) -> list[list[_Line]]:
    """Lines that have no blank line and no rule between them."""
    groups: list[list[_Line]] = []
    apart = True
    for number, (start, end) in enumerate(split_lines(text), 1):
        line = text[start:end]
        start += len(line) - len(line.lstrip(WHITE_SPACE))
        end -= len(line) - len(line.rstrip(WHITE_SPACE))
        is_text = start < end and not RULE.fullmatch(text, start, end)
        if is_text and apart:
            groups.append([])
        if is_text:
            groups[-1].append(_Line(start, end, number, text[start:end]))
        apart = not is_text
    return groups


def _runs(lines: list[_Line]) -> list[Run]:
    signed = next((i for i, line in enumerate(lines) if line.text == SIGNATURE), len(lines))
    body, signature = lines[:signed], lines[signed + 1 :]
    skipped = _signed_last(body)
    name = len(body) - 1 if skipped else len(body)
    items = _items([line.text for line in body])
    starts = sorted({*(index for index in (0, name) if index < len(body)), *items})
    runs = []
    before = -1  # the line that began the run before
    for first, end in itertools.pairwise([*starts, len(body)]):
        match = MARKER.match(body[first].text) if first in items else None
        places = [(line.start, line.end) for line in body[first:end]]
        places[0] = places[0][0] + (match.end() if match else skipped if first == name else 0), places[0][1]
        follows = first in items and items[first] == items.get(before)
        runs.append(Run(tuple(places), body[first].number, match[0].strip() if match else "", follows))
        before = first
    return [*runs, *(Run(((line.start, line.end),), line.number) for line in signature)]


def _signed_last(lines: Sequence[_Line]) -> int:
    """How much of the last line stands before the name of who wrote the lines above it; 0 where it names nobody."""
    match = SIGNED.match(lines[-1].text) if len(lines) > 1 else None
    if match is None:
        return 0
    name = lines[-1].text[match.end() :]
    return match.end() if is_short_line(name) and "--" not in name and name[0].upper() == name[0] else 0


def _items(lines: list[str]) -> dict[int, int]:
    """Which lines begin a list item, each with the line that begins its list."""
    found = {index: key for index, line in enumerate(lines) if (key := _key(line)) is not None}
    items: dict[int, int] = {}
    for series in _series(found):
        first = series[0]
        kind, count = found[first]
        after_colon = first > 0 and COLON_END.search(lines[first - 1]) is not None
        led = len(series) > 1 and (first == 0 or after_colon or series[1] == first + 1)
        below_item = kind in BULLETS and bool(items)
        if led or below_item or kind == "\u2022" or (after_colon and count in (0, 1)):
            items |= dict.fromkeys(series, first)
    return items


def _key(line: str) -> tuple[str, int] | None:
    """Kind of a line's marker and its count (0 for bullets)."""
    match = MARKER.match(line)
    if match is None:
        return None
    if match["bullet"]:
        return match["bullet"], 0
    if match["number"]:
        return "1" + match["sign"], int(match["number"])
    letter = match["letter"]
    return ("a" if letter.islower() else "A"), ord(letter.lower()) - ord("a") + 1


def _series(found: dict[int, tuple[str, int]]) -> list[list[int]]:
    """The lines with a marker, those together whose markers go on counting (or stay the same), in order of the first of each."""
    all_series: list[list[int]] = []
    latest: dict[str, tuple[list[int], int]] = {}
    for index, (kind, count) in found.items():
        series, before = latest.get(kind, ([], count))
        if not series or count not in (before, before + 1):
            series = []
            all_series.append(series)
        series.append(index)
        latest[kind] = series, count
    return all_series
