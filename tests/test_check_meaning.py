"""What the rules about meaning do that their rows do not show."""

from pathlib import Path

from newsl10n.check import CHECKS, ArchivedUnit, check_archive, check_units, choose_checks
from newsl10n.formats import FORMATS
from newsl10n.glossary import Term
from newsl10n.model import Catalog, State, Unit


def _messages(rule, *units, locale="tr", **options):
    catalog = Catalog(Path("a.po"), headers=(("Language", locale),), units=units)
    suite = choose_checks(CHECKS, {}, enable=[rule], disable=set(CHECKS) - {rule})
    states = {unit.key: State.REVIEWED for unit in units}
    return [f.message for f in check_units(catalog, states, suite=suite, find_markup=lambda u: FORMATS["text"].find_markup, **options)]  # fmt: skip


def test_names_are_looked_for_over_joined_sentences():
    head = Unit("He met Kaplan.", ("Kaplan'la Öztürk'ü ağırladı.",), line=1)
    assert _messages("names", head, Unit("He then saw Öztürk.", ("⤴",), line=5)) == []


def test_terms_to_copy_are_asked_for_in_any_language():
    unit = Unit("The Guardian said so.", ("Das sagte der Wächter.",))
    assert _messages("names", unit, locale="de", do_not_translate=("Guardian",)) == ["not copied as they are: Guardian"]


def test_rules_about_meaning_are_silent_about_other_languages():
    unit = Unit("He did not go to Germany on Monday for $30?", ("xyz",))
    for rule in ("negation", "names", "date", "currency-unit"):
        assert _messages(rule, unit, locale="de") == []


def test_messages_name_the_row_of_the_glossary():
    unit = Unit("The ceasefire held.", ("Barış sürdü.",))
    found = _messages("glossary", unit, glossary=(Term("ceasefire", ("ateşkes",), "tr", "term", 3),))
    assert found == ["glossary, line 3: 'ceasefire' is to be 'ateşkes'"]


def test_plural_entries_of_programs_are_left_alone():
    unit = Unit("Not %d file", ("%d dosya", "%d dosya"), plural="Not %d files")
    for rule in CHECKS:
        _messages(rule, unit)


def test_an_archive_finding_names_the_other_place():
    def archived(line, source, target):
        return ArchivedUnit(Path("a.po"), line, "tr", source, target, None, State.REVIEWED)

    suite = choose_checks(CHECKS, {}, disable=set(CHECKS) - {"inconsistent"})
    (finding,) = check_archive([archived(3, "Read more", "Devamı"), archived(9, "Read more", "Sürdür")], suite=suite)
    assert (finding.line, finding.message) == (9, "the same source is 'Devamı' in a.po:3")
