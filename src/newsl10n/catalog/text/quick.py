"""Text of a PO file -> its units, for the entries that are written the way tools write them; the rest is left to the exact reader.

Both readers give the same units: this one is some seven times as fast, and stops where it is not sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsl10n.catalog.text.strings import parse_references
from newsl10n.model import Unit

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_END = r"[ \t\r]*(?:\n|\Z)"
_STRINGS = rf"{_STRING}(?:[ \t\r]*\n{_STRING})*+"
ENTRY = re.compile(
    r"(?:[ \t\r]*\n)*+(?P<comments>(?:#(?!~)[^\n]*\n)*+)"
    rf"(?:msgctxt[ \t]+(?P<context>{_STRINGS}){_END})?"
    rf"msgid[ \t]+(?P<source>{_STRINGS}){_END}"
    rf"(?:msgstr[ \t]+(?P<target>{_STRINGS}){_END}"
    rf"|msgid_plural[ \t]+(?P<plural>{_STRINGS}){_END}(?P<targets>(?:msgstr\[\d\][ \t]+{_STRINGS}{_END})++))"
)
"""One entry that is not obsolete, with the blank lines before it."""
_PLURAL_TARGET = re.compile(rf"msgstr\[(\d)\][ \t]+({_STRINGS})")
_JOINTS = re.compile(r'"[ \t\r]*\n"')
_PREVIOUS = re.compile(rf"(msgctxt|msgid_plural|msgid)?\s*({_STRING})\s*\Z")
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "b": "\b", "v": "\v", "f": "\f"}
_ESCAPED = re.compile(r"\\(.)")


class _NotSureError(Exception):
    """Only the exact reader knows. Never leaves this module."""


@dataclass(slots=True)
class _Comments:
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    previous: dict[str, str] = field(default_factory=dict)


_NONE = _Comments()


def read_quickly(text: str, position: int, line: int) -> tuple[list[Unit], int]:
    """Units from ``position`` on (which stands at ``line``, 1-based), and the position where it was not sure: the rest is to be
    read exactly, from there or, should that fail, from the beginning."""
    units: list[Unit] = []
    counted = position
    try:
        while match := ENTRY.match(text, position):
            start = match.start("source")
            line += text.count("\n", counted, start)
            counted = start
            units.append(_build(match, line))
            position = match.end()
    except _NotSureError:
        pass
    return units, position


def _build(match: re.Match[str], line: int) -> Unit:
    comments, context, source, target, plural, targets = match.groups()
    value = _value(source)
    if not value and context is None:
        raise _NotSureError
    said = _read_comments(comments) if comments else _NONE
    return Unit(
        source=value,
        targets=(_value(target),) if plural is None else _plural_targets(targets),
        context=None if context is None else _value(context),
        plural=None if plural is None else _value(plural),
        fuzzy="fuzzy" in said.flags,
        previous_source=said.previous.get("msgid"),
        previous_context=said.previous.get("msgctxt"),
        comments=tuple(said.comments),
        extracted=tuple(said.extracted),
        references=parse_references(said.references) if said.references else (),
        flags=tuple(flag for flag in said.flags if flag != "fuzzy"),
        line=line,
    )


def _value(strings: str) -> str:
    if "\n" in strings:
        strings = _JOINTS.sub("", strings)
    strings = strings[1:-1]
    return _ESCAPED.sub(_unescape, strings) if "\\" in strings else strings


def _unescape(match: re.Match[str]) -> str:
    value = _PLAIN_ESCAPES.get(match[1])
    if value is None:
        raise _NotSureError
    return value


def _plural_targets(text: str) -> tuple[str, ...]:
    found = {number: _value(strings) for number, strings in _PLURAL_TARGET.findall(text)}
    return tuple(found[number] for number in sorted(found))


def _read_comments(text: str) -> _Comments:
    said = _Comments()
    last = ""
    for raw in text.split("\n"):
        line = raw.strip()
        match line[:2]:
            case "":
                continue
            case "#.":
                said.extracted.append(line[2:].strip())
            case "#:":
                said.references.append(line[2:].strip())
            case "#," | "#=":
                said.flags.extend(flag for part in line[2:].split(",") if (flag := part.strip()))
            case "#|":
                last = _read_previous(said.previous, line[2:].strip(), last)
            case _:
                said.comments.append(line.lstrip("#").removeprefix(" "))
    return said


def _read_previous(previous: dict[str, str], text: str, last: str) -> str:
    """Mutates ``previous``: adds what a ``#|`` line holds. Returns the field that the next line may continue."""
    if not text:
        return last
    found = _PREVIOUS.match(text)
    keyword = (found[1] or last) if found else ""
    if not found or not keyword or (found[1] and found[1] in previous):
        raise _NotSureError
    previous[keyword] = previous.get(keyword, "") + _value(found[2])
    return keyword
