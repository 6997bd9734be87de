"""PO file <-> Catalog: polib reads, what nobody touched is written back verbatim. The only module that imports polib."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsl10n.catalog.text.entries import edit_entry, render_entry
from newsl10n.catalog.text.header import Headers, edit_header, is_header, render_header
from newsl10n.catalog.text.lines import Line, LineKind, RawEntry, is_keyword, join_lines, split_entries
from newsl10n.catalog.text.quick import ENTRY, read_quickly
from newsl10n.catalog.text.strings import Style, detect_style, parse_references, simplify_escapes
from newsl10n.errors import CatalogError
from newsl10n.files import read_whole, write_whole
from newsl10n.model import Catalog, Unit
from newsl10n.units import Key

if TYPE_CHECKING:
    import polib

MAX_BYTES = 64_000_000
_CHARSET = re.compile(rb'Content-Type:[^\n"]*?charset=([\w.:+-]+)', re.IGNORECASE)
# MO files end strings with NUL and part msgctxt from msgid with U+0004; gettext refuses both.
_FORBIDDEN = re.compile("[\0\x04]")
_TO_UTF8 = "convert it once with msgconv --to-code=UTF-8"


def load_catalog(path: Path) -> Catalog:
    """Read a PO or POT file.

    Raises:
        FileError: it cannot be read. CatalogError: it is no PO; the message names the line.
    """
    return parse_catalog(read_whole(path, limit=MAX_BYTES), path)


def parse_catalog(content: str | bytes, path: Path) -> Catalog:
    """A catalog from what a file holds; bytes in the charset their header declares (UTF-8 where it declares none).

    Raises:
        CatalogError: not a PO file, or not in its charset.
    """
    text, encoding = (content, "utf-8") if isinstance(content, str) else decode(content, path)
    if match := _FORBIDDEN.search(text):
        line = text.count("\n", 0, match.start()) + 1
        what = f"a control character that PO cannot hold (U+{ord(match[0]):04X})"
        raise CatalogError(what, path=path, line=line, remedy="save the file as UTF-8 text, or delete the character")
    headers, units = _read_units(text, path)
    return Catalog(path=path, headers=headers, units=tuple(units), text=text, encoding=encoding)


_REMEMBERED = 4_000_000
"""Longest text, in code points, whose units are kept: the review page reads the same file over and over."""


def _read_units(text: str, path: Path) -> tuple[Headers, Sequence[Unit]]:
    return _read_remembered(text, path) if len(text) <= _REMEMBERED else _read_afresh(text, path)


@lru_cache(maxsize=4)
def _read_remembered(text: str, path: Path) -> tuple[Headers, tuple[Unit, ...]]:
    headers, units = _read_afresh(text, path)
    return headers, tuple(units)


def _read_afresh(text: str, path: Path) -> tuple[Headers, list[Unit]]:
    """Headers, and units with the obsolete ones last: quickly where the file is written as tools write it."""
    first = ENTRY.match(text)
    start = first.end() if first and first["context"] is None and first["source"].strip('" \t\r\n') == "" else 0
    units, position = read_quickly(text, start, text.count("\n", 0, start) + 1)
    try:
        headers = _parse(text[:start], path).headers if start else ()
        rest = _parse(text[position:], path) if text[position:].strip() else None
    except CatalogError:
        return _read_exactly(text, path)  # the error, if it is one, then names the line in the whole file
    if not units or (rest and rest.header):
        return _read_exactly(text, path)
    lines = text.count("\n", 0, position)
    units += [replace(unit, line=unit.line + lines) for unit in (rest.units if rest else ())]
    return headers, sorted(units, key=lambda unit: unit.obsolete)


def _read_exactly(text: str, path: Path) -> tuple[Headers, list[Unit]]:
    parsed = _parse(text, path)
    return parsed.headers, sorted(parsed.units, key=lambda unit: unit.obsolete)


def save_catalog(catalog: Catalog) -> None:
    """Write the catalog to its path in one step. The caller holds the lock (``files.locked``).

    Raises:
        FileError: the disk refused. CatalogError: its charset lacks a character.
    """
    write_whole(catalog.path, dump_catalog(catalog))


def dump_catalog(catalog: Catalog) -> bytes:
    """The file: lines of what did not change as they were read, changed fields in the style of the file.

    New units stand where they are in ``catalog.units``; obsolete ones stay where the file had them, new ones come last.

    Raises:
        CatalogError: a text cannot be written: NUL, a lone surrogate, or a character its charset lacks.
    """
    parsed = _parse(catalog.text, catalog.path)
    lines: list[Line] = []
    before = _HEADER
    if parsed.header:
        lines += edit_header(parsed.header, parsed.headers, catalog.headers, parsed.style)
    elif catalog.headers:
        lines += render_header(catalog.headers, parsed.style, template=catalog.path.suffix == ".pot")
        before = _NEW
    for index, entry in _ordered_entries(catalog, parsed):
        lines += entry if index == before + 1 else _set_apart(entry, lines, parsed.style)
        before = index
    return encode_text(join_lines([*lines, *parsed.tail]), catalog)


_HEADER = -1
_NEW = -3
"""Place of a unit that is not in the file; no place follows it."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """``entries[i]`` holds the lines of ``units[i]``, both in file order and without the header."""

    header: RawEntry | None
    headers: tuple[tuple[str, str], ...]
    entries: tuple[RawEntry, ...]
    units: tuple[Unit, ...]
    tail: tuple[Line, ...]
    style: Style


@lru_cache(maxsize=4)
def _parse(text: str, path: Path) -> _Parsed:
    entries, tail = split_entries(text, path)
    header = entries[0] if entries and is_header(entries[0]) else None
    entries = entries[1:] if header else entries
    if second := next((entry for entry in entries if is_header(entry)), None):
        line = second.msgid_number
        raise CatalogError(
            "an empty msgid that is not the first entry", path=path, line=line, remedy="delete the entry"
        )
    style = detect_style(entries)
    if header and header.lines[0].raw.endswith("\r"):
        style = replace(style, end="\r")
    headers = tuple(_read_polib([header], path).metadata.items()) if header else ()
    read = _read_polib([_EMPTY_HEADER, *entries], path)
    if len(read) != len(entries):
        raise CatalogError(
            f"polib reads {len(read)} entries of {len(entries)}", path=path, remedy="run msgfmt --check on it"
        )
    units = tuple(map(_build_unit, read, entries))
    return _Parsed(header, headers, entries, units, tail, style)


_EMPTY_HEADER = RawEntry((Line("", LineKind.KEYWORD, "", "msgid"), Line("", LineKind.KEYWORD, "", "msgstr")), number=1)


class _LineFeedText(str):
    """Text that polib cuts at line feeds only; ``str.splitlines`` would also cut at U+0085, U+2028 and others."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - signature of str
        return [f"{line}\n" for line in self.split("\n")] if keepends else self.split("\n")


