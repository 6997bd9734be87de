"""Unit, Catalog -> changed Unit, Catalog: keys, draft marks, replacement. Knows the model, not the PO format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from newsl10n.model import Catalog, Draft, Segment, Unit

Key = tuple[str | None, str]
"""``(msgctxt, msgid)``."""

OUR_COMMENT = "newsl10n: "
MACHINE_COMMENT = "newsl10n: machine draft"
"""Begins the translator comment of a machine draft: the only mark besides ``fuzzy`` that other tools keep."""
PROBLEM_COMMENT = "newsl10n: problem"
STALE_COMMENT = "newsl10n: source changed"
_SIGNED = re.compile(rf"{MACHINE_COMMENT}, \S+(?:\|\S+)+")
_PROBLEM = re.compile(r"(?:numbers|names|term): .+ (?:missing|added)|empty|loop|script|copied|truncated|markup")
_PROBLEM_PART = re.compile(r"(?:.*(?:missing|added);)+.*")
_MARKS = (MACHINE_COMMENT, PROBLEM_COMMENT, STALE_COMMENT)


def unit_keys(segments: Sequence[Segment]) -> tuple[Key, ...]:
    """The catalog key of each segment, in order.

    Identical sentences share one key. Where a sentence stands in blocks of different kinds, all its keys have the kind as context.
    """
    kinds: dict[str, set[str]] = {}
    for segment in segments:
        kinds.setdefault(segment.source, set()).add(segment.kind.value)
    return tuple(
        (segment.kind.value if len(kinds[segment.source]) > 1 else None, segment.source) for segment in segments
    )


def mark_draft(unit: Unit, draft: Draft) -> Unit:
    """The unit with the draft as its target, fuzzy, and a comment that names the signature; a second one lists the problems.

    An empty draft leaves the target empty and not fuzzy, so that editors show it as missing; its problems are still named.
    """
    comments = _without_marks(unit.comments)
    if draft.target:
        comments.append(f"{MACHINE_COMMENT}, {draft.signature}")
    if draft.problems:
        comments.append(f"{PROBLEM_COMMENT}: {'; '.join(draft.problems)}")
    return replace(
        unit,
        targets=(draft.target,) * len(unit.targets),
        fuzzy=bool(draft.target),
        previous_source=None,
        previous_context=None,
        comments=tuple(" ".join(comment.split()) if comment.startswith(_MARKS) else comment for comment in comments),
    )


def clear_marks(unit: Unit) -> Unit:
    """The unit as confirmed: not fuzzy, without previous msgid and without our own marks; all other comments stay."""
    return replace(
        unit,
        fuzzy=False,
        previous_source=None,
        previous_context=None,
        comments=tuple(_without_marks(unit.comments)),
    )


def _without_marks(comments: Sequence[str]) -> list[str]:
    """Comments that are not ours. Tools such as polib break a long one of ours over several lines: the rest of it goes too."""
    kept: list[str] = []
    mark = ""
    for comment in comments:
        if comment.startswith(_MARKS):
            mark = comment
        elif mark and not _is_whole(mark) and _is_whole(f"{mark} {comment.strip()}"):
            mark = ""
        elif mark.startswith(PROBLEM_COMMENT) and not _is_whole(mark) and _PROBLEM_PART.fullmatch(comment.strip()):
            mark = f"{mark} {comment.strip()}"
        else:
            mark = ""
            kept.append(comment)
    return kept


def _is_whole(comment: str) -> bool:
    """Whether one of our comments says all that it should."""
    if comment.startswith(MACHINE_COMMENT):
        return _SIGNED.fullmatch(comment) is not None
    if comment.startswith(PROBLEM_COMMENT):
        return all(_PROBLEM.fullmatch(p) for p in comment.removeprefix(f"{PROBLEM_COMMENT}: ").split("; "))
    return True


def has_comment(unit: Unit, start: str) -> bool:
    """Whether a translator comment begins so."""
    return any(comment.startswith(start) for comment in unit.comments)


def active_units(catalog: Catalog) -> dict[Key, Unit]:
    """Units that are not obsolete, by key; of duplicates the first."""
    units: dict[Key, Unit] = {}
    for unit in catalog.units:
        if not unit.obsolete:
            units.setdefault(unit.key, unit)
    return units


def replace_units(catalog: Catalog, units: Mapping[Key, Unit]) -> Catalog:
    """The catalog with each named unit replaced in its place; the new unit may have another key.

    Raises:
        KeyError: no unit that is not obsolete has such a key.
    """
    left = dict(units)
    new = []
    for unit in catalog.units:
        if not unit.obsolete and unit.key in left:
            new.append(left.pop(unit.key))
        else:
            new.append(unit)
    if left:
        raise KeyError(*left)
    return replace(catalog, units=tuple(new))


def replace_unit(catalog: Catalog, unit: Unit) -> Catalog:
    """The catalog with the unit of the same key replaced. For many use :func:`replace_units`.

    Raises:
        KeyError: no unit that is not obsolete has this key.
    """
    return replace_units(catalog, {unit.key: unit})


def set_header(catalog: Catalog, name: str, value: str) -> Catalog:
    """The catalog with one header changed, or added after the others."""
    value = " ".join(value.split())
    headers = tuple((old, value if old == name else kept) for old, kept in catalog.headers)
    if name not in dict(catalog.headers):
        headers = (*headers, (name, value))
    return replace(catalog, headers=headers)


def merge_headers(catalog: Catalog, headers: Iterable[tuple[str, str]]) -> Catalog:
    """The catalog with several headers set, in order."""
    for name, value in headers:
        catalog = set_header(catalog, name, value)
    return catalog
