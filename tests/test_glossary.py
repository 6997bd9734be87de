"""glossary.csv is read strictly and matched with the inflection of each language."""

import pytest

from newsl10n.errors import ConfigError
from newsl10n.glossary import Term, load_glossary, source_has, target_has
from tests.conftest import edit


def _write(folder, text):
    (folder / "glossary.csv").write_text(text, encoding="utf-8")
    return folder


def test_rows_become_terms(tmp_path):
    folder = _write(
        tmp_path,
        '\ufeffsource,target,locale,kind\nceasefire,"ateşkes|mütareke",tr,term\n\nReuters,,,dnt\n,terörist,tr,forbidden\n',
    )
    assert load_glossary(folder) == (
        Term("ceasefire", ("ateşkes", "mütareke"), "tr", "term", 2),
        Term("Reuters", (), "", "dnt", 4),
        Term("", ("terörist",), "tr", "forbidden", 5),
    )


def test_no_file_is_an_empty_glossary(tmp_path):
    assert load_glossary(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("source,target\n", 1, "wrong columns"),
        ("source,target,locale,kind\na,b,tr\n", 2, "3 cells"),
        ("source;target;locale;kind\n", 1, "write source,target,locale,kind as its first line, with commas"),
        ("source,target,locale,kind\n# a, comment\n", 2, "a glossary has no comments; take this row out"),
        (
            "source,target,locale,kind\nhospital\n",
            2,
            "only one cell, 'hospital'; write 4 cells with commas between them",
        ),
        ("source,target,locale,kind\na;b;tr;term\n", 2, "the cells are separated by semicolons; write 4 cells"),
        (
            "source,target,locale,kind\na,b,tr,term\na,b,Turkish,term\n",
            3,
            "'Turkish' is not a locale; write a BCP 47 tag",
        ),
        ("source,target,locale,kind\na,b,xq,term\n", 2, "unknown locale 'xq'"),
        ("source,target,locale,kind\na,b,tr,word\n", 2, "unknown kind"),
        ("source,target,locale,kind\n,b,tr,term\n", 2, "no source"),
        ("source,target,locale,kind\na,,tr,term\n", 2, "no target"),
        ('source,target,locale,kind\n"a,b,tr,term\n', 2, "not valid CSV"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, text, line, said):
    with pytest.raises(ConfigError, match=said) as raised:
        load_glossary(_write(tmp_path, text))
    assert f"glossary.csv:{line}: " in str(raised.value)


def test_another_encoding_is_named(tmp_path):
    (tmp_path / "glossary.csv").write_bytes("source,target,locale,kind\na,ü,tr,term\n".encode("cp1254"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_glossary(tmp_path)


@pytest.mark.parametrize(
    ("term", "language", "text"),
    [
        ("ateşkes", "tr", "Ateşkesi bozdular."),
        ("kitap", "tr", "Kitabı okudu."),
        ("şehir", "tr", "Şehri gezdi."),
        ("ırmak", "tr", "IRMAĞIN kıyısında"),
        ("Avrupa Birliği", "tr", "Avrupa Birliği'ne katıldı."),
        ("وقف إطلاق النار", "ar", "وبوقف إطلاق النار انتهى"),
        ("هدنة", "ar", "انتهكوا للهدنة والهدنتين"),
        ("المدينة", "ar", "في مدينتهم"),
    ],
)
def test_inflected_terms_are_found(term, language, text):
    assert target_has(term, text, language)


@pytest.mark.parametrize(
    ("term", "language", "text"),
    [("ateşkes", "tr", "Barışı bozdular."), ("هدنة", "ar", "بدأ السلام"), ("kitap", "tr", "Mektubu okudu.")],
)
def test_other_words_are_not(term, language, text):
    assert not target_has(term, text, language)


def test_sources_match_as_whole_words():
    assert source_has("ceasefire", "Two Ceasefires failed.")
    assert source_has("US", "The US left.")
    assert not source_has("US", "They told us.")
    assert not source_has("port", "The airport closed.")


def test_a_locale_covers_its_regions():
    assert Term("a", ("b",), "ar", "term").applies_to("ar-EG")
    assert not Term("a", ("b",), "ar-EG", "term").applies_to("ar-LB")
    assert not Term("a", ("b",), "tr", "term").applies_to("trv")


def test_a_region_covers_catalogs_that_name_none(tmp_path):
    (term,) = load_glossary(_write(tmp_path, "source,target,locale,kind\nhospital,hastane,tr_TR,term\n"))
    assert (term.locale, term.applies_to("tr"), term.applies_to("tr-CY")) == ("tr-TR", True, False)


def test_several_rows_for_one_term_are_all_accepted(tmp_path):
    rows = "source,target,locale,kind\nhospital,hastane,tr,term\nhospital,مستشفى,ar,term\nhospital,şifahane|hastane,tr,term\n"
    assert load_glossary(_write(tmp_path, rows)) == (
        Term("hospital", ("hastane", "şifahane"), "tr", "term", 2),
        Term("hospital", ("مستشفى",), "ar", "term", 3),
    )


def test_either_of_two_rows_satisfies_the_check(project, newsl10n):
    _write(project, "source,target,locale,kind\nriver,nehir,tr-TR,term\nriver,ırmak,tr-TR,term\n")
    newsl10n("extract", "flood.md", "--to", "tr")
    catalog = project / "locales/tr/LC_MESSAGES/flood.po"
    for target, said in (("Irmak alçalıyor", ""), ("Dere alçalıyor", "'river' is to be 'nehir' or 'ırmak'")):
        edit(catalog, "The river is falling", target, confirm=True)
        out = newsl10n("check", "flood.md").out
        assert ("[glossary]" in out, said in out) == (bool(said), True)