def _read_polib(entries: Sequence[RawEntry], path: Path) -> polib.POFile:
    import polib

    text = "\n".join(line for entry in entries for line in _polib_lines(entry))
    try:
        return polib.pofile(_LineFeedText(text), encoding="utf-8")
    except OSError as error:
        raise CatalogError(f"polib cannot read it ({error})", path=path, remedy="run msgfmt --check on it") from error


def _polib_lines(entry: RawEntry) -> list[str]:
    """What polib has to decode, in the one spelling it knows; comments and references are read from the lines."""
    lines = []
    for line in entry.lines:
        keyword = f"{line.keyword} " if line.keyword else ""
        match line.kind:
            case LineKind.FLAGS | LineKind.STICKY if line.text:
                lines.append(f"#, {line.text}")
            case LineKind.PREVIOUS:
                lines.append(f'#| {keyword}"{simplify_escapes(line.text)}"')
            case LineKind.KEYWORD | LineKind.STRING:
                mark = "#~ " if line.obsolete else ""
                lines.append(f'{mark}{keyword}"{simplify_escapes(line.text)}"')
            case _:
                pass
    return lines


def _build_unit(entry: polib.POEntry, raw: RawEntry) -> Unit:
    flags = tuple(flag for flag in entry.flags if flag)
    plural = any(is_keyword(line, "msgid_plural") for line in raw.lines)
    targets = tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)) or (entry.msgstr,)
    return Unit(
        source=entry.msgid,
        targets=targets,
        context=entry.msgctxt,
        plural=entry.msgid_plural if plural else None,
        fuzzy="fuzzy" in flags,
        obsolete=bool(entry.obsolete),
        previous_source=entry.previous_msgid,
        previous_context=entry.previous_msgctxt,
        comments=raw.texts(LineKind.COMMENT),
        extracted=raw.texts(LineKind.EXTRACTED),
        references=parse_references(raw.texts(LineKind.REFERENCE)),
        flags=tuple(flag for flag in flags if flag != "fuzzy"),
        line=raw.msgid_number,
    )


