"""Catalog + ledger file -> the state of each unit; drafts and approvals -> ledger file. Bound to hashes of the texts.

The ledger lies beside the catalog, one JSON object a line, sorted by unit: git can merge it line by line (``merge=union``).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsl10n.errors import LedgerError, UsageError
from newsl10n.files import read_whole, write_whole
from newsl10n.model import JOINED, Catalog, Draft, State, Unit
from newsl10n.units import MACHINE_COMMENT, STALE_COMMENT, Key, active_units, clear_marks, has_comment, replace_units

MAX_BYTES = 64_000_000
VIA_NEWSL10N = "newsl10n"
VIA_EDITOR = "editor"
_REBUILD = "restore the file from git; keep every whole line, newsl10n takes the newest of each unit"


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """Where a machine draft came from. ``hash``: of its target. ``at``: ISO 8601 in UTC, to the second.

    ``text``: the target itself, to show what a person changed in it; ``""`` in ledgers of versions before 0.1.
    """

    hash: str
    signature: str
    score: float
    problems: tuple[str, ...]
    at: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """Who confirmed a target. ``hash``: of the target. ``via``: ``newsl10n``, or ``editor`` where fuzzy was removed elsewhere."""

    hash: str
    by: str
    at: str
    via: str


@dataclass(frozen=True, slots=True)
class EditRecord:
    """Who typed a target that is not confirmed yet, on the review page. ``hash``: of the target."""

    hash: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What is known of one unit. ``unit``: hash of its key. ``replaced``: targets of translators that gave way, oldest first."""

    unit: str
    source_hash: str
    draft: DraftRecord | None = None
    review: ReviewRecord | None = None
    edit: EditRecord | None = None
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """``entries`` by hash of the unit's key. ``path``: where it is read and written."""

    path: Path
    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)


def ledger_path(catalog_path: Path) -> Path:
    """``news.ledger.jsonl`` beside ``news.po``."""
    return catalog_path.with_suffix(".ledger.jsonl")


def text_hash(text: str) -> str:
    """First 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=65_536)
def unit_hash(key: Key) -> str:
    """Hash of msgctxt, U+0004 and msgid, as in MO files; without a context of msgid alone."""
    context, source = key
    return text_hash(source if context is None else f"{context}\x04{source}")


def target_hash(unit: Unit) -> str:
    """Hash of a unit's target; the forms of a plural entry count together.

    Canonically equivalent texts are equal, and so are texts that differ in white space at their ends: tools change both.
    """
    return text_hash("\0".join(unicodedata.normalize("NFC", target).strip() for target in unit.targets))


def load_ledger(path: Path) -> Ledger:
    """Read a ledger; one that is not there is empty. Of several lines of a unit the newest draft and review count.

    Raises:
        LedgerError: a line is no ledger entry. FileError: the file cannot be read.
    """
    if not path.exists():
        return Ledger(path)
    try:
        text = read_whole(path, limit=MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LedgerError("not UTF-8", path=path, remedy=_REBUILD) from error
    return Ledger(path, _parse_ledger(text, path))


@lru_cache(maxsize=8)
def _parse_ledger(text: str, path: Path) -> Mapping[str, LedgerEntry]:
    entries: dict[str, LedgerEntry] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            entry = _parse_line(line, path, number)
            known = entries.get(entry.unit)
            entries[entry.unit] = _join_entries(known, entry) if known else entry
    return MappingProxyType(entries)


def dump_ledger(ledger: Ledger) -> bytes:
    """The file: a line for each unit, sorted by unit, keys sorted."""
    return "".join(_dump_entry(ledger.entries[unit]) for unit in sorted(ledger.entries)).encode("utf-8", "replace")


@lru_cache(maxsize=65_536)
def _dump_entry(entry: LedgerEntry) -> str:
    known = {name: value for name, value in asdict(entry).items() if value}
    return json.dumps(known, ensure_ascii=False, sort_keys=True) + "\n"


def save_ledger(ledger: Ledger) -> None:
    """Write the ledger to its path in one step; an empty one makes no file. The caller holds the catalog's lock.

    Raises:
        FileError: the disk refused.
    """
    if ledger.entries or ledger.path.exists():
        write_whole(ledger.path, dump_ledger(ledger))


def unit_states(catalog: Catalog, ledger: Ledger) -> dict[Key, State]:
    """Where each unit that is not obsolete stands, in catalog order.

    A fuzzy unit that the ledger does not know, but whose text it knows from another sentence, is stale: msgmerge put it there.
    """
    states, texts = {}, None
    for key, unit in active_units(catalog).items():
        entry = ledger.entries.get(unit_hash(key))
        state = _state(unit, entry)
        if state is State.EDITED and entry is None and unit.fuzzy and unit.target.strip() != JOINED:
            texts = _known_texts(ledger) if texts is None else texts
            state = State.STALE if target_hash(unit) in texts else state
        states[key] = state
    return states


def is_machine_text(unit: Unit, ledger: Ledger) -> bool:
    """Whether the ledger itself says that a unit's target is an untouched, unreviewed draft. A comment alone proves nothing."""
    entry = ledger.entries.get(unit_hash(unit.key))
    return bool(entry and entry.draft and entry.draft.hash == target_hash(unit) and not _approves(entry, unit))


