from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.catalog import dump_catalog, mark_draft, parse_catalog, replace_unit
from newsl10n.errors import LedgerError, UsageError
from newsl10n.ledger import (
    DraftRecord,
    Ledger,
    LedgerEntry,
    ReviewRecord,
    approve_units,
    dump_ledger,
    ledger_path,
    load_ledger,
    record_drafts,
    record_replaced,
    record_reviews,
    save_ledger,
    target_hash,
    text_hash,
    unit_hash,
    unit_states,
)
from newsl10n.model import JOINED, Catalog, Draft, State, Unit
from newsl10n.units import Key

NOW = datetime(2026, 11, 25, 14, 0, 5, 999, tzinfo=UTC)
PATH = Path("news.po")
KEY: Key = (None, "The bridge is closed.")
SIGNATURE = "en-tr@1.2.0|int8|beam:2|newsl10n:0.1"
DRAFT = Draft(KEY[1], "Köprü kapalı.", -0.25, SIGNATURE, ("copied",))


def catalog_of(*units: Unit) -> Catalog:
    return Catalog(path=PATH, headers=(("Content-Type", "text/plain; charset=UTF-8"),), units=units)


def ledger_of(*, draft: str = "", review: str = "") -> Ledger:
    entry = LedgerEntry(
        unit_hash(KEY),
        text_hash(KEY[1]),
        DraftRecord(text_hash(draft), SIGNATURE, -0.25, (), "2026-11-25T14:00:05+00:00") if draft else None,
        ReviewRecord(text_hash(review), "Elif", "2026-11-25T14:00:05+00:00", "newsl10n") if review else None,
    )
    return Ledger(Path("news.ledger.jsonl"), {entry.unit: entry} if draft or review else {})


def unit(target: str, *, fuzzy: bool = False, comments: tuple[str, ...] = (), previous: str | None = None) -> Unit:
    return Unit(KEY[1], targets=(target,), fuzzy=fuzzy, comments=comments, previous_source=previous)


MACHINE = ("newsl10n: machine draft, en-tr@1.2.0|int8|beam:2|newsl10n:0.1",)


@pytest.mark.parametrize(
    ("one", "ledger", "state"),
    [
        (unit(""), ledger_of(), State.UNTRANSLATED),
        (unit(" \n"), ledger_of(), State.UNTRANSLATED),
        (unit("", fuzzy=True), ledger_of(draft="x"), State.UNTRANSLATED),
        (unit("x", fuzzy=True), ledger_of(draft="x"), State.DRAFT),
        (unit("y", fuzzy=True, comments=MACHINE), ledger_of(draft="x"), State.EDITED),
        (unit("x", fuzzy=True, comments=MACHINE), ledger_of(), State.DRAFT),
        (unit("x", fuzzy=True), ledger_of(), State.EDITED),
        (unit("x", fuzzy=True), ledger_of(review="x"), State.EDITED),
        (unit("x", fuzzy=True, previous="The bridge"), ledger_of(draft="x", review="x"), State.STALE),
        (unit("x", fuzzy=True, comments=("newsl10n: source changed: wording",)), ledger_of(), State.STALE),
        (unit("x", comments=MACHINE), ledger_of(draft="x"), State.REVIEWED),
        (unit("x"), ledger_of(), State.REVIEWED),
        (unit("x"), ledger_of(review="x"), State.REVIEWED),
        (unit("y"), ledger_of(review="x"), State.EDITED),
        (unit(JOINED), ledger_of(), State.REVIEWED),
        (unit(JOINED, fuzzy=True), ledger_of(draft="x"), State.EDITED),
    ],
)
def test_state_follows_from_texts_and_hashes(one: Unit, ledger: Ledger, state: State) -> None:
    assert unit_states(catalog_of(one), ledger) == {KEY: state}


def test_plural_unit_needs_every_form_and_obsolete_units_have_no_state() -> None:
    plural = Unit("%d boat", targets=("a", ""), plural="%d boats")
    full = replace(plural, source="%d ship", targets=("a", "b"))
    catalog = catalog_of(plural, full, Unit("gone", targets=("x",), obsolete=True))
    assert unit_states(catalog, ledger_of()) == {
        (None, "%d boat"): State.UNTRANSLATED,
        (None, "%d ship"): State.REVIEWED,
    }


