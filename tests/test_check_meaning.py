"""What the rules about meaning do that their rows do not show."""

from pathlib import Path

import pytest

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


PLACES = [
    ("North Korea fired a missile.", "tr", "Kuzey Kore füze attı.", ""),
    ("North Korea fired a missile.", "tr", "Güney Kore füze attı.", "North Korea"),
    ("The North Korean leader left.", "tr", "Kuzey Koreli lider ayrıldı.", ""),
    ("The North Korean leader left.", "tr", "Güney Koreli lider ayrıldı.", "North Korean"),
    ("North and South Korea met.", "ar", "اجتمعت الكوريتان الشمالية والجنوبية.", ""),
    ("He left South Sudan.", "ar", "غادر جنوب السودان.", ""),
    ("He left South Sudan.", "ar", "غادر السودان.", "South Sudan"),
    ("He left South Sudan.", "tr", "Sudan'dan ayrıldı.", "South Sudan"),
    ("He left South Sudan.", "tr", "Ülkeden ayrıldı.", "South Sudan"),
    ("He left South Sudan.", "tr", "Güney Sudan'dan ayrıldı.", ""),
    ("He lives in East Jerusalem.", "tr", "Kudüs'ün doğusunda yaşıyor.", ""),
    ("He lives in East Jerusalem.", "tr", "Batı Kudüs'te yaşıyor.", "East Jerusalem"),
    ("He lives in the West Bank.", "ar", "يعيش في الضفة الغربية.", ""),
    ("He lives in the West Bank.", "ar", "يعيش في قطاع غزة.", "West Bank"),
    ("He lives in New York.", "ar", "يعيش في نيويورك.", ""),
    ("He lives in New Zealand.", "ar", "يعيش في نيوزيلندا.", ""),
    ("He met Nawaf Salam.", "tr", "Nevvaf Selam ile görüştü.", ""),
    ("President Abdel Fattah al-Sisi met Kaplan.", "tr", "Kaplan, Hüsnü Mübarek'le görüştü.", "Abdel Fattah al-Sisi"),
    ("Crown Prince Mohammed bin Salman left.", "tr", "Veliaht Prens Netanyahu'yla ayrıldı.", "Mohammed bin Salman"),
]


@pytest.mark.parametrize(("source", "locale", "target", "lost"), PLACES)
def test_lost_names_are_named_whole(source, locale, target, lost):
    expected = [f"names missing or changed: {lost}"] if lost else []
    assert _messages("names", Unit(source, (target,)), locale=locale) == expected


SPEAKERS = [
    ("The road is shut, said Mr. Hassan.", "said Mr. Hassan"),
    ("The road is shut, said Mr. Ali Hassan, who left.", "said Mr. Ali Hassan"),
    ("Ten died, according to the Houthi-run health ministry.", "according to the Houthi-run health ministry"),
    ("The road is shut, Kaya said.", "Kaya said"),
]


@pytest.mark.parametrize(("source", "said"), SPEAKERS)
def test_the_speaker_is_given_whole(source, said):
    assert _messages("attribution", Unit(source, ("Yol kapalı.",))) == [f"nothing says who said it: {said}"]


NO_COMMENT = [
    ("The ministry said Tuesday it had no comment.", "ar", "أحجمت الوزارة الثلاثاء عن التعليق."),
    ("The ministry said Tuesday it had no comment.", "tr", "Bakanlık salı günü yorum yapmaktan kaçındı."),
    ("The ministry declined to comment.", "ar", "لم تعلق الوزارة."),
    ("The ministry declined to comment.", "tr", "Bakanlık yorum yapmadı."),
]


@pytest.mark.parametrize(("source", "locale", "target"), NO_COMMENT)
def test_no_comment_is_said_in_several_ways(source, locale, target):
    for rule in ("negation", "attribution"):
        assert _messages(rule, Unit(source, (target,)), locale=locale) == []


def test_an_archive_finding_names_the_other_place():
    def archived(line, source, target):
        return ArchivedUnit(Path("a.po"), line, "tr", source, target, None, State.REVIEWED)

    suite = choose_checks(CHECKS, {}, disable=set(CHECKS) - {"inconsistent"})
    (finding,) = check_archive([archived(3, "Read more", "Devamı"), archived(9, "Read more", "Sürdür")], suite=suite)
    assert (finding.line, finding.message) == (9, "the same source is 'Devamı' in a.po:3")
