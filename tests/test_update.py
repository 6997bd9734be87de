"""Old translations follow changed sentences, visibly stale, and never to a look-alike that says something else."""

from pathlib import Path

import pytest

from newsl10n.model import Catalog, Unit
from newsl10n.update import Change, carry_over, classify_change, pair_changed, word_diff

PATH = Path("a.po")


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
