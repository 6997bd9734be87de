"""Arabic-Indic digits run from U+0660 (0) to U+0669 (9); U+066B is their decimal sign, U+066C groups, U+066A is percent."""

from __future__ import annotations

import pytest

from newsl10n.digits import shape_digits
from newsl10n.markup import find_addresses
from tests.conftest import edit

DIGITS = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2020", "\u0662\u0660\u0662\u0660"),
        ("1,200.5", "\u0661\u066c\u0662\u0660\u0660\u066b\u0665"),
        ("20%", "\u0662\u0660\u066a"),
        ("12.05.2020", "\u0661\u0662.\u0660\u0665.\u0662\u0660\u0662\u0660"),
        ("1, 2.", "\u0661, \u0662."),
        ("COVID-19 F-16", "COVID-19 F-16"),
        ("&#39;", "&#39;"),
        ("\u0661\u0662", "\u0661\u0662"),
    ],
)
def test_digits_become_arabic_but_not_in_latin_names(text: str, expected: str) -> None:
    assert shape_digits(text, "arab") == expected


@pytest.mark.parametrize(
    "text, expected",
    [(DIGITS, "0123456789"), ("\u0661\u066c\u0662\u0660\u0660\u066b\u0665", "1,200.5"), ("\u0662\u0660\u066a", "20%")],
)
def test_digits_become_latin(text: str, expected: str) -> None:
    assert shape_digits(text, "latn") == expected


def test_digits_in_markup_stay() -> None:
    text = "7 https://example.org/7 7"
    assert shape_digits(text, "arab", find_addresses(text)) == "\u0667 https://example.org/7 \u0667"


def test_only_arabic_pages_get_arabic_digits(newsl10n, project) -> None:
    (project / "a.md").write_text("It cost $1,250.\n", encoding="utf-8")
    assert newsl10n("extract", "a.md").status == 0
    for locale, target in (("tr", "1.250 dolara mal oldu."), ("ar", "كلف 1,250 دولارا.")):
        edit(project / "locales" / locale / "LC_MESSAGES" / "a.po", "It cost $1,250.", target, confirm=True)
    assert newsl10n("render", "a.md", "--digits", "arab").status == 0
    pages = {p.parent.name: p.read_text("utf-8") for p in project.glob("build/*/a.html")}
    assert "1.250 dolara mal oldu." in pages["tr"]
    assert "\u0661\u066c\u0662\u0665\u0660" in pages["ar"]