def test_life_of_a_unit() -> None:
    ledger = record_drafts(ledger_of(), {KEY: DRAFT}, now=NOW)
    catalog = catalog_of(mark_draft(unit(""), DRAFT), Unit("Other.", context="caption"))
    assert unit_states(catalog, ledger)[KEY] is State.DRAFT
    catalog, ledger = approve_units(catalog, ledger, [KEY], by="Elif <elif@example.org>", now=NOW)
    assert catalog.units[0] == unit("Köprü kapalı.")
    assert unit_states(catalog, ledger) == {KEY: State.REVIEWED, ("caption", "Other."): State.UNTRANSLATED}
    assert dump_ledger(ledger).decode() == (
        '{"draft": {"at": "2026-11-25T14:00:05+00:00", "hash": "6014083989a0ead1", "problems": ["copied"], "score": -0.25, '
        '"signature": "en-tr@1.2.0|int8|beam:2|newsl10n:0.1", "text": "Köprü kapalı."}, "review": {"at": "2026-11-25T14:00:05+00:00", '
        '"by": "Elif <elif@example.org>", "hash": "6014083989a0ead1", "via": "newsl10n"}, '
        '"source_hash": "e4a1e29755ae1e59", "unit": "e4a1e29755ae1e59"}\n'
    )
    changed = replace_unit(catalog, unit("Köprü açık."))
    assert unit_states(changed, ledger)[KEY] is State.EDITED


def test_fuzzy_removed_in_an_editor_is_recorded_as_review() -> None:
    ledger = record_drafts(ledger_of(), {KEY: DRAFT}, now=NOW)
    catalog = catalog_of(replace(mark_draft(unit(""), DRAFT), fuzzy=False), Unit("Other."))
    recorded = record_reviews(ledger, catalog, by_editor="Elif", now=NOW.astimezone(timezone(timedelta(hours=3))))
    review = ReviewRecord(text_hash("Köprü kapalı."), "Elif", "2026-11-25T14:00:05+00:00", "editor")
    assert [entry.review for entry in recorded.entries.values()] == [review]
    assert record_reviews(recorded, catalog, by_editor="Rami", now=NOW + timedelta(days=1)) == recorded
    assert unit_states(replace_unit(catalog, unit("Başka.")), recorded)[KEY] is State.EDITED


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ((None, "Other."), "news.po:9: no translation to approve for 'Other.'; translate it first"),
        ((None, "Nowhere."), "news.po: no unit 'Nowhere.'; list the units with newsl10n status"),
    ],
)
def test_approving_nothing_is_refused_as_a_whole(key: Key, message: str) -> None:
    catalog = catalog_of(unit("x", fuzzy=True), Unit("Other.", line=9))
    with pytest.raises(UsageError) as caught:
        approve_units(catalog, ledger_of(), [KEY, key], by="Elif", now=NOW)
    assert str(caught.value) == message


def test_what_a_translator_wrote_is_kept() -> None:
    ledger = record_drafts(ledger_of(), {KEY: DRAFT}, now=NOW)
    assert record_replaced(ledger, [unit(DRAFT.target, fuzzy=True), unit("")]) == ledger
    kept = record_replaced(
        ledger, [unit("Köprü kapatıldı."), unit("Köprü kapatıldı.", fuzzy=True), unit("Yol kapalı.")]
    )
    assert kept.entries[unit_hash(KEY)].replaced == ("Köprü kapatıldı.", "Yol kapalı.")
    assert (
        record_drafts(kept, {KEY: DRAFT}, now=NOW).entries[unit_hash(KEY)].replaced
        == kept.entries[unit_hash(KEY)].replaced
    )


@pytest.mark.parametrize(
    "command", [["msgcat"], ["msgattrib", "--no-obsolete"], ["msgcat", "--no-location", "--width=40"]]
)
def test_state_survives_other_tools(command: list[str]) -> None:
    ledger = record_drafts(ledger_of(), {KEY: DRAFT}, now=NOW)
    written = dump_catalog(catalog_of(replace(mark_draft(unit(""), DRAFT), extracted=("block: paragraph",))))
    passed = subprocess.run([*command, "-"], input=written, capture_output=True, check=True).stdout
    assert unit_states(parse_catalog(passed, PATH), ledger) == {KEY: State.DRAFT}
    assert unit_states(parse_catalog(passed, PATH), ledger_of()) == {KEY: State.DRAFT}


# The file


def test_ledger_lies_beside_its_catalog() -> None:
    assert ledger_path(Path("locales/ar/LC_MESSAGES/us-2026.news.po")) == Path(
        "locales/ar/LC_MESSAGES/us-2026.news.ledger.jsonl"
    )


def test_missing_ledger_is_empty_and_an_empty_one_makes_no_file(tmp_path: Path) -> None:
    ledger = load_ledger(tmp_path / "news.ledger.jsonl")
    assert ledger == Ledger(tmp_path / "news.ledger.jsonl")
    save_ledger(ledger)
    assert list(tmp_path.iterdir()) == []


