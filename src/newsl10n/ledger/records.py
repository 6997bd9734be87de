"""Ledger file <-> Ledger: where each text came from and who approved it, bound to hashes of the texts.

The ledger lies beside the catalog, one JSON object a line, sorted by unit: git can merge it line by line (``merge=union``).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsl10n.errors import LedgerError
from newsl10n.files import read_whole, write_whole
from newsl10n.model import Unit
from newsl10n.units import Key

MAX_BYTES = 64_000_000
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
    """Who confirmed a target. ``hash``: of the target. ``via``: ``newsl10n``, or ``editor`` where fuzzy was removed elsewhere.

    ``group``: hash of the units that were translated together with it, see ``group_hash``.
    """

    hash: str
    by: str
    at: str
    via: str
    group: str = ""


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


def group_hash(keys: Sequence[Key]) -> str:
    """Hash of the units that one text translates, in order; ``""`` for none, where a unit is translated by itself."""
    return text_hash("\0".join(map(unit_hash, keys))) if keys else ""


def load_ledger(path: Path) -> Ledger:
    """Read a ledger; one that is not there is empty. Of several lines of a unit the newest draft and review count.

    Raises:
        LedgerError: a line is no ledger entry. FileError: the file cannot be read.
    """
    return parse_ledger(read_whole(path, limit=MAX_BYTES), path) if path.exists() else Ledger(path)


def parse_ledger(data: bytes, path: Path) -> Ledger:
    """A ledger from what its file holds.

    Raises:
        LedgerError: a line is no ledger entry.
    """
    try:
        text = data.decode("utf-8-sig")
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
    return "".join(dump_entries(ledger).values()).encode("utf-8", "replace")


def dump_entries(
    ledger: Ledger, known: Mapping[str, str] | None = None, *, before: Ledger | None = None
) -> dict[str, str]:
    """The lines of the file by unit, in order. ``known``: those of the ledger ``before``, of which unchanged entries take theirs."""
    lines, old = known or {}, before.entries if before else {}
    return {
        unit: lines[unit] if unit in lines and old.get(unit) is entry else _dump_entry(entry)
        for unit, entry in sorted(ledger.entries.items(), key=_unit_of)
    }


_unit_of = itemgetter(0)


@lru_cache(maxsize=65_536)
def _dump_entry(entry: LedgerEntry) -> str:
    known = {name: value for name, value in asdict(entry).items() if value}
    if entry.review and not entry.review.group:
        del known["review"]["group"]
    return json.dumps(known, ensure_ascii=False, sort_keys=True) + "\n"


def save_ledger(ledger: Ledger) -> None:
    """Write the ledger to its path in one step; an empty one makes no file. The caller holds the catalog's lock.

    Raises:
        FileError: the disk refused.
    """
    if ledger.entries or ledger.path.exists():
        write_whole(ledger.path, dump_ledger(ledger))


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
            review=_review(review) if review else None,
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


def _review(data: Any) -> ReviewRecord:
    named = {name: _text(data[name]) for name in ("hash", "by", "at", "via")}
    return ReviewRecord(**named, group=_text(data.get("group", "")))


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
