"""Source sentences as the model is given them."""

from __future__ import annotations

import pytest

from newsl10n.model import Markup, MarkupRole
from newsl10n.translate.sentences import is_shouted, names_in, respell_number, sentence_case, split_long

CLAUSE = "the talks went on through the night, "


def test_short_sentence_stays_whole() -> None:
    assert split_long("The talks went on.", ()) == [(0, 18)]


def test_long_sentence_is_cut_at_clause_ends_and_loses_nothing() -> None:
    text = "In Geneva " + CLAUSE * 30 + "and they failed."
    spans = split_long(text, ())

    assert len(spans) > 1
    assert " ".join(text[a:b] for a, b in spans) == text
    assert all(len(text[a:b].split()) <= 100 for a, b in spans)
    assert all(text[b - 1] == "," for _, b in spans[:-1])


def test_long_sentence_without_punctuation_is_cut_at_a_space() -> None:
    text = "word " * 250 + "end"

    assert [len(text[a:b].split()) <= 100 for a, b in split_long(text, ())] == [True, True, True, True]


def test_text_without_a_space_is_not_cut() -> None:
    assert split_long("x" * 5000, ()) == [(0, 5000)]


def test_link_is_never_cut_in_two() -> None:
    text = "[" + CLAUSE * 30 + "end](u)"
    markup = (
        Markup(0, 1, "[", MarkupRole.OPEN, 0),
        Markup(len(text) - 4, len(text), "](u)", MarkupRole.CLOSE, 0),
    )

    assert split_long(text, markup) == [(0, len(text))]


@pytest.mark.parametrize(
    "text, shouted",
    [
        ("THOUSANDS FLEE AS SHELLING GOES ON", True),
        ("UN: 129,000 FLEE", True),
        ("UN", False),
        ("NATO and the EU agree", False),
        ("Thousands flee", False),
        ("129,000", False),
    ],
)
def test_capitals_are_noticed(text: str, shouted: bool) -> None:
    assert is_shouted(text) is shouted


def test_headline_in_capitals_becomes_a_sentence_with_names_and_initialisms() -> None:
    names = names_in(["Thousands left Syria for Lebanon.", "The war goes on. Then it ends."])

    assert (
        sentence_case("UN: THOUSANDS FLEE SYRIA \u27e61\u27e7 THEN REST", names)
        == "UN: thousands flee Syria \u27e61\u27e7 then rest"
    )
    assert sentence_case("ARMY LEAVES", {}) == "Army leaves"


@pytest.mark.parametrize(
    "number, language, expected",
    [
        ("129,000", "tr", "129.000"),
        ("4.2", "tr", "4,2"),
        ("1,234.5", "tr", "1.234,5"),
        ("2024", "tr", "2024"),
        ("129,000", "ar", "129,000"),
        ("12.30.45", "tr", "12.30.45"),
    ],
)
def test_number_is_spelled_as_in_the_target_language(number: str, language: str, expected: str) -> None:
    assert respell_number(number, language) == expected
