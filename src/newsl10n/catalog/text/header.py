"""Headers of a PO file -> lines of its first entry; that entry + changed headers -> its lines, only those rewritten."""

from __future__ import annotations

from collections.abc import Sequence

from newsl10n.catalog.text.lines import Line, LineKind, RawEntry, is_keyword, read_line
from newsl10n.catalog.text.strings import Style, continuation_lines, render_string

Headers = tuple[tuple[str, str], ...]


def is_header(entry: RawEntry) -> bool:
    """Whether the entry is the file's header: an empty msgid, no msgctxt, not obsolete."""
    fields = [line for line in entry.lines if line.kind in (LineKind.KEYWORD, LineKind.STRING)]
    source = fields[: next(i for i, line in enumerate(fields) if line.keyword.startswith("msgstr"))]
    return source[0].keyword == "msgid" and not source[0].obsolete and not any(line.text for line in source)


def render_header(headers: Headers, style: Style, *, template: bool) -> list[Line]:
    """A new header. In a template it is fuzzy, as xgettext has it: its placeholders wait for a translator."""
    flags = [f"#, fuzzy{style.end}"] if template else []
    value = "".join(f"{name}: {value}\n" for name, value in headers)
    return _read([*flags, f'msgid ""{style.end}', *render_string("msgstr", value, prefix="", style=style)])


def edit_header(entry: RawEntry, old: Headers, new: Headers, style: Style) -> list[Line]:
    """The header's lines, those of changed headers rewritten, of dropped ones left out, new ones last."""
    if old == new:
        return list(entry.lines)
    start = next(i for i, line in enumerate(entry.lines) if is_keyword(line, "msgstr"))
    end = start + 1
    while end < len(entry.lines) and entry.lines[end].kind is LineKind.STRING:
        end += 1
    groups = _group(entry.lines[start:end])
    lines = [*entry.lines[:start], *_read(render_string("msgstr", "", prefix="", style=style))]
    for name, value in new:
        kept = groups.get(name) if dict(old).get(name) == value else None
        lines += kept or _read(_header_lines([(name, value)], style))
    return [*lines, *entry.lines[end:]]


def _group(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Lines of each header by its name; nothing where lines hold several headers."""
    first, *rest = lines
    if first.text or any("\\n" in line.text[:-2] for line in rest):
        return {}
    groups: dict[str, list[Line]] = {}
    name, fresh = "", True
    for line in rest:
        if fresh and ":" in line.text:
            name = line.text.partition(":")[0]
        groups.setdefault(name, []).append(line)
        fresh = line.text.endswith("\\n")
    return groups if fresh else {}


def _header_lines(headers: Sequence[tuple[str, str]], style: Style) -> list[str]:
    return [raw for name, value in headers for raw in continuation_lines(f"{name}: {value}\n", prefix="", style=style)]


def _read(raws: Sequence[str]) -> list[Line]:
    return [line for raw in raws if (line := read_line(raw))]
