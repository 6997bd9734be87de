"""Isolates, as escapes: LRI U+2066, RLI U+2067, FSI U+2068, PDI U+2069. In the table file ⟦ ⟧ stand for FSI and PDI."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsl10n import bidi
from newsl10n.model import Markup, MarkupRole

ROWS = json.loads((Path(__file__).parent / "data" / "bidi.json").read_text("utf-8"))
"""Right-to-left samples: direction, text, the same text with ⟦ ⟧ where isolates belong."""

PIECES = st.sampled_from(
    [
        *"AbZ05+-%()[]\"'.,:/#@$ \n",
        *"\u0627\u0628\u0661\u0665\u060c\u061f\u05d0\u06f3",
        *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0301\u064b\u00ab\u00bb\u2013\u201c\u201d",
        "&amp;",
        "3-5",
        "+90 212 ",
        "km",
        "\\*",
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


def shown(text: str) -> str:
    return text.replace(bidi.FSI, "\u27e6").replace(bidi.PDI, "\u27e7")


def find_stars(text: str) -> tuple[Markup, ...]:
    """``*`` pairs, `` `code` `` and ``[links](x)``: a small markup for tests."""
    found: list[Markup] = []
    stack: list[tuple[str, int]] = []
    number = 0
    for match in re.finditer(r"`[^`]*`|\*|\[|\]\([^)]*\)", text):
        piece = match.group()
        if piece[0] == "`":
            role, pair = MarkupRole.WHOLE, number
        elif piece == "[" or (piece == "*" and "*" not in [mark for mark, _ in stack]):
            stack.append((piece, number))
            role, pair = MarkupRole.OPEN, number
        else:
            role, pair = MarkupRole.CLOSE, stack.pop()[1]
        number += role is not MarkupRole.CLOSE
        found.append(Markup(match.start(), match.end(), piece, role, pair))
    return tuple(found)


@pytest.mark.parametrize("direction, text, expected", ROWS["plain"])
def test_run_is_isolated_with_what_is_its_own(direction: str, text: str, expected: str) -> None:
    assert shown(bidi.isolate_runs(text, direction)) == expected


@pytest.mark.parametrize("direction, text, expected", ROWS["markup"])
def test_isolate_nests_with_markup(direction: str, text: str, expected: str) -> None:
    assert shown(bidi.isolate_runs(text, direction, find_markup=find_stars)) == expected


@pytest.mark.parametrize("text", ["", "Plain text, 3-5 of it.", "Ağrı'da yüzde 20", "2020", "\u0627\u0628"])
def test_text_of_one_direction_stays(text: str) -> None:
    assert bidi.isolate_runs(text, "rtl" if text == "\u0627\u0628" else "ltr") == text


def test_isolated_text_is_not_isolated_twice() -> None:
    text = "\u0642\u0627\u0644 \u2066BBC News\u2069 \u0625\u0646"
    assert bidi.isolate_runs(text, "rtl") == text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a\u2068b", "ab"),
        ("a\u2069b", "ab"),
        ("\u2068a\u2069", "\u2068a\u2069"),
        ("\u2067a\u2068b\u2069", "a\u2068b\u2069"),
        ("\u202ea\u202c", "a"),
        ("\u202da\u2068b\u2069\u202c", "a\u2068b\u2069"),
        ("\u202aa\u202c \u202bb\u202c", "\u2066a\u2069 \u2067b\u2069"),
        ("\u2068a\nb\u2069", "a\nb"),
        ("\u2068\u202aa\u2069\u202c", "\u2068a\u2069"),
        ("\u200ea\u200f", "\u200ea\u200f"),
    ],
)
def test_controls_come_back_balanced(text: str, expected: str) -> None:
    assert bidi.balance_controls(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("\u2068a\u2069", ()),
        ("\u2068a", ("U+2068",)),
        ("a\u2069\u202e", ("U+2069", "U+202E")),
        ("\u2067\n\u2069", ("U+2067", "U+2069")),
        ("plain", ()),
    ],
)
def test_unbalanced_controls_are_named(text: str, expected: tuple[str, ...]) -> None:
    assert bidi.unbalanced_controls(text) == expected


def test_overrides_are_seen() -> None:
    assert bidi.has_overrides("a\u202eb")
    assert bidi.has_overrides("\u202da")
    assert not bidi.has_overrides("\u202aa\u202c\u2068b\u2069")


@given(TEXTS, st.sampled_from(["ltr", "rtl"]))
@example("(\u0661) A", "rtl")
def test_isolating_only_adds_isolates(text: str, direction: str) -> None:
    isolated = bidi.isolate_runs(text, direction)
    assert bidi.strip_isolates(isolated) == bidi.strip_isolates(text)
    assert bidi.unbalanced_controls(isolated) == ()
    assert not bidi.has_overrides(isolated)


@given(TEXTS, st.sampled_from(["ltr", "rtl"]))
def test_isolating_twice_changes_nothing(text: str, direction: str) -> None:
    isolated = bidi.isolate_runs(text, direction)
    assert bidi.isolate_runs(isolated, direction) == isolated


@given(TEXTS)
def test_balanced_text_stays_balanced(text: str) -> None:
    balanced = bidi.balance_controls(text)
    assert bidi.unbalanced_controls(balanced) == ()
    assert bidi.balance_controls(balanced) == balanced
    assert bidi.strip_isolates(balanced) == bidi.strip_isolates(text)
