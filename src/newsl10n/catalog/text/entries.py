"""Unit -> PO lines; lines of an entry + the unit it was + the unit it is now -> lines with only the changed ones rewritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from newsl10n.catalog.text.lines import Line, LineKind, RawEntry, read_line
from newsl10n.catalog.text.strings import Style, render_comments, render_references, render_string
from newsl10n.model import Unit

# Order inside an entry: GNU gettext manual, "PO Files".
_RANK = {
    LineKind.COMMENT: 1,
    LineKind.EXTRACTED: 2,
    LineKind.REFERENCE: 3,
    LineKind.FLAGS: 4,
    LineKind.STICKY: 4,
    LineKind.PREVIOUS: 5,
    LineKind.KEYWORD: 6,
    LineKind.STRING: 6,
}


def render_entry(unit: Unit, style: Style) -> list[Line]:
    """Lines of a unit that is in no file yet, without a blank line before it."""
    prefix = "#~ " if unit.obsolete else ""
    raws = [
        *render_comments("#", unit.comments, style),
        *render_comments("#.", unit.extracted, style),
        *render_references(unit.references, style),
        *_render_flags(unit, style),
        *_render_previous(unit, style),
    ]
    if unit.context is not None:
        raws += render_string("msgctxt", unit.context, prefix=prefix, style=style)
    raws += render_string("msgid", unit.source, prefix=prefix, style=style)
    if unit.plural is not None:
        raws += render_string("msgid_plural", unit.plural, prefix=prefix, style=style)
    for index in range(len(unit.targets)):
        raws += _render_target(unit, index, style)
    return _read(raws)


def edit_entry(entry: RawEntry, old: Unit, new: Unit, style: Style) -> list[Line]:
    """The entry's lines, those of changed fields rewritten. ``old``: the unit as parsed from ``entry``; same key as ``new``."""
    lines = list(entry.lines)
    if replace(new, line=old.line) == old:
        return lines
    if new.obsolete != old.obsolete:
        lines = [_toggle_obsolete(line) for line in lines]
    edits: tuple[tuple[bool, Callable[[list[Line], Unit, Style], list[Line]]], ...] = (
        (new.comments != old.comments, _edit_comments),
        (new.extracted != old.extracted, _edit_extracted),
        (new.references != old.references, _edit_references),
        ((new.fuzzy, new.flags) != (old.fuzzy, old.flags), _edit_flags),
        (_previous(new) != _previous(old), _edit_previous),
        (new.plural != old.plural, _edit_plural),
    )
    for changed, edit in edits:
        if changed:
            lines = edit(lines, new, style)
    return _edit_targets(lines, old, new, style)


