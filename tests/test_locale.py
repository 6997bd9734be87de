"""Facts that CLDR and gettext state about locales."""

import pytest

from newsl10n.errors import UsageError
from newsl10n.locale import canonical_locale, direction, display_name, format_date, plural_header, posix_locale


@pytest.mark.parametrize(
    ("tag", "canonical", "posix", "way"),
    [
        ("ar", "ar", "ar", "rtl"),
        ("AR_eg", "ar-EG", "ar_EG", "rtl"),
        ("tr", "tr", "tr", "ltr"),
        ("pt-BR", "pt-BR", "pt_BR", "ltr"),
        ("ur", "ur", "ur", "rtl"),
        ("ckb", "ckb", "ckb", "rtl"),
        ("sr-Latn", "sr-Latn", "sr_Latn", "ltr"),
        ("fa", "fa", "fa", "rtl"),
    ],
)
def test_tags_have_spellings_and_directions(tag, canonical, posix, way):
    assert (canonical_locale(tag), posix_locale(tag), direction(tag)) == (canonical, posix, way)


@pytest.mark.parametrize("tag", ["", "xx", "../ar", "a", "ar-ZZZZ-1", "tr_XX"])
def test_unknown_locales_are_refused(tag):
    with pytest.raises(UsageError, match="locale"):
        canonical_locale(tag)


def test_plural_headers_are_right_where_babel_is_wrong():
    assert plural_header("ar-EG") == (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    )
    assert plural_header("tr") == "nplurals=2; plural=(n != 1);"
    assert plural_header("de") == "nplurals=2; plural=(n != 1);"


def test_names_and_dates_are_localized():
    from datetime import date

    assert display_name("ar", "tr") == "Arapça"
    assert format_date(date(2026, 8, 7), "tr") == "7 Ağustos 2026"
