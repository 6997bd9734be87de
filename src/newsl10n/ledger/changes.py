"""Drafts, edits and approvals -> a new Ledger."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from newsl10n.errors import UsageError
from newsl10n.joins import groups_of
from newsl10n.ledger.records import (
    DraftRecord,
    EditRecord,
    Ledger,
    LedgerEntry,
    ReviewRecord,
    group_hash,
    target_hash,
    text_hash,
    unit_hash,
)
from newsl10n.ledger.states import approves, is_translated, unit_states
from newsl10n.model import Catalog, Draft, State, Unit
from newsl10n.units import Key, active_units, clear_marks, replace_units

VIA_NEWSL10N = "newsl10n"
VIA_EDITOR = "editor"


def rename_entry(ledger: Ledger, old: Key, new: Key) -> Ledger:
    """The ledger with what is known of one key known of another too: the same sentence under a new msgctxt."""
    entry = ledger.entries.get(unit_hash(old))
    if entry is None:
        return ledger
    return _update(ledger, {unit_hash(new): replace(entry, unit=unit_hash(new), source_hash=text_hash(new[1]))})


def record_drafts(ledger: Ledger, drafts: Mapping[Key, Draft], *, now: datetime) -> Ledger:
    """The ledger with where each draft came from. What the draft replaces is :func:`record_replaced`'s."""
    changed = {}
    for key, draft in drafts.items():
        entry = _entry(ledger, key)
        record = DraftRecord(
            text_hash(unicodedata.normalize("NFC", draft.target).strip()),
            draft.signature,
            draft.score,
            draft.problems,
            _stamp(now),
            draft.target,
        )
        changed[entry.unit] = replace(entry, draft=record)
    return _update(ledger, changed)


def record_edit(ledger: Ledger, unit: Unit, *, by: str, now: datetime) -> Ledger:
    """The ledger with who typed a unit's target."""
    entry = _entry(ledger, unit.key)
    return _update(ledger, {entry.unit: replace(entry, edit=EditRecord(target_hash(unit), by, _stamp(now)))})


def record_replaced(ledger: Ledger, units: Iterable[Unit]) -> Ledger:
    """The ledger with the targets of these units kept, before something else takes their place.

    Empty targets and untouched machine drafts are not worth keeping, and the same text is kept once.
    """
    changed: dict[str, LedgerEntry] = {}
    for unit in units:
        entry = changed.get(unit_hash(unit.key)) or _entry(ledger, unit.key)
        untouched = entry.draft is not None and entry.draft.hash == target_hash(unit) and not approves(entry, unit)
        texts = () if untouched else tuple(target for target in unit.targets if target)
        if texts:
            changed[entry.unit] = replace(entry, replaced=tuple(dict.fromkeys((*entry.replaced, *texts))))
    return _update(ledger, changed)


def record_reviews(ledger: Ledger, catalog: Catalog, *, by_editor: str, now: datetime) -> Ledger:
    """The ledger with a review for each unit that was confirmed in an editor and is in no ledger yet.

    ``by_editor``: who to name, such as the catalog's Last-Translator.
    """
    changed = {}
    states, groups = unit_states(catalog, ledger), groups_of(catalog.units)
    for key, unit in active_units(catalog).items():
        entry = _entry(ledger, key)
        if states[key] is State.REVIEWED and entry.review is None:
            together = group_hash(groups.get(key, ()))
            review = ReviewRecord(target_hash(unit), by_editor, _stamp(now), VIA_EDITOR, together)
            changed[entry.unit] = replace(entry, review=review)
    return _update(ledger, changed)


def approve_units(
    catalog: Catalog, ledger: Ledger, keys: Iterable[Key], *, by: str, now: datetime
) -> tuple[Catalog, Ledger]:
    """Both with these units confirmed: marks of the draft gone from the catalog, the review in the ledger.

    Raises:
        UsageError: a unit has no translation, or there is no such unit; then nothing is approved.
    """
    units = active_units(catalog)
    approved = {}
    for key in keys:
        unit = units.get(key)
        if unit is None:
            what = f"no unit {key[1][:60]!r}"
            raise UsageError(what, path=catalog.path, remedy="list the units with newsl10n status")
        if not is_translated(unit):
            what = f"no translation to approve for {unit.source[:60]!r}"
            raise UsageError(what, path=catalog.path, line=unit.line, remedy="translate it first")
        approved[key] = unit
    reviewed, groups = {}, groups_of(catalog.units)
    for key, unit in approved.items():
        review = ReviewRecord(target_hash(unit), by, _stamp(now), VIA_NEWSL10N, group_hash(groups.get(key, ())))
        reviewed[unit_hash(key)] = replace(_entry(ledger, key), review=review)
    cleared = {key: clear_marks(unit) for key, unit in approved.items()}
    return replace_units(catalog, cleared), _update(ledger, reviewed)


def _entry(ledger: Ledger, key: Key) -> LedgerEntry:
    unit = unit_hash(key)
    return ledger.entries.get(unit) or LedgerEntry(unit, text_hash(key[1]))


def _update(ledger: Ledger, changed: Mapping[str, LedgerEntry]) -> Ledger:
    return replace(ledger, entries={**ledger.entries, **changed})


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
