"""Old translations follow changed sentences, visibly stale, and never to a look-alike that says something else."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsl10n.catalog import load_catalog
from newsl10n.ledger import DraftRecord, Ledger, LedgerEntry, ledger_path, save_ledger, text_hash, unit_hash
from newsl10n.model import Catalog, Unit
from newsl10n.update import Change, carry_over, classify_change, pair_changed, unmark_texts, word_diff
from tests.conftest import edit

PATH = Path("a.po")
TR = "locales/tr/LC_MESSAGES/flood.po"
HEADLINE, DRAFT, HUMAN = "The river is falling", "Nehir düşüyor", "Nehir alçalıyor"
MARKS = ("newsl10n: machine draft, m@1|ct2|int8|beam:2|newsl10n:0.1", "newsl10n: problem: names: Homs missing")


def catalog(*rows):
    return Catalog(PATH, units=tuple(Unit(source, (target,)) for source, target in rows))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("Israel attacked Iran on Monday.", "Iran attacked Israel on Monday.", Change.NAMES),
        ("The army attacked the town.", "The army did not attack the town.", Change.NEGATION),
        ("He didn’t deny it.", "He didn’t say it.", Change.NEGATION),
        ("Some 12 people died.", "Some 14 people died.", Change.NUMBERS),
        ("Some 800,000 people fled.", "Some 800 thousand people fled.", Change.WORDING),
        ("The river rose, he said.", "The river rose he said.", Change.PUNCTUATION),
        ("The river rose.", "The river fell.", Change.WORDING),
        ("Turkey warned Syria.", "Turkey warned Iraq.", Change.NAMES),
    ],
)
def test_changes_are_classified_by_the_gravest(old, new, change):
    assert classify_change(old, new) is change


def test_a_sentence_changed_at_its_place_keeps_its_translation_as_stale():
    before = catalog(
        ("It rained.", "أمطرت."), ("Some 12 people died in the flood.", "قتل 12."), ("It stopped.", "توقف.")
    )
    merged = catalog(("It rained.", "أمطرت."), ("Some 14 people died in the flood.", ""), ("It stopped.", "توقف."))
    unit = carry_over(before, merged).units[1]
    assert (unit.target, unit.fuzzy, unit.previous_source) == ("قتل 12.", True, "Some 12 people died in the flood.")
    assert unit.comments == ("newsl10n: source changed (numbers): Some {-12-} {+14+} people died in the flood.",)


def test_a_look_alike_at_another_place_gets_nothing():
    before = catalog(
        ("Israel attacked Iran on Monday.", "هاجمت إسرائيل إيران."), ("It rained.", "أمطرت."), ("It stopped.", "توقف.")
    )
    merged = catalog(("It rained.", "أمطرت."), ("It stopped.", "توقف."), ("Iran attacked Israel on Monday.", ""))
    assert carry_over(before, merged) == merged
    assert pair_changed(before, merged) == ()


def test_a_sentence_that_moved_and_was_reworded_is_found():
    before = catalog(
        ("The committee expects to deliver food soon.", "تتوقع."), ("It rained.", "أمطرت."), ("It stopped.", "توقف.")
    )
    merged = catalog(
        ("It rained.", "أمطرت."), ("It stopped.", "توقف."), ("The committee expects to deliver food quickly.", "")
    )
    (pairing,) = pair_changed(before, merged)
    assert (pairing.old.target, pairing.change) == ("تتوقع.", Change.WORDING)


def test_a_new_sentence_without_likeness_stays_empty():
    before = catalog(("It rained.", "أمطرت."), ("The river rose.", "ارتفع النهر."))
    merged = catalog(("It rained.", "أمطرت."), ("Nobody was hurt, officials told the reporters later.", ""))
    assert carry_over(before, merged) == merged


def test_a_unit_that_leans_on_a_changed_one_is_stale_too():
    before = catalog(("The river rose by a meter.", "ارتفع النهر ثم عاد."), ("It fell again.", "⤴"))
    merged = catalog(("The river rose by two meters.", ""), ("It fell again.", "⤴"))
    first, second = carry_over(before, merged).units
    assert (first.target, first.fuzzy) == ("ارتفع النهر ثم عاد.", True)
    assert (second.fuzzy, second.comments) == (True, ("newsl10n: source changed: see the unit before",))


def test_existing_targets_are_not_touched():
    before = catalog(("Old one here now.", "قديم"))
    merged = catalog(("Old one here then.", "جديد"))
    assert carry_over(before, merged) == merged


def test_word_diff_shows_what_went_and_came():
    assert word_diff("A b c d", "A x c") == "A {-b-} {+x+} c {-d-}"


def test_texts_of_people_lose_the_marks_of_the_draft_and_keep_the_rest():
    unit = Unit(
        "A", ("B",), fuzzy=True, comments=("mine", *MARKS, "newsl10n: source changed: x", "newsl10n: why", *MARKS)
    )
    (human,) = unmark_texts(Catalog(PATH, units=(unit,)), lambda _: True).units
    assert human.comments == ("mine", "newsl10n: source changed: x", "newsl10n: why")
    assert human.fuzzy
    machine = Catalog(PATH, units=(unit,))
    assert unmark_texts(machine, lambda _: False) is machine


def test_a_confirmed_text_is_no_draft_where_it_turns_stale_and_obsolete():
    old = Unit("Some 12 people died in the flood.", ("قتل 12.",), comments=MARKS)
    new = Unit("Some 14 people died in the flood.")
    merged = Catalog(PATH, units=(new, replace(old, obsolete=True)))
    for fuzzy, marks in ((False, ()), (True, MARKS)):
        stale, obsolete = carry_over(Catalog(PATH, units=(replace(old, fuzzy=fuzzy),)), merged).units
        assert (stale.fuzzy, stale.comments[:-1], obsolete.comments) == (True, marks, marks)


def drafted(project, newsl10n):
    """The catalog with a machine draft for the headline, and its ledger."""
    newsl10n("extract", "flood.md", "--to", "tr")
    edit(project / TR, HEADLINE, DRAFT, confirm=False)
    marks = "".join(f"# {mark}\n" for mark in MARKS)
    text = (project / TR).read_text(encoding="utf-8")
    text = text.replace("#. block: headline\n", f"{marks}#. block: headline\n", 1)
    (project / TR).write_text(text.replace(f'msgid "{HEADLINE}"', f'#, fuzzy\nmsgid "{HEADLINE}"'), encoding="utf-8")
    path, unit = ledger_path(project / TR), unit_hash((None, HEADLINE))
    record = DraftRecord(text_hash(DRAFT), "m@1", -0.1, (), "2026-01-01T00:00:00+00:00", DRAFT)
    save_ledger(Ledger(path, {unit: LedgerEntry(unit, text_hash(HEADLINE), draft=record)}))


def reword(project, old, new):
    article = project / "flood.md"
    article.write_text(article.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("confirm", [True, False])
def test_update_calls_no_rewritten_text_a_machine_draft(project, newsl10n, confirm):
    drafted(project, newsl10n)
    edit(project / TR, HEADLINE, HUMAN, confirm=confirm)
    reword(project, HEADLINE, f"{HEADLINE} now")
    done = newsl10n("update", "flood.md")
    assert ("1 stale" in done.out, done.status) == (True, 0)
    text = (project / TR).read_text(encoding="utf-8")
    assert [u.comments[0][:24] for u in load_catalog(project / TR).units if u.target == HUMAN and not u.obsolete] == [
        "newsl10n: source changed"
    ]
    assert (text.count(HUMAN), "machine draft" in text, "problem" in text) == (2, False, False)


def test_update_calls_an_edited_stale_text_no_machine_draft(project, newsl10n):
    drafted(project, newsl10n)
    reword(project, HEADLINE, f"{HEADLINE} now")
    newsl10n("update", "flood.md")
    assert (project / TR).read_text(encoding="utf-8").count("machine draft") == 2
    edit(project / TR, f"{HEADLINE} now", HUMAN, confirm=False)
    newsl10n("update", "flood.md")
    stale, obsolete = (u for u in load_catalog(project / TR).units if u.target in (HUMAN, DRAFT))
    assert (stale.fuzzy, [c[:24] for c in stale.comments]) == (True, ["newsl10n: source changed"])
    assert (obsolete.obsolete, obsolete.comments) == (True, MARKS)


def test_update_says_how_many_approved_texts_an_emptied_catalog_lost(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    edit(project / TR, HEADLINE, HUMAN, confirm=True)
    edit(project / TR, "Some 1,200 people went home.", "Yaklaşık 1.200 kişi evine döndü.", confirm=True)
    whole = (project / TR).read_bytes()
    assert newsl10n("update", "flood.md").err == ""
    (project / TR).write_bytes(b"")
    done = newsl10n("update", "flood.md")
    assert (done.status, "0 kept, 0 stale, 6 without translation" in done.out) == (0, True)
    assert "warning: 2 approved texts are not in the catalog any more" in done.err
    assert f"get the texts back from git (git log -- {TR}) or a backup" in done.err
    (project / TR).write_bytes(whole)
    assert newsl10n("update", "flood.md").err == ""


def test_an_article_without_a_usable_name_does_not_hold_up_the_others(project, newsl10n):
    for name in ("خبر.md", "second.md"):
        (project / name).write_text("# News\n\nOne ship came.\n", encoding="utf-8")
    done = newsl10n("extract", "flood.md", "خبر.md", "none.md", "second.md", "--to", "tr")
    assert done.status == 2
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [TR, TR.replace("flood", "second")]
    first, second = done.err.splitlines()
    assert first.startswith(
        "newsl10n: خبر.md: its name makes no catalog name; rename it with letters a-z or give --slug"
    )
    assert second.startswith("newsl10n: none.md: ")
    assert (project / TR.replace("flood", "second")).exists()
    wrong = newsl10n("extract", "flood.md", "second.md", "--to", "xq")
    assert (wrong.status, len(wrong.err.splitlines())) == (2, 1)


def test_approve_says_at_once_all_that_a_stale_unit_takes(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    edit(project / TR, "Some 1,200 people went home.", "Yaklaşık 1.200 kişi evine döndü.", confirm=True)
    newsl10n("update", "flood.md")
    reword(project, "1,200", "1,300")
    newsl10n("update", "flood.md")
    left = newsl10n("approve", "flood.md", "--to", "tr", "--by", "Ayşe").out
    (line,) = (line for line in left.splitlines() if "stale" in line)
    assert "stale: the source changed; numbers" in line
    assert line.endswith(
        "(mend it, then approve it with --to tr --line LINE; or approve it as it is with --with-findings and --to tr --line LINE)"
    )
    at = line.split(":")[1]
    done = newsl10n("approve", "flood.md", "--by", "Ayşe", "--with-findings", "--to", "tr", "--line", at)
    assert "approved 1" in done.out
