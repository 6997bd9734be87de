"""Values -> PO lines in the style of a file: escaping, gettext's line wrapping, references. Style of a file <- its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from newsl10n.catalog.text.lines import Line, LineKind, RawEntry

FSI, PDI = "\u2068", "\u2069"
REFERENCE_WIDTH = 79
"""gettext wraps ``#:`` lines at this column, even with ``--no-wrap``."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written. ``width``: last column of a wrapped line, ``None`` in a file written with ``--no-wrap``.
    ``end``: what stands before each line feed, ``"\\r"`` in a CRLF file."""

    width: int | None = None
    end: str = ""


# GNU gettext manual, "PO Files": the escapes are those of C.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPES |= {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)
_VALUES = {escaped[1]: value for value, escaped in _ESCAPES.items()}
_POLIB_LACKS = re.compile(r"\\[^ntr\"\\bvf]")
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)


def escape(value: str) -> str:
    """Text as it stands between the quotes of a PO string."""
    return value.translate(_ESCAPE_TABLE)


def simplify_escapes(text: str) -> str:
    """Escapes that gettext reads and polib does not (``\\a``, octal, hexadecimal), written so that polib reads them."""
    return _ESCAPED.sub(_simplify, text) if _POLIB_LACKS.search(text) else text


def _simplify(match: re.Match[str]) -> str:
    hexadecimal, octal, letter = match.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(octal, 8) if octal else 0
    if 0 < code < 128:
        return escape(chr(code)).replace("\\a", "\a")
    return "\a" if letter == "a" else match[0]


def render_string(keyword: str, value: str, *, prefix: str, style: Style) -> list[str]:
    """Lines of one field, ``prefix`` (``#~ ``, ``#| ``, ``#~| `` or nothing) before each: what msgcat writes."""
    portions = _portions(value)
    first = f'{prefix}{keyword} "{portions[0]}"'
    if len(portions) == 1 and (style.width is None or not value or text_width(first) <= style.width):
        return [first + style.end]
    return [f'{prefix}{keyword} ""{style.end}', *continuation_lines(value, prefix=prefix, style=style)]


def continuation_lines(value: str, *, prefix: str, style: Style) -> list[str]:
    """Lines of a text under a keyword with ``""``: a new one after each line feed, and at the width of the file."""
    room = None if style.width is None else style.width - len(prefix) - 2
    return [f'{prefix}"{piece}"{style.end}' for portion in _portions(value) for piece in _wrap(portion, room)]


def _portions(value: str) -> list[str]:
    """The escaped text cut after each line feed; at least one, maybe empty."""
    portions = [escape(portion) for portion in value.split("\n")]
    portions = [f"{portion}\\n" for portion in portions[:-1]] + portions[-1:]
    return portions[:-1] if len(portions) > 1 and not portions[-1] else portions


# Unicode Annex #14, the part of it that news prose needs, as msgcat 0.21 applies it (without LB29).
_BREAK = re.compile(
    "|".join(
        (
            r"(?<= )(?! )(?!(?<=[\"'\u00ab\u00bb\u2018-\u201f] )[(\[{])",  # LB18; LB15: no break between quote and bracket
            r"(?<=[^\s\\]-)(?=[^\W\d_])",  # LB21, LB25: after a hyphen, not before a digit
            r"(?<=\S[\u2010\u2013])(?=\S)",  # LB21, class BA
            r"(?<=[^\s/][/.,:;!?])(?=[^\W\d_])|(?<=//)(?=[^\W\d_])",  # LB13
            r"(?<=[^\s\u2014])(?=\u2014)|(?<=\u2014)(?=[^\s\u2014])",  # LB17, class B2: around an em dash
            r"(?<=[\u3040-\u30ff\u4e00-\u9fff])(?=[\u3040-\u30ff\u4e00-\u9fff])",  # LB31, class ID
        )
    )
)


def _wrap(text: str, room: int | None) -> list[str]:
    if room is None or text_width(text) <= room:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for piece in _BREAK.split(text):
        width = text_width(piece)
        if line and used + width > room:
            lines.append(line)
            line, used = "", 0
        line += piece
        used += width
    return [*lines, line]


def text_width(text: str) -> int:
    """Columns of a terminal: 2 for wide characters, 0 for marks and format characters (Unicode Annex #11)."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


_LINE_BREAKS = re.compile(r"[\n\r]+")


def render_comments(marker: str, comments: Sequence[str], style: Style) -> list[str]:
    """``# `` or ``#. `` lines, one for each comment; line breaks inside one become spaces."""
    return [f"{marker} {_LINE_BREAKS.sub(' ', comment)}".rstrip() + style.end for comment in comments]


def render_references(references: Sequence[str], style: Style) -> list[str]:
    """``#:`` lines; a file name with a space stands between U+2068 and U+2069, as gettext has it."""
    lines: list[str] = []
    for reference in map(_isolate, references):
        if lines and text_width(lines[-1]) + text_width(reference) + 1 <= REFERENCE_WIDTH:
            lines[-1] += f" {reference}"
        else:
            lines.append(f"#: {reference}")
    return [line + style.end for line in lines]


def _isolate(reference: str) -> str:
    reference = re.sub(r"[\n\r\u2068\u2069]+", " ", reference)
    name, colon, line = reference.rpartition(":")
    if not line.isdigit():
        name, colon, line = reference, "", ""
    return f"{FSI}{name}{PDI}{colon}{line}" if re.search(r"\s", name) else reference


_REFERENCE = re.compile(rf"{FSI}([^{PDI}]*){PDI}(\S*)|(\S+)")


def parse_references(texts: Iterable[str]) -> tuple[str, ...]:
    """``file:line`` strings from what follows ``#:``."""
    found: list[str] = []
    for text in texts:
        if FSI in text:
            found.extend(isolated + line if isolated else plain for isolated, line, plain in _REFERENCE.findall(text))
        else:
            found.extend(text.split())
    return tuple(found)


def detect_style(entries: Sequence[RawEntry]) -> Style:
    """The style most lines of a file follow; ``--no-wrap`` where they do not tell. The header is left out by the caller."""
    lines = [line for entry in entries for line in entry.lines]
    wrapped = [line for line, after in pairwise(lines) if _is_cut(line, after)]
    long = sum(1 for line in lines if _is_long(line))
    end = "\r" if lines and lines[0].raw.endswith("\r") else ""
    if long >= len(wrapped):
        return Style(None, end)
    widest = max(text_width(line.text) for line in wrapped) + len('""')
    narrow = widest < 72 and len(wrapped) >= 8
    return Style(widest if narrow or 79 < widest <= 200 else 79, end)


def _is_cut(line: Line, after: Line) -> bool:
    """A string that goes on in the next line without a line feed between them."""
    continued = after.kind is LineKind.STRING and line.kind is LineKind.STRING
    return continued and not line.text.endswith("\\n")


def _is_long(line: Line) -> bool:
    return line.kind in (LineKind.STRING, LineKind.KEYWORD) and " " in line.text[:80] and text_width(line.raw) > 81
