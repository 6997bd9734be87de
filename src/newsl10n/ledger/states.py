"""Catalog + Ledger -> the state of each unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsl10n.joins import groups_of
from newsl10n.ledger.records import DraftRecord, Ledger, LedgerEntry, group_hash, target_hash, unit_hash
from newsl10n.model import JOINED, Catalog, State, Unit
from newsl10n.units import MACHINE_COMMENT, STALE_COMMENT, Key, active_units, has_comment


def unit_states(catalog: Catalog, ledger: Ledger) -> dict[Key, State]:
    """Where each unit that is not obsolete stands, in catalog order.

    An approval holds for the text and for the units that it translates: a unit that others lean on, or that leans on another, is
    ``EDITED`` once these are others. A fuzzy unit that the ledger does not know, but whose text it knows from another sentence, is stale: msgmerge put it there.
    """
    state_of = state_finder(ledger, catalog)
    return {key: state_of(unit) for key, unit in active_units(catalog).items()}


def state_finder(ledger: Ledger, catalog: Catalog) -> Callable[[Unit], State]:
    """What :func:`unit_states` says of one unit, for as many as are asked for."""
    texts = cache(lambda: _known_texts(ledger))
    groups = cache(lambda: groups_of(catalog.units))

    def state_of(unit: Unit) -> State:
        entry = ledger.entries.get(unit_hash(unit.key)) if ledger.entries else None
        state = _state(unit, entry)
        if state is State.REVIEWED and entry and entry.review:
            together = group_hash(groups().get(unit.key, ()))
            state = state if entry.review.group == together else State.EDITED
        alien = state is State.EDITED and entry is None and unit.fuzzy and unit.target.strip() != JOINED
        return State.STALE if alien and target_hash(unit) in texts() else state

    return state_of


def is_machine_text(unit: Unit, ledger: Ledger) -> bool:
    """Whether the ledger itself says that a unit's target is an untouched, unreviewed draft. A comment alone proves nothing."""
    entry = ledger.entries.get(unit_hash(unit.key))
    return bool(entry and entry.draft and entry.draft.hash == target_hash(unit) and not approves(entry, unit))


def is_known(unit: Unit, ledger: Ledger) -> bool:
    """Whether the ledger knows where a unit's text began: a draft, a text that was reviewed, or one that a person typed."""
    entry = ledger.entries.get(unit_hash(unit.key))
    return bool(entry and (entry.draft or entry.review or entry.edit))


def _known_texts(ledger: Ledger) -> set[str]:
    records = [record for entry in ledger.entries.values() for record in (entry.draft, entry.review) if record]
    return {record.hash for record in records}


def _state(unit: Unit, entry: LedgerEntry | None) -> State:
    if not is_translated(unit):
        return State.UNTRANSLATED
    if unit.fuzzy:
        return _fuzzy_state(unit, entry.draft if entry else None)
    void = entry is not None and entry.review is not None and not approves(entry, unit)
    return State.EDITED if void else State.REVIEWED


def _fuzzy_state(unit: Unit, draft: DraftRecord | None) -> State:
    if unit.previous_source is not None or has_comment(unit, STALE_COMMENT):
        return State.STALE
    untouched = draft.hash == target_hash(unit) if draft else has_comment(unit, MACHINE_COMMENT)
    return State.DRAFT if untouched else State.EDITED


def is_translated(unit: Unit) -> bool:
    return all(target.strip() for target in unit.targets)


def approves(entry: LedgerEntry, unit: Unit) -> bool:
    return entry.review is not None and entry.review.hash == target_hash(unit)
