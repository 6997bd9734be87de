"""glossary.csv is read strictly and matched with the inflection of each language."""

import pytest

from newsl10n.errors import ConfigError
from newsl10n.glossary import Term, load_glossary, source_has, target_has


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
    assert not Term("a", ("b",), "ar-EG", "term").applies_to("ar")
