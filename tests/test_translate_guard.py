"""What the guard says of machine text."""

from __future__ import annotations

import pytest

from newsl10n.translate.guard import problems, severity

LONG = "The aid agency said on Monday that families had left the town in the night."


@pytest.mark.parametrize(
    "source, target, language, expected",
    [
        ("The army left.", "Ordu ayrıldı.", "tr", ()),
        ("The army left.", "", "tr", ("empty",)),
        ("The army left.", " ...", "tr", ("empty",)),
        ("...", "...", "tr", ()),
        ("The army left.", "ve ordu ve , ve ordu ve , ve ordu ve", "tr", ("loop",)),
        ("The army left.", "Ordududududu", "tr", ("loop",)),
        ("The army left.", "Ordu,,,,,,", "tr", ("loop",)),
        ("The army left.", "Ordu " + "gitti sonra geldi " * 2 + "uzaklara doğru yola çıktı bir daha dönmedi dedi adam o gün akşam", "tr", ("loop",)),
        ("Row, row, row your boat, row, row, row it, row, row, row on", "Çek, çek, çek kürek, çek, çek, çek onu, çek, çek, çek hep", "tr", ()),
        ("The army left.", "\u063a\u0627\u062f\u0631 \u0627\u0644\u062c\u064a\u0634.", "ar", ()),
        ("The army left.", "Ordu ayrıldı.", "ar", ("script",)),
        ("We need water and bread.", "Biz su ve\u062e\u0628\u0632a ihtiyacımız var.", "tr", ("script",)),
        ("They left by bus.", "غادروا بالـBBC.", "ar", ()),
        ("The army left.", "\u063a\u0627\u062f\u0631 \u0627\u0644\u062c\u064a\u0634.", "tr", ("script",)),
        ("The army left town.", "The army left town", "tr", ("copied",)),
        ("Kofi Annan", "Kofi Annan", "tr", ()),
        (LONG, "Aileler gitti.", "tr", ("truncated",)),
        ("About 129,000 people left.", "Yaklaşık 129.000 kişi ayrıldı.", "tr", ()),
        ("About 129,000 people left.", "Yaklaşık kişi ayrıldı.", "tr", ("numbers: 129,000 missing",)),
        ("About 129,000 people left.", "Yaklaşık 29.000 kişi ayrıldı.", "tr", ("numbers: 129,000 missing", "numbers: 29.000 added")),
    ],
)  # fmt: skip
def test_guard_names_the_problem(source: str, target: str, language: str, expected: tuple[str, ...]) -> None:
    assert problems(source, target, source_language="en", language=language) == expected


def test_terms_in_latin_letters_do_not_count_against_arabic() -> None:
    target = "\u0642\u0627\u0644\u062a UNICEF"

    assert problems("UNICEF said", target, source_language="en", language="ar", terms=("UNICEF",)) == ()


def test_worse_problems_weigh_more() -> None:
    order = [("empty",), ("loop",), ("copied",), ("truncated",), ("markup",), ("numbers: 5 missing",), ()]

    assert sorted(order, key=severity, reverse=True) == order
