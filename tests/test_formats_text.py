"""Plain text: blocks, and writing back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.formats import FORMATS
from newsl10n.formats.text_reader import read_runs
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


LINES = st.lists(
    st.sampled_from(["- ", "* ", "\u2022 ", "1. ", "2. ", "a) ", "b) ", "-- ", "====", "x", ":", "\n", "\n\n", "  "])
)


@given(st.text(st.sampled_from("ab.\n\r \t\u2028\x0c")) | st.text() | LINES.map("".join))
def test_text_round_trips(text):
    blocks = TEXT.parse(text)
    assert TEXT.write(article(text), unchanged(blocks), locale="ar") == text
    assert blocks or not any(char.isalnum() for char in text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("- a\n- b", ["- a", "- b"]),
        ("* a\n  goes on\n* b", ["* a goes on", "* b"]),
        ("1. a\n2. b\n3) c", ["1. a", "2. b 3) c"]),
        ("1. a\n1. b", ["1. a", "1. b"]),
        ("a) a\nb) b\nB) c", ["a) a", "b) b B) c"]),
        ("\u2022 a", ["\u2022 a"]),
        ("Bring:\n- a", ["Bring:", "- a"]),
        ("Bring:\n1. a", ["Bring:", "1. a"]),
        ("Bring\n- a\n- b", ["Bring", "- a", "- b"]),
        ("- a\n  * b\n- c", ["- a", "* b", "- c"]),
        ("1. a\n- b\n- c\n2. d", ["1. a", "- b", "- c", "2. d"]),
        # hard-wrapped prose
        ("- “Hi,” he said\nand left.", ["- “Hi,” he said and left."]),
        ("He was\n- as ever - late\nand said so.", ["He was - as ever - late and said so."]),
        ("It rose in the\n21. century and\n30) then.", ["It rose in the 21. century and 30) then."]),
        ("Under rule\n3. it is so.", ["Under rule 3. it is so."]),
        ("It said:\n3. it is so.", ["It said: 3. it is so."]),
        ("It came\n-- late -- at last.", ["It came -- late -- at last."]),
        ("-5 degrees\n-6 degrees", ["-5 degrees -6 degrees"]),
        # rules and signatures
        ("Head\n====\nText\n----\n\n* * *\n\nEnd", ["Head", "Text", "End"]),
        ("Text.\n-- \nAna Cruz\nRome\n\nTwo\nlines", ["Text.", "Ana Cruz", "Rome", "Two lines"]),
        ("“To be.”\n-- Ana Cruz", ["“To be.”", "Ana Cruz"]),
    ],
)
def test_lists_rules_and_signatures_end_a_paragraph(text, expected):
    runs = read_runs(text)
    shown = [f"{run.marker} {block.text}".strip() for run, block in zip(runs, TEXT.parse(text), strict=True)]
    assert shown == expected


def test_a_list_is_written_item_by_item():
    text = "Storm hits\n\nNow:\n  - Call\n    112\n  - Stay\n\n1. Lock\n2. Wait\n-- \nAna\n"
    assert [block.kind.value for block in TEXT.parse(text)] == [
        "headline",
        "paragraph",
        *["list item"] * 4,
        "paragraph",
    ]
    written = TEXT.write(article(text), dict(enumerate(["F", "Ş:", "112", "Kal", "Kil", "Bek", "Ana"])), locale="tr")
    assert written == "F\n\nŞ:\n  - 112\n  - Kal\n\n1. Kil\n2. Bek\n-- \nAna\n"


def test_the_page_of_a_text_has_lists():
    html = TEXT.to_html("Go:\n- a\n- b\n\n3. c\n- d\n4. e\n\nb) f\nc) g").replace("\n", "")
    assert html == (
        "<p>Go:</p><ul><li>a</li><li>b</li></ul>"
        '<ol start="3"><li>c</li></ol><ul><li>d</li></ul><ol start="4"><li>e</li></ol>'
        '<ol type="a" start="2"><li>f</li><li>g</li></ol>'
    )


def test_a_long_list_takes_no_time():
    assert len(TEXT.parse("\n".join(f"{number % 2}. a" for number in range(3000)))) > 0


@given(st.text())
def test_a_target_stays_one_paragraph(target):
    safe = TEXT.sanitise(target, "source")
    assert len(TEXT.parse(f"a.\n\n{safe}x\n\nb")) == 3


def test_the_page_of_a_text_has_classes_and_isolates():
    html = TEXT.to_html("Head <1>\n\nBy Ana Cruz\n\nSee \u2068NATO (2)\u2069 & co.")
    assert html == (
        '<h1>Head &lt;1&gt;</h1>\n<p class="byline">By Ana Cruz</p>\n<p>See <bdi>NATO (2)</bdi> &amp; co.</p>'
    )
