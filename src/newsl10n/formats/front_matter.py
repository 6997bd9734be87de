"""YAML front matter -> its title, description and author as blocks, and a new value -> YAML.

Only scalars on one line, plain or quoted, are read. Block scalars (``>``, ``|``), values over several lines, lists and all
other keys stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from newsl10n.model import BlockKind

KEYS = {
    "title": BlockKind.TITLE,
    "description": BlockKind.DESCRIPTION,
    "summary": BlockKind.DESCRIPTION,
    "standfirst": BlockKind.DESCRIPTION,
    "author": BlockKind.BYLINE,
    "byline": BlockKind.BYLINE,
}
ENTRY = re.compile(rf"(?P<key>{'|'.join(KEYS)})[ \t]*:[ \t]+(?P<value>\S.*?)[ \t]*")
ANY_ENTRY = re.compile(r"(?P<key>[\w.-]+)[ \t]*:[ \t]+(?P<value>\S.*?)[ \t]*")
SINGLE = re.compile(r"(?P<quoted>'(?:[^']|'')*')(?:[ \t]+#.*)?")
DOUBLE = re.compile(r'(?P<quoted>"(?:[^"\\]|\\.)*")(?:[ \t]+#.*)?')
COMMENT = re.compile(r"[ \t]+#.*")
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
# Source: YAML 1.2.2, 5.7 Escaped Characters.
ESCAPES = {
    **dict(zip("0abtnvfre", "\x00\x07\x08\t\n\x0b\x0c\r\x1b", strict=True)),
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
    "\t": "\t",
}
NEEDS_QUOTES = re.compile(
    r"""[-?:,\[\]{}#&*!|>'"%@`\s]|.*(?::(?:\s|$)|\s#|\s$)|(?:true|false|yes|no|on|off|y|n|null|~)$|[\d.+][\d_.,:eExXoTZ+ -]*$|$""",
    re.IGNORECASE,
)
HIDDEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff]")


def read_entry(line: str, *, next_line: str) -> tuple[BlockKind, str, int, int] | None:
    """Kind, value, start and end of a value (quotes included) that is translated; None for any other line.

    ``next_line``: tells whether the value goes on.
    """
    match = ENTRY.fullmatch(line)
    if match is None or next_line.startswith((" ", "\t")):
        return None
    start = match.start("value")
    raw = _scalar(match["value"])
    value = _value(raw)
    if value is None or not value.strip():
        return None
    return KEYS[match["key"]], value, start, start + len(raw)


def read_pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Keys and values of all entries that are a scalar on one line."""
    for line in lines:
        match = ANY_ENTRY.fullmatch(line.rstrip("\r\n"))
        if match is not None and (value := _value(_scalar(match["value"]))):
            yield match["key"], value


def write_value(value: str, *, old: str) -> str:
    """YAML for a value, quoted as ``old`` is; a plain one is quoted where the new value needs it."""
    if old.startswith("'") and not HIDDEN.search(value):
        return "'" + value.replace("'", "''") + "'"
    if old.startswith('"') or HIDDEN.search(value) or NEEDS_QUOTES.match(value):
        literal = json.dumps(value, ensure_ascii=False)
        return HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", literal)
    return value


def _scalar(text: str) -> str:
    """The scalar at the start of a value, without a comment after it; ``""`` where it is none of one line."""
    if text[0] in "'\"":
        match = (SINGLE if text[0] == "'" else DOUBLE).fullmatch(text)
        return match["quoted"] if match else ""
    return "" if text[0] in "|>[]{}&*!%@`#," or text.startswith(("- ", "? ")) else COMMENT.sub("", text, count=1)


def _value(raw: str) -> str | None:
    if raw.startswith("'"):
        return raw[1:-1].replace("''", "'")
    if not raw.startswith('"'):
        return raw if ": " not in raw else None
    if any(match[4] is not None and match[4] not in ESCAPES for match in ESCAPE.finditer(raw[1:-1])):
        return None
    try:
        return ESCAPE.sub(_unescaped, raw[1:-1])
    except (ValueError, OverflowError):
        return None


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    return chr(int(digits, 16)) if digits else ESCAPES[match[4]]
