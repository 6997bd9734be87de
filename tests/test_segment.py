"""Segments of articles: boundaries, datelines and bylines, markup, lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsl10n.formats import html, markdown, text
from newsl10n.model import Article, Block, BlockKind, Segment
from newsl10n.segment import SEGMENTER, segment_article, split_sentences
from newsl10n.sentences.datelines import find_dateline, is_byline

GOLD = Path(__file__).parent / "data" / "segment" / "gold.txt"


def sentences(paragraph: str, *abbreviations: str) -> list[str]:
    return [paragraph[start:end] for start, end in split_sentences(paragraph, abbreviations)]


def html_sentences(paragraph: str) -> list[str]:
    return [paragraph[a:b] for a, b in split_sentences(paragraph, markup=html.find_markup(paragraph))]


def markdown_sentences(paragraph: str) -> list[str]:
    return [paragraph[a:b] for a, b in split_sentences(paragraph, markup=markdown.find_markup(paragraph))]


def article_of(*blocks: tuple[BlockKind, str]) -> Article:
    """One block a line."""
    made, place = [], 0
    for line, (kind, words) in enumerate(blocks, 1):
        made.append(Block(kind, words, place, place + len(words), line))
        place += len(words) + 1
    return Article(Path("a.txt"), "a", "text", "\n".join(words for _, words in blocks), tuple(made))


def segments_of(*blocks: tuple[BlockKind, str]) -> list[tuple[BlockKind, str]]:
    found = segment_article(article_of(*blocks), find_markup=text.find_markup)
    return [(segment.kind, segment.source) for segment in found]


def gold_paragraphs() -> tuple[list[list[str]], list[list[str]]]:
    """Paragraphs the rules were developed on, and held-out ones."""

    def read(part: str) -> list[list[str]]:
        kept = "\n".join(line for line in part.splitlines() if not line.startswith("#"))
        return [block.strip().split("\n") for block in kept.split("\n\n") if block.strip()]

    before, mark, after = GOLD.read_text("utf-8").partition("# held out")
    return read(before), read(mark + after)


@pytest.mark.parametrize("part", [0, 1], ids=["developed", "held out"])
def test_gold_paragraphs_split_as_written(part: int) -> None:
    # Measured on the day of writing: all 118 paragraphs exact (plain sentencex: 56 %). The margin is for new releases of sentencex.
    paragraphs = gold_paragraphs()[part]
    wrong = [p for p in paragraphs if sentences(" ".join(p)) != p]
    assert len(paragraphs) >= (85, 29)[part]
    assert len(wrong) <= 1, wrong


SPLITS = [
    # quotations
    ("“We lost. We go on,” he said. “It is late.”", ["“We lost.", "We go on,” he said.", "“It is late.”"]),
    ('"We lost. We go on," he said.', ['"We lost.', 'We go on," he said.']),
    ("“Why?” he asked. “Who?”", ["“Why?” he asked.", "“Who?”"]),
    ("“Why?” Doe asked. He left.", ["“Why?” Doe asked.", "He left."]),
    ("“Is it over?” He did not know.", ["“Is it over?”", "He did not know."]),
    ("His film “Stop! Thieves” won.", ["His film “Stop! Thieves” won."]),
    ("He said: “Go home. Stay there.”", ["He said: “Go home.", "Stay there.”"]),
    ("“He told us, ‘Go home.’ We went.”", ["“He told us, ‘Go home.’", "We went.”"]),
    # time, numbers, pages
    ("He left at 5 p.m. Then he slept.", ["He left at 5 p.m.", "Then he slept."]),
    ("He left at 5 p.m. on Friday.", ["He left at 5 p.m. on Friday."]),
    ("It opens at 9 a.m. Eastern time.", ["It opens at 9 a.m. Eastern time."]),
    ("It ends at 9 a.m. Beirut time.", ["It ends at 9 a.m. Beirut time."]),
    ("It cost $4.2 billion. He paid.", ["It cost $4.2 billion.", "He paid."]),
    ("See p. 12 and No. 5.", ["See p. 12 and No. 5."]),
    ("It began Jan. 12 in Rome.", ["It began Jan. 12 in Rome."]),
    # names and abbreviations
    ("The U.N. Office for Roads met.", ["The U.N. Office for Roads met."]),
    ("He left the U.S. The trip was long.", ["He left the U.S.", "The trip was long."]),
    ("He met U.S. Sen. Ann Doe.", ["He met U.S. Sen. Ann Doe."]),
    ("Sen. Doe Jr. on Friday won.", ["Sen. Doe Jr. on Friday won."]),
    ("It was lost by Doe Jr. The next one too.", ["It was lost by Doe Jr.", "The next one too."]),
    ("Rep. Lee, R-S.C., met Lt. Gen. Roe.", ["Rep. Lee, R-S.C., met Lt. Gen. Roe."]),
    ("J. K. Roe of St. Louis met Mr. X.", ["J. K. Roe of St. Louis met Mr. X."]),
    ("Dr. Who is back.", ["Dr. Who is back."]),
    ("Roe Inc. said so. He owns Roe Inc. The firm is old.", ["Roe Inc. said so.", "He owns Roe Inc.", "The firm is old."]),
    ("Work by Roe et al. was cited.", ["Work by Roe et al. was cited."]),
    ("Yahoo! said it fell. Yahoo! News fell.", ["Yahoo! said it fell.", "Yahoo! News fell."]),
    ("He told me. Doctors fell ill. Dogs did not.", ["He told me.", "Doctors fell ill.", "Dogs did not."]),
    # marks
    ("She waited… Then she left.", ["She waited…", "Then she left."]),
    ("I thought … well, thunder.", ["I thought … well, thunder."]),
    ("It burned.[1] It fell.² It rose.", ["It burned.[1]", "It fell.²", "It rose."]),
    ("(He was late. She was not.) They left.", ["(He was late.", "She was not.)", "They left."]),
    ("The vote (a close one. Very.) failed.", ["The vote (a close one. Very.) failed."]),
    ("See www.example.com/a.b today. Or write to a.b@example.org.", ["See www.example.com/a.b today.", "Or write to a.b@example.org."]),
    ("Rates rose. iPhone sales fell.", ["Rates rose.", "iPhone sales fell."]),
    ("1. Go home. Stay.", ["1. Go home.", "Stay."]),
    # datelines and tags
    ("BEIRUT — The port fell.", ["BEIRUT —", "The port fell."]),
    ("GAZA CITY (Reuters) - “No. Not now,” she said.", ["GAZA CITY (Reuters) -", "“No.", "Not now,” she said."]),
    ("WASHINGTON, Jan. 12 (AP) — It passed.", ["WASHINGTON, Jan. 12 (AP) —", "It passed."]),
    ("The dam broke. (AP)", ["The dam broke.", "(AP)"]),
    # astral characters count as one
    ("\U0001f600 One fell. Two \U0001f600 rose.", ["\U0001f600 One fell.", "Two \U0001f600 rose."]),
    ("", []),
    ("  \n ", []),
    ("...", ["..."]),
]  # fmt: skip


@pytest.mark.parametrize("paragraph, expected", SPLITS)
def test_sentences_are_split(paragraph: str, expected: list[str]) -> None:
    assert sentences(paragraph) == expected


def test_extra_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("He met Cllr. Doe. He left.") == ["He met Cllr.", "Doe.", "He left."]
    assert sentences("He met Cllr. Doe. He left.", "Cllr.") == ["He met Cllr. Doe.", "He left."]


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        ("<b>He left.</b> She stayed.", ["<b>He left.</b>", "She stayed."]),
        ("He left. <b>She stayed.</b>", ["He left.", "<b>She stayed.</b>"]),
        ("He left <b>now. She</b> stayed. I slept.", ["He left <b>now. She</b> stayed.", "I slept."]),
        ('A <a href="/x.html?a=1. B">link.</a> “<i>Yes.</i>” No.', ['A <a href="/x.html?a=1. B">link.</a>', "“<i>Yes.</i>”", "No."]),
        ("He left.<br>She stayed.<br>", ["He left.<br>", "She stayed.<br>"]),
        ("He left. <br /> <b>She</b> stayed.", ["He left. <br />", "<b>She</b> stayed."]),
        ("It burned.<sup>1</sup> It fell.", ["It burned.<sup>1</sup>", "It fell."]),
        ("See https://example.com/a.b?c. Then go.", ["See https://example.com/a.b?c.", "Then go."]),
        ("<strong>BEIRUT</strong> — The port fell.", ["<strong>BEIRUT</strong> —", "The port fell."]),
    ],
)  # fmt: skip
def test_html_elements_stay_whole(paragraph: str, expected: list[str]) -> None:
    assert html_sentences(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph, expected",
    [
        ("**He left.** She *stayed.*", ["**He left.**", "She *stayed.*"]),
        ("He read [Go. Now.](https://example.com/a. 'b') Then he left.", ["He read [Go. Now.](https://example.com/a. 'b')", "Then he left."]),
        ("He read [a book](https://example.com/a.b). Then he left.", ["He read [a book](https://example.com/a.b).", "Then he left."]),
        ("He ran `a. B` twice. Then he left.", ["He ran `a. B` twice.", "Then he left."]),
        ("**BEIRUT —** The port fell.", ["**BEIRUT —**", "The port fell."]),
    ],
)  # fmt: skip
def test_markdown_elements_stay_whole(paragraph: str, expected: list[str]) -> None:
    assert markdown_sentences(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph, anywhere, at_the_head",
    [
        ("BEIRUT — The", "BEIRUT — ", "BEIRUT — "),
        ("GAZA CITY (Reuters) - The", "GAZA CITY (Reuters) - ", "GAZA CITY (Reuters) - "),
        ("ST. AUBIN, Jersey, Feb. 24, 2022 (AP) -- The", "ST. AUBIN, Jersey, Feb. 24, 2022 (AP) -- ", "ST. AUBIN, Jersey, Feb. 24, 2022 (AP) -- "),
        ("SANA’A, Yemen — The", "SANA’A, Yemen — ", "SANA’A, Yemen — "),
        ("(Reuters) - The", "(Reuters) - ", "(Reuters) - "),
        ("Istanbul, 12 May (AFP) – The", "Istanbul, 12 May (AFP) – ", "Istanbul, 12 May (AFP) – "),
        ("Istanbul — The", "", "Istanbul — "),
        ("BEIRUT: The", "", "BEIRUT: "),
        ("Istanbul — The city — is", "", ""),
        ("Calder — who had", "", ""),
        ("NATO — the alliance — met", "", ""),
        ("BREAKING — The", "", ""),
        ("Mr. Doe - The", "", ""),
    ],
)  # fmt: skip
def test_datelines_are_found(paragraph: str, anywhere: str, at_the_head: str) -> None:
    assert paragraph[: find_dateline(paragraph)] == anywhere
    assert paragraph[: find_dateline(paragraph, opens_article=True)] == at_the_head


@pytest.mark.parametrize(
    "line, expected",
    [
        ("By Jane Doe", True),
        ("By JANE DOE and John Roe", True),
        ("By Jane Doe, Staff Writer", True),
        ("By J. K. Doe Jr. and Ahmad al-Rashid in Amman", True),
        ("By Jane Doe | Jan. 12", True),
        ("(Reuters)", True),
        ("(Reporting by Jane Doe in Amman; Editing by John Roe)", True),
        ("By Friday, the town was empty", False),
        ("By 2020 it was gone.", False),
        ("By Jane Doe’s account, the town was empty.", False),
        ("Jane Doe in Amman contributed to this report.", False),
    ],
)
def test_bylines_are_recognised(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


def test_segments_know_what_they_are() -> None:
    assert segments_of(
        (BlockKind.HEADLINE, "The dam broke. Why?"),
        (BlockKind.PARAGRAPH, "By Jane K. Doe"),
        (BlockKind.PARAGRAPH, "Halverton — The dam broke. (AP)"),
        (BlockKind.PARAGRAPH, "Dover — The chalk fell."),
        (BlockKind.QUOTE, "BEIRUT — We lost. We go on."),
        (BlockKind.LIST_ITEM, "One fell. Two rose."),
    ) == [
        (BlockKind.HEADLINE, "The dam broke. Why?"),
        (BlockKind.BYLINE, "By Jane K. Doe"),
        (BlockKind.PARAGRAPH, "Halverton — The dam broke."),
        (BlockKind.BYLINE, "(AP)"),
        (BlockKind.PARAGRAPH, "Dover — The chalk fell."),
        (BlockKind.QUOTE, "BEIRUT —"),
        (BlockKind.QUOTE, "We lost."),
        (BlockKind.QUOTE, "We go on."),
        (BlockKind.LIST_ITEM, "One fell."),
        (BlockKind.LIST_ITEM, "Two rose."),
    ]


def test_the_first_paragraph_may_open_with_a_place_in_small_letters() -> None:
    assert segments_of((BlockKind.PARAGRAPH, "Halverton — The dam broke.")) == [
        (BlockKind.DATELINE, "Halverton —"),
        (BlockKind.PARAGRAPH, "The dam broke."),
    ]


@pytest.mark.parametrize(
    "headline, expected",
    [
        ("‘Is this the end?’ Halverton wonders", 1),
        ("The dam broke. Why?", 1),
        ("U.S. Sen. Doe Jr. wins", 1),
        ("The dam broke at dawn. Nobody saw it coming.", 2),
    ],
)
def test_headlines_split_only_into_clear_sentences(headline: str, expected: int) -> None:
    assert len(segments_of((BlockKind.HEADLINE, headline))) == expected


def test_a_paragraph_is_one_unit_where_asked() -> None:
    article = article_of((BlockKind.PARAGRAPH, " BEIRUT — We lost. We go on. "))
    assert segment_article(article, find_markup=text.find_markup, unit="paragraph") == (
        Segment("BEIRUT — We lost. We go on.", BlockKind.PARAGRAPH, 0, 1, 28, 1),
    )


def test_lines_are_those_of_the_file() -> None:
    whole = "Head\r\n\r\n> We lost &amp; went\r\n> home. We\r\n> go on.\r\n> They won. No\r\nmore."
    words = "We lost & went home. We go on. They won. No more."
    block = Block(BlockKind.QUOTE, words, whole.index("We"), len(whole), 3)
    article = Article(Path("a.md"), "a", "markdown", whole, (block,))
    segments = segment_article(article, find_markup=text.find_markup)
    assert [(s.line, s.source) for s in segments] == [
        (3, "We lost & went home."),
        (4, "We go on."),
        (6, "They won."),
        (6, "No more."),
    ]


def test_white_space_that_sentencex_panics_on_is_read() -> None:
    assert sentences("He left the U.N\u00a0. He slept.") == ["He left the U.N\u00a0.", "He slept."]
    assert sentences("One fell.\u2003Two rose.\n\nThree stayed.") == ["One fell.", "Two rose.", "Three stayed."]


def test_other_languages_split_too() -> None:
    assert split_sentences("12. yüzyılda Dr. Ayşe 3. kez geldi. Sonra gitti.", language="tr") == [(0, 35), (36, 48)]


def test_the_segmenter_names_its_version() -> None:
    assert re.fullmatch(r"sentencex \d+\.\d+\.\d+\+news\.1", SEGMENTER)


NEWSY = st.lists(
    st.sampled_from(
        ["He left", "Mr", "Jan", "12", "U.N", "said", "BEIRUT", "(AP)", "p.m", ".", "!", "?", "…", "”", "“", '"', "'", "’", "‘", " ", " ",
         " ", " — ", "(", ")", "<b>", "</b>", "<br>", "[1]", ",", "The", "\u2068", "\u00a0", "é\U0001f600", "\n", "*"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(NEWSY, st.text(max_size=60)))
def test_spans_cover_everything_but_white_space(paragraph: str) -> None:
    for find_markup in (text.find_markup, html.find_markup, markdown.find_markup):
        spans = split_sentences(paragraph, markup=find_markup(paragraph))
        assert all(0 <= start < end <= len(paragraph) for start, end in spans)
        gaps = [0, *(offset for span in spans for offset in span), len(paragraph)]
        assert gaps == sorted(gaps)
        assert all(not paragraph[a:b].strip() for a, b in zip(gaps[::2], gaps[1::2], strict=True))
        assert all(paragraph[a:b] == paragraph[a:b].strip() for a, b in spans)


@given(NEWSY)
def test_no_cut_falls_inside_an_element(paragraph: str) -> None:
    markup = html.find_markup(paragraph)
    spans = split_sentences(paragraph, markup=markup)
    for start, end in spans:
        roles = [(m.pair, m.role) for m in markup if start <= m.start and m.end <= end]
        opened = {pair for pair, role in roles if role == "open"}
        assert opened == {pair for pair, role in roles if role == "close"}
    assert spans == split_sentences(paragraph, markup=markup)