def _edit_comments(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    kept = [line for line in lines if line.kind is LineKind.COMMENT]
    raws: list[str] = []
    for comment, raw in zip(unit.comments, render_comments("#", unit.comments, style), strict=True):
        same = next((line for line in kept if line.text == comment), None)
        if same:
            kept.remove(same)
        raws.append(same.raw if same else raw)
    return _put(lines, {LineKind.COMMENT}, raws)


def _edit_extracted(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    return _put(lines, {LineKind.EXTRACTED}, render_comments("#.", unit.extracted, style))


def _edit_references(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    return _put(lines, {LineKind.REFERENCE}, render_references(unit.references, style))


def _edit_flags(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    """A ``#=`` line keeps the flags that stand there, unless they are not wanted any more."""
    sticky = [line for line in lines if line.kind is LineKind.STICKY]
    on_sticky = {flag for line in sticky for flag in split_flags(line.text)}
    if not on_sticky <= set(unit.flags):
        return _put(lines, {LineKind.FLAGS, LineKind.STICKY}, _render_flags(unit, style))
    rest = replace(unit, flags=tuple(flag for flag in unit.flags if flag not in on_sticky))
    return _put(lines, {LineKind.FLAGS}, _render_flags(rest, style))


def _edit_previous(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    return _put(lines, {LineKind.PREVIOUS}, _render_previous(unit, style))


def _edit_plural(lines: list[Line], unit: Unit, style: Style) -> list[Line]:
    start, end = (
        _spans(lines, "msgid_plural")[0] if _spans(lines, "msgid_plural") else (_spans(lines, "msgstr")[0][0],) * 2
    )
    prefix = "#~ " if unit.obsolete else ""
    value = unit.plural
    raws = [] if value is None else render_string("msgid_plural", value, prefix=prefix, style=style)
    return [*lines[:start], *_read(raws), *lines[end:]]


def _edit_targets(lines: list[Line], old: Unit, new: Unit, style: Style) -> list[Line]:
    spans = _spans(lines, "msgstr")
    if (new.plural is None) != (old.plural is None) or len(new.targets) != len(old.targets):
        raws = [raw for index in range(len(new.targets)) for raw in _render_target(new, index, style)]
        return [*lines[: spans[0][0]], *_read(raws), *lines[spans[-1][1] :]]
    spans.sort(key=lambda span: lines[span[0]].keyword)
    for (start, end), index in sorted(zip(spans, range(len(spans)), strict=True), reverse=True):
        if new.targets[index] != old.targets[index]:
            lines = [*lines[:start], *_read(_render_target(new, index, style)), *lines[end:]]
    return lines


def _spans(lines: Sequence[Line], keyword: str) -> list[tuple[int, int]]:
    """Where fields stand that begin with this keyword: first line and the one after the last."""
    spans = []
    for start, line in enumerate(lines):
        if line.kind is LineKind.KEYWORD and (line.keyword == keyword or line.keyword.startswith(f"{keyword}[")):
            end = start + 1
            while end < len(lines) and lines[end].kind is LineKind.STRING:
                end += 1
            spans.append((start, end))
    return spans


def _put(lines: list[Line], kinds: set[LineKind], raws: list[str]) -> list[Line]:
    """Lines of these kinds replaced, where the first of them stood or where gettext would have them."""
    rank = max(_RANK[kind] for kind in kinds)
    first = next((i for i, line in enumerate(lines) if line.kind in kinds), None)
    if first is None:
        first = next(i for i, line in enumerate(lines) if _RANK.get(line.kind, 0) >= rank)
    before = [line for line in lines[:first] if line.kind not in kinds]
    after = [line for line in lines[first:] if line.kind not in kinds]
    return [*before, *_read(raws), *after]


def _toggle_obsolete(line: Line) -> Line:
    if line.kind in (LineKind.KEYWORD, LineKind.STRING):
        raw = line.raw.lstrip()
        return line._replace(raw=raw[2:].lstrip() if line.obsolete else f"#~ {raw}", obsolete=not line.obsolete)
    if line.kind is LineKind.PREVIOUS:
        raw = line.raw.lstrip()
        return line._replace(raw=f"#{raw[2:]}" if line.obsolete else f"#~{raw[1:]}", obsolete=not line.obsolete)
    return line


def split_flags(text: str) -> list[str]:
    """Flags of one ``#,`` or ``#=`` line."""
    return [flag.strip() for flag in text.split(",") if flag.strip()]


def _render_flags(unit: Unit, style: Style) -> list[str]:
    flags = (["fuzzy"] if unit.fuzzy else []) + list(unit.flags)
    return [f"#, {', '.join(flags)}{style.end}"] if flags else []


def _render_previous(unit: Unit, style: Style) -> list[str]:
    prefix = "#~| " if unit.obsolete else "#| "
    raws = []
    if unit.previous_context is not None:
        raws += render_string("msgctxt", unit.previous_context, prefix=prefix, style=style)
    if unit.previous_source is not None:
        raws += render_string("msgid", unit.previous_source, prefix=prefix, style=style)
    return raws


def _render_target(unit: Unit, index: int, style: Style) -> list[str]:
    keyword = "msgstr" if unit.plural is None else f"msgstr[{index}]"
    return render_string(keyword, unit.targets[index], prefix="#~ " if unit.obsolete else "", style=style)


def _previous(unit: Unit) -> tuple[str | None, str | None]:
    return unit.previous_context, unit.previous_source


def _read(raws: Sequence[str]) -> list[Line]:
    return [line for raw in raws if (line := read_line(raw))]