def _ordered_entries(catalog: Catalog, parsed: _Parsed) -> list[tuple[int, list[Line]]]:
    """Place in the old file (``_NEW`` for none) and lines of each unit, in the order of the new file."""
    last_active = max((i for i, unit in enumerate(parsed.units) if not unit.obsolete), default=-1)
    order: list[tuple[int, Unit]] = []
    between: dict[int, Unit] = {}
    for index, unit in zip(_pair(catalog.units, parsed.units), catalog.units, strict=True):
        if unit.obsolete and 0 <= index < last_active and parsed.units[index].obsolete:
            between[index] = unit
        else:
            order.append((index, unit))
    placed = _follow(_HEADER, between)
    for index, unit in order:
        placed += [(index, unit), *_follow(index, between)]
    placed += between.items()
    return [(index, _entry_lines(index, unit, parsed)) for index, unit in placed]


def _follow(index: int, between: dict[int, Unit]) -> list[tuple[int, Unit]]:
    """Obsolete units that stood right after this place among the others. Mutates ``between``: takes them out."""
    found = []
    while index + 1 in between:
        index += 1
        found.append((index, between.pop(index)))
    return found


def _pair(units: Sequence[Unit], old: Sequence[Unit]) -> list[int]:
    """For each unit its place in ``old``, or ``_NEW``: same key, and rather the same obsolete state."""
    places: defaultdict[tuple[Key, bool], list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        places[old[index].key, old[index].obsolete].append(index)
    found = [places[unit.key, unit.obsolete].pop() if places[unit.key, unit.obsolete] else _NEW for unit in units]
    for position, unit in enumerate(units):
        if found[position] == _NEW and (other := places[unit.key, not unit.obsolete]):
            found[position] = other.pop()
    return found


def _entry_lines(index: int, unit: Unit, parsed: _Parsed) -> list[Line]:
    if index == _NEW:
        return render_entry(unit, parsed.style)
    return edit_entry(parsed.entries[index], parsed.units[index], unit, parsed.style)


def _set_apart(entry: list[Line], before: list[Line], style: Style) -> list[Line]:
    """An entry that comes after another one than in the file: a blank line before it, none at the top."""
    first = next(i for i, line in enumerate(entry) if line.kind is not LineKind.BLANK)
    if not before:
        return entry[first:]
    return entry if first else [Line(style.end, LineKind.BLANK), *entry]


def decode(data: bytes, path: Path) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError("UTF-16, which gettext cannot read", path=path, line=1, remedy="save it as UTF-8")
    match = _CHARSET.search(data)
    charset = match[1].decode("ascii") if match and match[1] != b"CHARSET" else "utf-8"
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else charset
    try:
        text = data.decode(encoding)
        if text.encode(encoding) != data:
            raise CatalogError(f"{charset} does not give the same bytes again", path=path, remedy=_TO_UTF8)
    except LookupError as error:
        raise CatalogError(f"unknown charset {charset}", path=path, remedy="correct its Content-Type") from error
    except UnicodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else None
        remedy = "correct its Content-Type or save it as UTF-8"
        raise CatalogError(
            f"not in {charset}, which its header declares", path=path, line=line, remedy=remedy
        ) from error
    return text, encoding


def file_style(catalog: Catalog) -> Style:
    """How the file of a catalog is written."""
    return _parse(catalog.text, catalog.path).style


def encode_text(text: str, catalog: Catalog) -> bytes:
    """The bytes of a catalog's file.

    Raises:
        CatalogError: a text cannot be written, see :func:`dump_catalog`.
    """
    held = "\0" in text or "\x04" in text  # many times as fast as the pattern
    if held and (match := _FORBIDDEN.search(text)):
        what = f"a text holds U+{ord(match[0]):04X}, which PO cannot hold"
        raise CatalogError(what, path=catalog.path, remedy="remove the character from the article or the translation")
    try:
        return text.encode(catalog.encoding)
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        what = f"cannot write {character} in {catalog.encoding}"
        raise CatalogError(what, path=catalog.path, remedy=_TO_UTF8) from error