@given(
    st.dictionaries(
        st.tuples(st.none() | st.text(), st.text(min_size=1)), st.tuples(st.text(), st.floats(-99, 0)), max_size=5
    )
)
def test_ledger_round_trips(tmp_path_factory: pytest.TempPathFactory, rows: dict[Key, tuple[str, float]]) -> None:
    path = tmp_path_factory.mktemp("ledger") / "a.ledger.jsonl"
    drafts = {key: Draft(key[1], target, score, SIGNATURE, (target,)) for key, (target, score) in rows.items()}
    replaced = [Unit(key[1], targets=(f"{target}\u2028",), context=key[0]) for key, (target, _) in rows.items()]
    ledger = record_replaced(record_drafts(Ledger(path), drafts, now=NOW), replaced)
    save_ledger(ledger)
    assert load_ledger(path) == ledger


def test_ledger_is_sorted_and_a_change_is_one_line() -> None:
    many: dict[Key, Draft] = {(None, f"Sentence {i}."): replace(DRAFT, target=f"Cümle {i}.") for i in range(20)}
    ledger = record_drafts(ledger_of(), many, now=NOW)
    lines = dump_ledger(ledger).splitlines()
    assert [json.loads(line)["unit"] for line in lines] == sorted(unit_hash(key) for key in many)
    later = dump_ledger(record_drafts(ledger, {(None, "Sentence 7."): DRAFT}, now=NOW)).splitlines()
    assert sum(old != new for old, new in zip(lines, later, strict=True)) == 1


def git(folder: Path, *command: str) -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *names, *command], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_ledger_heals_after_a_union_merge_in_git(tmp_path: Path) -> None:
    path = tmp_path / "news.ledger.jsonl"
    other: Key = (None, "It rained all night.")
    start = record_drafts(Ledger(path), {KEY: DRAFT, other: DRAFT}, now=NOW)
    catalog = catalog_of(unit(DRAFT.target, fuzzy=True), Unit(other[1], targets=(DRAFT.target,), fuzzy=True))
    (tmp_path / ".gitattributes").write_text("*.ledger.jsonl merge=union\n")
    save_ledger(start)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "start")
    git(tmp_path, "checkout", "-qb", "elif")
    _, mine = approve_units(catalog, start, [KEY], by="Elif", now=NOW + timedelta(hours=1))
    save_ledger(record_replaced(mine, [unit("Eski.")]))
    git(tmp_path, "commit", "-qam", "elif")
    git(tmp_path, "checkout", "-q", "main")
    _, theirs = approve_units(catalog, start, [KEY, other], by="Rami", now=NOW + timedelta(hours=2))
    save_ledger(theirs)
    git(tmp_path, "commit", "-qam", "rami")
    git(tmp_path, "merge", "-q", "elif")
    assert len(path.read_text().splitlines()) > 2
    healed = load_ledger(path)
    assert {unit: entry.review.by for unit, entry in healed.entries.items() if entry.review} == {
        unit_hash(KEY): "Rami",
        unit_hash(other): "Rami",
    }
    assert healed.entries[unit_hash(KEY)].replaced == ("Eski.",)
    assert len(dump_ledger(healed).splitlines()) == 2


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"<<<<<<< HEAD", "a git conflict marker"),
        (b"=======", "a git conflict marker"),
        (b">>>>>>> elif", "a git conflict marker"),
        (b'{"unit": "a"', "not a ledger entry"),
        (b"[]", "not a ledger entry"),
        (b'{"unit": 1, "source_hash": "b"}', "not a ledger entry"),
        (b'{"unit": "a", "source_hash": "b", "review": {"hash": "c"}}', "not a ledger entry"),
        (b'{"unit": "a", "source_hash": "b", "replaced": [1]}', "not a ledger entry"),
        (b"[" * 100_000, "not a ledger entry"),
    ],
)
def test_broken_ledger_names_line_and_remedy(tmp_path: Path, line: bytes, what: str) -> None:
    path = tmp_path / "news.ledger.jsonl"
    path.write_bytes(dump_ledger(record_drafts(ledger_of(), {KEY: DRAFT}, now=NOW)) + line + b"\n")
    with pytest.raises(LedgerError) as caught:
        load_ledger(path)
    assert str(caught.value).startswith(f"{path}:2: {what}; ")


def test_ledger_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.ledger.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LedgerError, match="not UTF-8"):
        load_ledger(path)


def test_hash_of_a_plural_unit_counts_all_forms() -> None:
    one = Unit("%d boat", targets=("a", "b"), plural="%d boats")
    assert target_hash(one) != target_hash(replace(one, targets=("a", "c")))
    assert unit_hash((None, "a")) != unit_hash(("", "a")) != unit_hash(("caption", "a"))