def is_known(unit: Unit, ledger: Ledger) -> bool:
    """Whether the ledger knows where a unit's text began: a draft, a text that was reviewed, or one that a person typed."""
    entry = ledger.entries.get(unit_hash(unit.key))
    return bool(entry and (entry.draft or entry.review or entry.edit))


def _known_texts(ledger: Ledger) -> set[str]:
    records = [record for entry in ledger.entries.values() for record in (entry.draft, entry.review) if record]
    return {record.hash for record in records}


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
        untouched = entry.draft is not None and entry.draft.hash == target_hash(unit) and not _approves(entry, unit)
        texts = () if untouched else tuple(target for target in unit.targets if target)
        if texts:
            changed[entry.unit] = replace(entry, replaced=tuple(dict.fromkeys((*entry.replaced, *texts))))
    return _update(ledger, changed)


def record_reviews(ledger: Ledger, catalog: Catalog, *, by_editor: str, now: datetime) -> Ledger:
    """The ledger with a review for each unit that was confirmed in an editor and is in no ledger yet.

    ``by_editor``: who to name, such as the catalog's Last-Translator.
    """
    changed = {}
    states = unit_states(catalog, ledger)
    for key, unit in active_units(catalog).items():
        entry = _entry(ledger, key)
        if states[key] is State.REVIEWED and entry.review is None:
            review = ReviewRecord(target_hash(unit), by_editor, _stamp(now), VIA_EDITOR)
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
        if not _is_translated(unit):
            what = f"no translation to approve for {unit.source[:60]!r}"
            raise UsageError(what, path=catalog.path, line=unit.line, remedy="translate it first")
        approved[key] = unit
    reviewed = {}
    for key, unit in approved.items():
        review = ReviewRecord(target_hash(unit), by, _stamp(now), VIA_NEWSL10N)
        reviewed[unit_hash(key)] = replace(_entry(ledger, key), review=review)
    cleared = {key: clear_marks(unit) for key, unit in approved.items()}
    return replace_units(catalog, cleared), _update(ledger, reviewed)


def _state(unit: Unit, entry: LedgerEntry | None) -> State:
    if not _is_translated(unit):
        return State.UNTRANSLATED
    if unit.fuzzy:
        return _fuzzy_state(unit, entry.draft if entry else None)
    void = entry is not None and entry.review is not None and not _approves(entry, unit)
    return State.EDITED if void else State.REVIEWED


def _fuzzy_state(unit: Unit, draft: DraftRecord | None) -> State:
    if unit.previous_source is not None or has_comment(unit, STALE_COMMENT):
        return State.STALE
    untouched = draft.hash == target_hash(unit) if draft else has_comment(unit, MACHINE_COMMENT)
    return State.DRAFT if untouched else State.EDITED


def _is_translated(unit: Unit) -> bool:
    return all(target.strip() for target in unit.targets)


def _approves(entry: LedgerEntry, unit: Unit) -> bool:
    return entry.review is not None and entry.review.hash == target_hash(unit)


def _entry(ledger: Ledger, key: Key) -> LedgerEntry:
    unit = unit_hash(key)
    return ledger.entries.get(unit) or LedgerEntry(unit, text_hash(key[1]))


def _update(ledger: Ledger, changed: Mapping[str, LedgerEntry]) -> Ledger:
    return replace(ledger, entries={**ledger.entries, **changed})


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _parse_line(line: str, path: Path, number: int) -> LedgerEntry:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        remedy = "delete the marker lines and keep the lines of both sides: the newest of each unit counts"
        raise LedgerError("a git conflict marker", path=path, line=number, remedy=remedy)
    try:
        data = json.loads(line)
        draft, review, edit = data.get("draft"), data.get("review"), data.get("edit")
        return LedgerEntry(
            unit=_text(data["unit"]),
            source_hash=_text(data["source_hash"]),
            draft=_draft(draft) if draft else None,
            review=ReviewRecord(**{name: _text(review[name]) for name in ("hash", "by", "at", "via")})
            if review
            else None,
            edit=EditRecord(**{name: _text(edit[name]) for name in ("hash", "by", "at")}) if edit else None,
            replaced=tuple(map(_text, data.get("replaced", ()))),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LedgerError("not a ledger entry", path=path, line=number, remedy=_REBUILD) from error


def _draft(data: Any) -> DraftRecord:
    problems = tuple(map(_text, data["problems"]))
    return DraftRecord(
        _text(data["hash"]),
        _text(data["signature"]),
        float(data["score"]),
        problems,
        _text(data["at"]),
        _text(data.get("text", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _join_entries(one: LedgerEntry, two: LedgerEntry) -> LedgerEntry:
    """One entry of two for the same unit: the newest draft, the newest review, all replaced texts."""
    return replace(
        one,
        draft=max((d for d in (one.draft, two.draft) if d), key=lambda record: record.at, default=None),
        review=max((r for r in (one.review, two.review) if r), key=lambda record: record.at, default=None),
        edit=max((e for e in (one.edit, two.edit) if e), key=lambda record: record.at, default=None),
        replaced=tuple(dict.fromkeys((*one.replaced, *two.replaced))),
    )
