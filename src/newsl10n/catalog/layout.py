"""Catalog -> where its entries stand in its text; the same with a few units changed -> the new text, all but their entries spliced.

For whoever changes one unit after the other, as the review page does: ``dump_catalog`` reads and compares the whole file each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsl10n.catalog.po_file import encode_text, file_style
from newsl10n.catalog.text.entries import edit_entry
from newsl10n.catalog.text.header import edit_header, is_header
from newsl10n.catalog.text.lines import Line, RawEntry, join_lines, split_entries
from newsl10n.catalog.text.quick import ENTRY, read_quickly
from newsl10n.catalog.text.strings import Style
from newsl10n.model import Catalog, Unit


@dataclass(frozen=True, slots=True)
class Layout:
    """A catalog whose ``units[i]`` stands in ``text[bounds[i]:bounds[i + 1]]``, the header before ``bounds[0]``.

    Units beyond the last bound have no place here. ``style``: how the file is written. ``line`` of the units is that of the file
    when it was read.
    """

    catalog: Catalog
    bounds: tuple[int, ...]
    style: Style


def lay_out(catalog: Catalog) -> Layout:
    """Find the entries of a catalog that was read from a file.

    Raises:
        CatalogError: its text is no PO.
    """
    text = catalog.text
    first = ENTRY.match(text)
    start = first.end() if first and first["context"] is None and first["source"].strip('" \t\r\n') == "" else 0
    bounds = [start]
    while match := ENTRY.match(text, bounds[-1]):
        bounds.append(match.end())
    return Layout(catalog, tuple(bounds), file_style(catalog))


def splice_units(layout: Layout, catalog: Catalog) -> Layout | None:
    """The layout of ``catalog``: that of ``layout`` with some units or headers changed, its text brought up to date.

    ``None`` where that needs ``dump_catalog``: other units or another order, or an entry that is not written as tools write it.
    """
    old = layout.catalog
    pairs = list(zip(old.units, catalog.units, strict=False))
    changed = [index for index, (before, after) in enumerate(pairs) if before is not after and before != after]
    if len(old.units) != len(catalog.units) or any(not _is_spliced(layout, i, catalog.units[i]) for i in changed):
        return None
    head = _header_text(layout, catalog)
    entries = [_entry_text(layout, index, catalog.units[index]) for index in changed]
    if head is None or None in entries:
        return None
    text = old.text
    parts, bounds, at, shift, done = [head], [len(head)], layout.bounds[0], len(head) - layout.bounds[0], 0
    for index, entry in zip(changed, entries, strict=True):
        start, end = layout.bounds[index : index + 2]
        bounds += [bound + shift for bound in layout.bounds[done + 1 : index + 1]]
        parts += [text[at:start], entry or ""]
        shift += len(entry or "") - (end - start)
        at, done = end, index
    bounds += [bound + shift for bound in layout.bounds[done + 1 :]]
    return Layout(replace(catalog, text="".join([*parts, text[at:]])), tuple(bounds), layout.style)


def dump_layout(layout: Layout) -> bytes:
    """The file.

    Raises:
        CatalogError: a text cannot be written, see ``dump_catalog``.
    """
    return encode_text(layout.catalog.text, layout.catalog)


def _is_spliced(layout: Layout, index: int, new: Unit) -> bool:
    old = layout.catalog.units[index]
    return index + 1 < len(layout.bounds) and old.key == new.key and not old.obsolete and not new.obsolete


def _header_text(layout: Layout, catalog: Catalog) -> str | None:
    old, text = layout.catalog, layout.catalog.text[: layout.bounds[0]]
    if catalog.headers == old.headers:
        return text
    entry = _only_entry(text, old)
    if entry is None or not is_header(entry):
        return None
    return _joined(edit_header(entry, old.headers, catalog.headers, layout.style), text)


def _entry_text(layout: Layout, index: int, new: Unit) -> str | None:
    old = layout.catalog
    text = old.text[layout.bounds[index] : layout.bounds[index + 1]]
    before = old.units[index]
    read, _ = read_quickly(text, 0, 1)
    if len(read) != 1 or replace(read[0], line=before.line) != before:
        return None
    entry = _only_entry(text, old)
    return None if entry is None else _joined(edit_entry(entry, before, new, layout.style), text)


def _only_entry(text: str, catalog: Catalog) -> RawEntry | None:
    entries, _ = split_entries(text.removesuffix("\n"), catalog.path)
    return entries[0] if len(entries) == 1 else None


def _joined(lines: Sequence[Line], text: str) -> str:
    return join_lines(lines) + ("\n" if text.endswith("\n") else "")
