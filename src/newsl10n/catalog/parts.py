"""A very big PO file -> one of several parts of it, each a catalog of its own, for as many processes."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from newsl10n.catalog.po_file import MAX_BYTES, decode, parse_catalog
from newsl10n.catalog.text.quick import ENTRY
from newsl10n.files import modified_at, read_whole
from newsl10n.model import JOINED, Catalog

_GAP = re.compile(r'\n(?:msgstr|")[^\n]*\n[ \t\r]*\n(?=#|msgid |msgctxt )')
"""Between the end of an entry and the begin of the next one."""
_LEANS = re.compile(rf'"\s*{JOINED}\s*"')


def load_catalog_part(path: Path, *, part: int, parts: int) -> tuple[Catalog, int]:
    """Part ``part`` (from 0) of a file, with the headers of the whole, and what to add to the lines of its units.

    A unit that leans on the one before it stays with that one.

    Raises:
        FileError: it cannot be read. CatalogError: this part is no PO; its line is not that of the file.
    """
    text = _read_text(path, modified_at(path))
    first = ENTRY.match(text)
    top = first.end() if first and not first["source"].strip('" \t\r\n') else 0
    start, end = (_cut(text, top, part=number, parts=parts) for number in (part, part + 1))
    header = text[:top].rstrip("\n") + "\n\n" if top else ""
    offset = text.count("\n", 0, start) - header.count("\n")
    return parse_catalog(header + text[start:end], path), offset


@lru_cache(maxsize=1)
def _read_text(path: Path, modified: int) -> str:
    """The whole file, kept while a process reads its parts. ``modified``: see ``files.modified_at``."""
    return decode(read_whole(path, limit=MAX_BYTES), path)[0]


def _cut(text: str, top: int, *, part: int, parts: int) -> int:
    """Where a part begins: the same place whichever process asks."""
    if part == 0 or part == parts:
        return len(text) if part else top
    position = top + (len(text) - top) * part // parts
    while gap := _GAP.search(text, position):
        position = gap.end()
        entry = ENTRY.match(text, position)
        if not (entry and entry["target"] and _LEANS.fullmatch(entry["target"])):
            return position
    return len(text)
