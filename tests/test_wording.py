from __future__ import annotations

import unicodedata
from dataclasses import fields

import pytest

from newsl10n.wording import page_wording


@pytest.mark.parametrize(
    "locale, expected", [("ar", "ar"), ("ar-EG", "ar"), ("tr-TR", "tr"), ("en-GB", "en"), ("ku", "en"), ("AR", "ar")]
)
def test_wording_goes_by_language_and_falls_back_to_english(locale: str, expected: str) -> None:
    assert page_wording(locale).locale == expected


@pytest.mark.parametrize("locale, direction", [("ar", "rtl"), ("tr", "ltr"), ("en", "ltr"), ("fa", "ltr")])
def test_wording_has_its_own_direction(locale: str, direction: str) -> None:
    assert page_wording(locale).direction == direction


@pytest.mark.parametrize("locale", ["ar", "tr", "en"])
def test_wording_is_complete_and_visible(locale: str) -> None:
    wording = page_wording(locale)
    for field in fields(wording):
        text = getattr(wording, field.name)
        assert text.strip() == text != ""
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cf")]


def test_arabic_wording_is_arabic() -> None:
    notice = page_wording("ar").draft_notice
    letters = [char for char in notice if char.isalpha()]
    assert all(unicodedata.name(char).startswith("ARABIC") for char in letters)
