"""What the rules about form do beyond one row: over several units, with settings, in other languages, on plural entries."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.check import CHECKS, check_units, choose_checks
from newsl10n.formats import FORMATS
from newsl10n.model import Catalog, State, Unit
from newsl10n.prose import HOLE, addresses, bare_text, lower_turkish, words

FORM = [
    "markup-valid", "unsafe-html", "placeholders", "url", "email", "homoglyph", "untranslated", "repetition", "script", "length",
    "ascii-punctuation", "tatweel", "percent-order", "dotted-i", "decimal-separator", "mixed-digits", "doubled-word",
    "whitespace", "quote-pairing", "end-punctuation", "sentence-count", "acronyms", "capitals",
]  # fmt: skip


def _check(
    rules: str | list[str],
    *units: Unit,
    locale: str = "ar",
    tables: Mapping[str, Any] | None = None,
    do_not_translate: tuple[str, ...] = (),
) -> list[tuple[int, str]]:
    rules = [rules] if isinstance(rules, str) else rules
    numbered = tuple(replace(unit, line=10 * place) for place, unit in enumerate(units, 1))
    catalog = Catalog(Path("a.po"), headers=(("Language", locale),), units=numbered)
    suite = choose_checks(CHECKS, tables or {}, enable=rules, disable=set(CHECKS) - set(rules))
    states = {unit.key: State.REVIEWED for unit in numbered}
    found = check_units(
        catalog,
        states,
        suite=suite,
        find_markup=lambda unit: FORMATS["markdown"].find_markup,
        do_not_translate=do_not_translate,
    )
    return [(finding.line, finding.message) for finding in found]


def test_a_quotation_may_close_in_a_later_unit():
    opens = Unit('"The road is open.', ('"Yol açık.',))
    closes = Unit('It will stay so," he said.', ('Öyle kalacak" dedi.',))
    assert _check("quote-pairing", opens, closes, locale="tr") == []


def test_a_translation_may_close_a_quotation_in_another_unit():
    first = Unit('"The road is open," she said.', ('"Yol açık, dedi.',))
    second = Unit("It is long.", ('Ve uzun."',))
    assert _check("quote-pairing", first, second, locale="tr") == []


def test_a_quotation_may_become_reported_speech():
    opens = Unit('"The road is open.', ("Yolun açık olduğunu,",))
    closes = Unit('It will stay so," he said.', ("öyle de kalacağını söyledi.",))
    assert _check("quote-pairing", opens, closes, locale="tr") == []


def test_a_lost_end_of_a_quotation_is_named():
    opens = Unit('"The road is open.', ('"Yol açık.',))
    closes = Unit('It will stay so," he said.', ("Öyle kalacak, dedi.",))
    assert _check("quote-pairing", opens, closes, locale="tr") == [
        (20, "the quotation mark is lost, while a unit beside this one has the other end")
    ]


def test_sentences_translated_together_share_their_quotation_marks_and_length():
    first = Unit(
        '"The road over the mountains is open.', ("«الطريق فوق الجبال مفتوح وسيبقى كذلك طوال الشتاء»، قال الوزير.",)
    )
    second = Unit('It will stay so all winter," the minister said.', ("⤴",))
    assert _check(["quote-pairing", "length"], first, second) == []


def test_digits_of_two_kinds_in_a_catalog_are_one_finding():
    units = [Unit(f"Item {n}.", (f"البند {n}.",)) for n in range(1, 4)] + [Unit("In 2018.", ("في ٢٠١٨.",))]
    assert _check("mixed-digits", *units) == [(1, "Arabic-Indic digits in 1 of 4 translations with numbers (line 40)")]


def test_blanks_that_a_page_does_not_show_are_told_once():
    units = [Unit(f"Unit {n}.", (f"Birim {n}. ",)) for n in range(1, 8)] + [Unit("Two words.", ("İki  sözcük.",))]
    assert _check("whitespace", *units, locale="tr") == [
        (1, "a blank at the end of 7 translations (line 10, 20, 30, 40, 50, …)"),
        (1, "several blanks together in 1 translation (line 80)"),
    ]


@pytest.mark.parametrize("rule", ["whitespace", "mixed-digits"])
def test_a_unit_that_ignores_a_rule_is_left_out_of_what_is_told_once(rule):
    fine = Unit("In 2019.", ("في 2019.",))
    odd = Unit("In 2018.", ("في ٢٠١٨. ",), comments=(f"newsl10n: ignore {rule}",))
    assert _check(rule, fine, odd) == []


@pytest.mark.parametrize(
    ("tables", "count"),
    [({}, 1), ({"length": {"shortest_short": 0.1, "shortest_ar": 0.1}}, 0), ({"length": {"from_characters": 500}}, 0)],
)
def test_length_has_settings(tables, count):
    unit = Unit("The new bridge over the river is open to cars and buses.", ("الجسر الجديد.",))
    assert len(_check("length", unit, tables=tables)) == count


def test_names_that_stay_as_they_are_count_for_no_script():
    unit = Unit("He reads The Guardian Weekly.", ("يقرأ The Guardian Weekly.",))
    assert _check("script", unit) == [(10, "only 4 of 21 letters are Arabic")]
    assert _check("script", unit, do_not_translate=("The Guardian Weekly",)) == []


def test_terms_that_stay_as_they_are_are_not_untranslated():
    unit = Unit("The show is called the best of the rest.", ("Dizinin adı the best of the rest.",))
    assert len(_check("untranslated", unit, locale="tr")) == 1
    assert _check("untranslated", unit, locale="tr", do_not_translate=("the best of the rest",)) == []


@pytest.mark.parametrize("locale", ["de", "ja", "zh-Hant", ""])
def test_rules_say_nothing_about_languages_that_they_do_not_know(locale):
    texts = {
        "de": "Die Brücke ist am Montag auch auch wieder offen, 20% mehr als 4.2 Millionen.",
        "ja": "橋は月曜日に再開した。",
        "zh-Hant": "橋梁重開。",
        "": "",
    }
    unit = Unit("The bridge over the river was opened again on Monday, 20% of 4.2 million.", (texts[locale],))
    assert _check([rule for rule in FORM if CHECKS[rule].default], unit, locale=locale) == []


def test_markup_is_only_parsed_where_the_article_has_any():
    unit = Unit("Press ` now.", ("`` tuşuna basın.",))
    assert _check("markup-valid", unit, locale="tr") == []
    in_article = replace(unit, references=("articles/a.md:3",))
    assert _check("markup-valid", in_article, locale="tr") == [(10, "markup that does not parse: ``")]


def test_a_plural_form_may_do_without_the_number_but_the_last():
    forms = ("لا ملفات", "ملف واحد", "ملفان", "%d ملفات", "%d ملفا", "%d ملف")
    unit = Unit("%d file", forms, plural="%d files", flags=("c-format",))
    assert _check("placeholders", unit) == []
    assert len(_check("placeholders", replace(unit, targets=(*forms[:5], "ملف")))) == 1
    assert len(_check("placeholders", replace(unit, targets=(*forms[:4], "%s ملفا", forms[5])))) == 1


def test_every_plural_form_is_looked_at():
    unit = Unit("%d file", ("%d dosya", "%d dosya dosya dosya dosya"), plural="%d files")
    assert _check("repetition", unit, locale="tr") == [(10, "repeated: dosya")]


def test_a_list_of_names_may_stay_as_it_is():
    names = "Ada Byron, Grace Hopper, Mary Kenneth Keller"
    assert _check("untranslated", Unit(names, (names,)), locale="tr") == []


@pytest.mark.parametrize(
    "link",
    ["JaVaScRiPt:alert(1)", "java\u200bscript:alert(1)", "&#106;avascript:alert(1)", "data:text/html;base64,PHM+"],
)
def test_disguised_links_are_unsafe(link):
    assert len(_check("unsafe-html", Unit("A map.", (f"[Harita]({link})",)), locale="tr")) == 1


def test_what_the_source_has_is_not_unsafe():
    text = '<iframe src="https://example.org/a"></iframe>'
    assert _check("unsafe-html", Unit(text, (text,)), locale="tr") == []


def test_prose_has_holes_where_addresses_and_code_were():
    assert bare_text("See <b>https://example.org/a</b>, `x = 1` or [this](https://example.org/b).") == (
        f"See {HOLE}, {HOLE} or [this]{HOLE}."
    )
    assert words("Türkiye'nin 20 yılı, \u2068BBC\u2069") == ("Türkiye'nin", "20", "yılı", "BBC")
    assert addresses("انظر وwww.example.org") == ("www.example.org",)
    assert lower_turkish("ISPARTA İZMİR") == "ısparta izmir"


SOME_TEXT = st.text(
    st.sampled_from("aIıİ\u0307 الـ,،?\"'«»*`[](){}<>%&;:/@.٣5\n\t\u00a0\u2068\u2069\u202e\u0440привет")
    | st.characters(),
    max_size=60,
)


@given(source=SOME_TEXT, target=SOME_TEXT, locale=st.sampled_from(["ar", "tr", "ar-EG", "fr"]), is_plural=st.booleans())
def test_no_text_breaks_a_rule(source, target, locale, is_plural):
    unit = Unit(source, (target, target), plural=source) if is_plural else Unit(source, (target,))
    _check(FORM, replace(unit, references=("a.md:1",)), Unit("x", ("y",)), locale=locale)


@given(text=SOME_TEXT)
def test_a_text_is_no_worse_than_itself(text):
    rules = ["markup-valid", "unsafe-html", "placeholders", "url", "email", "homoglyph", "repetition", "whitespace", "quote-pairing"]  # fmt: skip
    unit = Unit(text, (text,), references=("a.md:1",))
    assert _check(rules, unit, locale="tr") == []


@pytest.mark.parametrize(
    ("rule", "target", "mended"),
    [
        ("ascii-punctuation", "قال, ثم ذهب?", "قال، ثم ذهب؟"),
        ("tatweel", "الجـــسر مفتوح لـBBC", "الجسر مفتوح لـBBC"),
        ("percent-order", "Fiyatlar 20% arttı.", "Fiyatlar %20 arttı."),
        ("percent-order", "ارتفعت %20 هذا العام", "ارتفعت 20% هذا العام"),
        ("dotted-i", "ISTANBUL ve i\u0307zmir", "İSTANBUL ve izmir"),
    ],
)
def test_certain_faults_are_mended(rule, target, mended):
    fix = CHECKS[rule].fix
    assert fix is not None
    assert fix("", target) == mended
    assert fix("", mended) == mended
