"""What a reviewer does to a unit -> changed catalog and ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from newsl10n import ledger
from newsl10n.errors import UsageError
from newsl10n.model import JOINED, Catalog, State, Unit
from newsl10n.pipeline.desk.opened import Opened
from newsl10n.pipeline.project import Key
from newsl10n.review import Edit
from newsl10n.units import OUR_COMMENT, replace_units, set_header

Changed = tuple[Catalog, ledger.Ledger, bool]
"""Catalog, ledger, and whether the edit was taken (``False``: a conflict)."""


def edit_unit(unit_id: str, edit: Edit, *, now: datetime) -> Callable[[Opened], Changed]:
    """Put a target into a unit, as a draft or confirmed. The same text unconfirmed takes an approval back."""

    def apply(opened: Opened) -> Changed:
        unit = opened.unit(unit_id)
        target = clean_target(edit.target)
        if opened.version(unit) != edit.version and unit.target != target and not edit.overwrite:
            return opened.catalog, opened.records, False
        if edit.confirm and not target.strip():
            raise UsageError("an empty translation cannot be confirmed", remedy="write it first")
        if target == unit.target and not edit.confirm and (unit.fuzzy or not target):
            return opened.catalog, opened.records, True
        keep = edit.overwrite or opened.state(unit.key) is State.REVIEWED
        records = ledger.record_replaced(opened.records, [unit]) if keep and target != unit.target else opened.records
        changed = replace(unit, targets=(target,), fuzzy=bool(target))
        catalog = replace_units(opened.catalog, {unit.key: changed})
        if target and target != unit.target:
            records = ledger.record_edit(records, changed, by=edit.by, now=now)
        if edit.confirm:
            catalog, records = ledger.approve_units(catalog, records, [unit.key], by=edit.by, now=now)
        return _signed(catalog, edit.by), records, True

    return apply


def join_unit(unit_id: str, by: str) -> Callable[[Opened], Changed]:
    """Move a unit's target to the end of the unit before and leave the arrow."""

    def apply(opened: Opened) -> Changed:
        unit, before = opened.unit(unit_id), unit_before(opened, unit_id)
        if before.target.strip() == JOINED or not before.target.strip():
            raise UsageError("the unit before has no text of its own", remedy="translate or split it first")
        own = "" if unit.target.strip() == JOINED else unit.target.strip()
        changed = {
            before.key: replace(before, targets=(f"{before.target.rstrip()} {own}".rstrip(),), fuzzy=True),
            unit.key: replace(unit, targets=(JOINED,), fuzzy=True),
        }
        records = ledger.record_replaced(opened.records, [before, unit])
        return _signed(replace_units(opened.catalog, changed), by), records, True

    return apply


def split_unit(unit_id: str, by: str) -> Callable[[Opened], Changed]:
    """Take the arrow away; the text stays in the unit before, both need a look."""

    def apply(opened: Opened) -> Changed:
        unit, before = opened.unit(unit_id), unit_before(opened, unit_id)
        if unit.target.strip() != JOINED:
            raise UsageError("this unit is not joined", remedy="join it first")
        changed = {unit.key: replace(unit, targets=("",), fuzzy=False), before.key: replace(before, fuzzy=True)}
        return _signed(replace_units(opened.catalog, changed), by), opened.records, True

    return apply


def comment_unit(unit_id: str, text: str) -> Callable[[Opened], Changed]:
    """Replace what people wrote above a unit; newsl10n's own lines stay."""

    def apply(opened: Opened) -> Changed:
        unit = opened.unit(unit_id)
        ours = tuple(c for c in unit.comments if c.startswith(OUR_COMMENT))
        # A line that looks like one of ours could switch checks off.
        lines = [line.strip().removeprefix(OUR_COMMENT) for line in clean_target(text).split("\n")]
        changed = replace(unit, comments=(*(line for line in lines if line), *ours))
        return replace_units(opened.catalog, {unit.key: changed}), opened.records, True

    return apply


def ignore_rule(unit_id: str, rule: str, reason: str) -> Callable[[Opened], Changed]:
    """Switch a check off for a unit, with the reason."""

    def apply(opened: Opened) -> Changed:
        unit = opened.unit(unit_id)
        why = " ".join(clean_target(reason).replace("(", "[").replace(")", "]").split())
        line = f"{OUR_COMMENT}ignore {rule}" + (f" ({why})" if why else "")
        changed = replace(unit, comments=tuple(dict.fromkeys((*unit.comments, line))))
        return replace_units(opened.catalog, {unit.key: changed}), opened.records, True

    return apply


def approve_clean(
    wanted: Mapping[str, str], by: str, *, findings: Callable[[Opened], Mapping[Key, object]], now: datetime
) -> Callable[[Opened], tuple[Catalog, ledger.Ledger, tuple[Key, ...]]]:
    """Approve units (id -> version seen) that are unchanged, filled, not stale and without findings."""

    def apply(opened: Opened) -> tuple[Catalog, ledger.Ledger, tuple[Key, ...]]:
        objections = findings(opened)
        keys = tuple(
            key
            for unit_id, version in wanted.items()
            if (key := opened.by_id.get(unit_id)) is not None
            and opened.version(opened.units[key]) == version
            and opened.state(key) in (State.DRAFT, State.EDITED)
            and key not in objections
        )
        catalog, records = ledger.approve_units(opened.catalog, opened.records, keys, by=by, now=now)
        if not keys:
            return opened.catalog, opened.records, ()
        return _signed(catalog, by), records, keys

    return apply


def unit_before(opened: Opened, unit_id: str) -> Unit:
    """The unit of the segment before, in document order.

    Raises:
        UsageError: the unit is the first one.
    """
    keys = [key for key in opened.prepared.keys if key in opened.units]
    at = keys.index(opened.by_id[unit_id])
    if at == 0:
        raise UsageError("this is the first unit", remedy="join another one")
    return opened.units[keys[at - 1]]


def clean_target(text: str) -> str:
    """Line ends as PO files have them; what no PO file can hold is dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) != 127)
    )


def _signed(catalog: Catalog, by: str) -> Catalog:
    known = dict(catalog.headers).get("Last-Translator", "")
    return catalog if not by or known.startswith(by) else set_header(catalog, "Last-Translator", by)
