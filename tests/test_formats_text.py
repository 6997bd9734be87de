"""Plain text: blocks, and writing back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.formats import FORMATS
from newsl10n.model import Article, Block

TEXT = FORMATS["text"]
HARBOUR = Path(__file__).parent / "data" / "articles" / "harbour.txt"


def article(text: str) -> Article:
    return Article(Path("a.txt"), "a", "text", text, TEXT.parse(text))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in TEXT.parse(text)]


def unchanged(blocks: tuple[Block, ...]) -> dict[int, str]:
    return {index: block.text for index, block in enumerate(blocks)}


def test_an_article_has_headline_byline_and_paragraphs():
    assert kinds(HARBOUR.read_text(encoding="utf-8")) == [
        ("headline", "Old harbour crane will lift again"),
        ("byline", "By Mara Lindqvist and Tomas Ferreira"),
        (
            "paragraph",
            "PORT ELSEN — The crane that stood idle for 31 years on the east quay was started on Tuesday, "
            "harbour officials said.",
        ),
        ("paragraph", "“It groaned, but it moved,” said Ida Brandt, who runs the workshop."),
        ("paragraph", "Repairs cost 2.4 million euros."),
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("One line", [("paragraph", "One line")]),
        ("A sentence.\n\nMore.", [("paragraph", "A sentence."), ("paragraph", "More.")]),
        ("He said “no.”\n\nMore.", [("paragraph", "He said “no.”"), ("paragraph", "More.")]),
        ("Head\n\nSub line\n\nText.", [("headline", "Head"), ("standfirst", "Sub line"), ("paragraph", "Text.")]),
        (
            "Head\n\nSub\n\nThird\n\nText.",
            [("headline", "Head"), ("standfirst", "Sub"), ("paragraph", "Third"), ("paragraph", "Text.")],
        ),
        ("By Ana Cruz\n\nText.", [("byline", "By Ana Cruz"), ("paragraph", "Text.")]),
        ("By noon it rained\n\nText.", [("headline", "By noon it rained"), ("paragraph", "Text.")]),
        ("Two\nlines\n\nText", [("paragraph", "Two lines"), ("paragraph", "Text")]),
        ("a\r\rb\r\n \t\r\nc", [("headline", "a"), ("standfirst", "b"), ("paragraph", "c")]),
        ("x" * 120 + "\n\nText", [("paragraph", "x" * 120), ("paragraph", "Text")]),
    ],
)
def test_short_first_lines_are_headline_standfirst_and_byline(text, expected):
    assert kinds(text) == expected


def test_a_changed_paragraph_is_one_line_and_all_else_stays():
    text = "Head\r\n\r\n  Two\r\n  lines. \r\n\r\n\r\nLast.\r\n"
    assert TEXT.write(article(text), {0: "Baş", 1: "Bir satır."}, locale="tr") == (
        "Baş\r\n\r\n  Bir satır. \r\n\r\n\r\nLast.\r\n"
    )


def test_blocks_know_their_lines():
    assert [block.line for block in TEXT.parse("\n\na\n\nb\nc\n\r\nd")] == [3, 5, 8]


@given(st.text(st.sampled_from("ab.\n\r \t\u2028\x0c")) | st.text())
def test_text_round_trips(text):
    blocks = TEXT.parse(text)
    assert TEXT.write(article(text), unchanged(blocks), locale="ar") == text
    assert "".join(text.split()) == "" or blocks


@given(st.text())
def test_a_target_stays_one_paragraph(target):
    safe = TEXT.sanitise(target, "source")
    assert len(TEXT.parse(f"a.\n\n{safe}x\n\nb")) == 3


def test_the_page_of_a_text_has_classes_and_isolates():
    html = TEXT.to_html("Head <1>\n\nBy Ana Cruz\n\nSee \u2068NATO (2)\u2069 & co.")
    assert html == (
        '<h1>Head &lt;1&gt;</h1>\n<p class="byline">By Ana Cruz</p>\n<p>See <bdi>NATO (2)</bdi> &amp; co.</p>'
    )
