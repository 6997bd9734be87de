"""Text of a PO file -> its entries as lines, every character kept. Checks the grammar line by line, decodes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from newsl10n.errors import CatalogError


class LineKind(StrEnum):
    """What a line is. ``STICKY`` is ``#=``, the second flags line that gettext announced in June 2025."""

    BLANK = "blank"
    COMMENT = "#"
    EXTRACTED = "#."
    REFERENCE = "#:"
    FLAGS = "#,"
    STICKY = "#="
    PREVIOUS = "#|"
    KEYWORD = "keyword"
    STRING = "string"


class Line(NamedTuple):
    """One line. ``raw``: as in the file, without its line feed (a carriage return stays). ``text``: what follows the comment
    marker, or the string still escaped and without its quotes. ``keyword``: ``msgid``, ``msgstr[2]`` … of KEYWORD and PREVIOUS
    lines, ``""`` on continuation lines. A NamedTuple because a file has a hundred thousand of them."""

    raw: str
    kind: LineKind
    text: str = ""
    keyword: str = ""
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class RawEntry:
    """Lines of one entry with the blank lines before it. ``number``: 1-based line in the file of the first of them."""

    lines: tuple[Line, ...]
    number: int

    @property
    def msgid_number(self) -> int:
        """1-based line of ``msgid``."""
        return self.number + next(i for i, line in enumerate(self.lines) if is_keyword(line, "msgid"))

    def texts(self, kind: LineKind) -> tuple[str, ...]:
        """What the lines of one kind say, in order."""
        return tuple(line.text for line in self.lines if line.kind is kind)


_STRING = r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_STRING_LINE = re.compile(rf"{_STRING}\s*")
_KEYWORD_LINE = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s*{_STRING}\s*")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |\r?$)")
_COMMENTS = {kind.value: kind for kind in (LineKind.EXTRACTED, LineKind.REFERENCE, LineKind.FLAGS, LineKind.STICKY)}


def is_keyword(line: Line, keyword: str) -> bool:
    """Whether the line begins the named field of an entry (``#| msgid`` does not)."""
    return line.kind is LineKind.KEYWORD and line.keyword == keyword


def read_line(raw: str) -> Line | None:
    """Classify one line; ``None`` where it is no PO."""
    text = raw.strip()
    if not text:
        return Line(raw, LineKind.BLANK)
    if text.startswith("#~|"):
        return _read_previous(raw, text[3:], obsolete=True)
    if text.startswith("#~"):
        text = text[2:].strip()
        return _read_field(raw, text, LineKind.KEYWORD, obsolete=True) if text else Line(raw, LineKind.BLANK)
    if text.startswith("#"):
        return _read_comment(raw, text)
    return _read_field(raw, text, LineKind.KEYWORD, obsolete=False)


def split_entries(text: str, path: Path) -> tuple[tuple[RawEntry, ...], tuple[Line, ...]]:
    """All entries of a file, the header among them, and the lines after the last one.

    Joining every ``raw`` with line feeds gives ``text`` again.

    Raises:
        CatalogError: a line is no PO, or the fields of an entry are incomplete or out of order.
    """
    entries: list[RawEntry] = []
    current: list[Line] = []
    complete = False
    number = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = read_line(raw)
        if line is None:
            raise _syntax_error(raw, path, number)
        if complete and line.kind is not LineKind.STRING and not line.keyword.startswith("msgstr["):
            entries.append(RawEntry(tuple(current), number - len(current)))
            current, complete = [], False
        _check_order(current, line, path, number)
        current.append(line)
        complete = complete or line.keyword.startswith("msgstr")
    if complete:
        return (*entries, RawEntry(tuple(current), number + 1 - len(current))), ()
    if any(line.kind is LineKind.KEYWORD for line in current):
        raise CatalogError(
            "the last entry has no msgstr", path=path, line=number, remedy="the file was cut off: restore it"
        )
    return tuple(entries), tuple(current)


def join_lines(lines: Iterable[Line]) -> str:
    """The text of a file from its lines."""
    return "\n".join(line.raw for line in lines)


def _read_comment(raw: str, text: str) -> Line | None:
    marker = text[:2]
    if marker == "#|":
        return _read_previous(raw, text[2:], obsolete=False)
    if kind := _COMMENTS.get(marker):
        return Line(raw, kind, text[2:].strip())
    return Line(raw, LineKind.COMMENT, text.lstrip("#").removeprefix(" "))


def _read_previous(raw: str, text: str, *, obsolete: bool) -> Line | None:
    text = text.strip()
    return _read_field(raw, text, LineKind.PREVIOUS, obsolete=obsolete) if text else Line(raw, LineKind.BLANK)


def _read_field(raw: str, text: str, kind: LineKind, *, obsolete: bool) -> Line | None:
    if match := _STRING_LINE.fullmatch(text):
        continued = kind if kind is LineKind.PREVIOUS else LineKind.STRING
        return Line(raw, continued, match[1], "", obsolete)
    if match := _KEYWORD_LINE.fullmatch(text):
        return Line(raw, kind, match[2], match[1], obsolete)
    return None


_FIELD_BEFORE = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[": ("msgid_plural", "msgstr["),
}


def _check_order(current: Sequence[Line], line: Line, path: Path, number: int) -> None:
    if line.kind is LineKind.BLANK or (line.kind is LineKind.PREVIOUS and not current):
        return
    last = next((old for old in reversed(current) if old.kind is LineKind.KEYWORD), None)
    before = last.keyword[:7] if last and last.keyword.startswith("msgstr[") else last.keyword if last else ""
    if line.kind is LineKind.KEYWORD:
        field = line.keyword[:7] if line.keyword.startswith("msgstr[") else line.keyword
        if before not in _FIELD_BEFORE[field]:
            what = f"{line.keyword} cannot follow {before}" if before else f"{line.keyword} without a msgid"
            raise CatalogError(what, path=path, line=number, remedy="complete the entry, or restore the file")
    elif line.kind is LineKind.STRING and last is None:
        raise CatalogError(
            "text without a keyword", path=path, line=number, remedy='write msgid or msgstr before the "'
        )
    elif line.kind is not LineKind.STRING and last is not None:
        raise CatalogError(
            "a comment inside an entry", path=path, line=number, remedy="move it above the entry's msgid"
        )
    if last is not None and last.obsolete != line.obsolete:
        raise CatalogError(
            "an entry is #~ only in part", path=path, line=number, remedy="mark all of its lines or none"
        )


def _syntax_error(raw: str, path: Path, number: int) -> CatalogError:
    if _CONFLICT.match(raw):
        return CatalogError("a git conflict marker", path=path, line=number, remedy="resolve the merge, then try again")
    shown = raw.strip()[:40]
    if '"' in shown:
        return CatalogError(
            f"a quote is missing or not escaped: {shown}", path=path, line=number, remedy='write " inside a text as \\"'
        )
    return CatalogError(f"not a PO line: {shown}", path=path, line=number, remedy="delete it or begin it with #")
