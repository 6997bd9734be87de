"""Addresses in text."""

from __future__ import annotations

import pytest

from newsl10n.markup import find_addresses, fold_controls, number_markup
from newsl10n.model import MarkupRole


@pytest.mark.parametrize(
    "text, addresses",
    [
        ("See https://a.example/x?b=1&c=2#d.", ["https://a.example/x?b=1&c=2#d"]),
        ("(https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        ("at www.a.example, or", ["www.a.example"]),
        ("“https://a.example”", ["https://a.example"]),
        ("&lt;https://a.example&gt;", ["https://a.example"]),
        ("a.b+c@mail.example.org: yes", ["a.b+c@mail.example.org"]),
        ("https://user@host.example/x", ["https://user@host.example/x"]),
        ("mailto:me@a.example!", ["mailto:me@a.example"]),
        ("ftp://a.example/f.zip", ["ftp://a.example/f.zip"]),
        ("Follow @name; 5 @ 6; www. no; http:// no", []),
        ("one@a.example two@b.example", ["one@a.example", "two@b.example"]),
    ],
)
def test_addresses_stand_without_the_punctuation_after_them(text, addresses):
    found = find_addresses(text)
    assert [markup.text for markup in found] == addresses
    assert [markup.pair for markup in found] == list(range(len(addresses)))
    assert all(markup.role is MarkupRole.WHOLE and text[markup.start : markup.end] == markup.text for markup in found)


def test_pairs_are_numbered_in_order_of_their_first_piece():
    spans = [(4, 5, MarkupRole.CLOSE, 9), (0, 1, MarkupRole.OPEN, 9), (2, 3, MarkupRole.WHOLE, -1)]
    assert [(m.start, m.pair) for m in number_markup("abcdef", spans)] == [(0, 0), (2, 1), (4, 0)]


@pytest.mark.parametrize(
    "text, folded",
    [("a\r\n b", "a  b"), ("\x00\x1fa\u2028b\x85", "a b"), ("a\ud800b", "a\ufffdb"), ("plain", "plain")],
)
def test_controls_fold_to_one_space(text, folded):
    assert fold_controls(text) == folded


def test_many_at_signs_take_no_time():
    assert find_addresses("a@" * 50_000) == ()
