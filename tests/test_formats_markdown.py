"""Markdown: blocks, inline markup, writing back, and hostile targets."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsl10n.formats import FORMATS
from newsl10n.formats.markdown import note_label
from newsl10n.model import Article, MarkupRole
from newsl10n.render import RenderOptions, render_article
from newsl10n.render.page import clean_fragment
from newsl10n.segment import segment_article

MARKDOWN = FORMATS["markdown"]
HARBOUR = Path(__file__).parent / "data" / "articles" / "harbour.md"
PIECES = st.sampled_from(
    [
        *"ab *_`[]()!<>\\\n#-|&\"'=~:1.\t",
        "  ",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "**",
        "```",
        "](",
        "![",
        "<b>",
        "</b>",
        "<!--",
        "[a]: /u",
        "---\n",
        "title: x",
        "|--|--|\n",
        "<script>",
        "javascript:alert(1)",
        "&lt;",
        "&#x202e;",
        "\r\n",
        "\r",
        "é",
        "](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "\u2028",
        "\x00",
        "\u00a0",
        "[a][b]",
        "  \n",
        "\\\n",
    ]
)
MARKED = st.lists(PIECES, max_size=25).map("".join)
NOTED = st.lists(
    PIECES | st.sampled_from(["[^1]", "[^1]", "[^1]: ", "\n[^1]: x\n", "[^b]", "\n\n    "]), max_size=25
).map("".join)
NOTES = """# Ship[^b]

The ship docked.[^1] It carried wheat.[^b][^1] See *[map][^1]*, not [^2].

[^1]: It sails under
    the flag of Panama.
[^b]: About 20 tons.

    Second paragraph[^1] of the note.

        code

| a[^1] |
|---|

> [^c]: Quoted.
"""


def article(text: str) -> Article:
    return Article(Path("a.md"), "a", "markdown", text, MARKDOWN.parse(text))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in MARKDOWN.parse(text)]


def rewrite(text: str, *texts: str) -> str:
    return MARKDOWN.write(article(text), dict(enumerate(texts)), locale="ar")


def pieces(text: str) -> list[tuple[str, str, int]]:
    return [(markup.text, markup.role.value, markup.pair) for markup in MARKDOWN.find_markup(text)]


def test_an_article_has_all_kinds_of_blocks():
    assert blocks(HARBOUR.read_text(encoding="utf-8")) == [
        ("title", "Crane returns: harbour celebrates"),
        ("description", "A crane that stood idle for 31 years lifts again."),
        ("byline", "Mara Lindqvist"),
        ("headline", "Old harbour crane will lift again"),
        ("standfirst", "*Engineers spent two winters on a machine that nobody wanted.*"),
        ("byline", "By Mara Lindqvist"),
        (
            "paragraph",
            'PORT ELSEN — The crane that stood idle for **31 years** on the [east quay](https://harbour.example/quay "The quay") '
            "was started on Tuesday, officials said.",
        ),
        ("alt text", "The crane at dawn"),
        ("caption", "*Photo: the crane's arm in the morning light.*"),
        ("quote", "“It groaned, but it moved,” said Ida Brandt."),
        ("heading", "What comes next"),
        ("list item", "Tests until March 3"),
        ("list item", "An open day with guided tours"),
        ("table cell", "Year"),
        ("table cell", "Cost"),
        ("table cell", "2024"),
        ("table cell", "1.1 million"),
        ("table cell", "2025"),
        ("table cell", "1.3 million"),
        ("paragraph", "Write to press@harbour.example or see the [plan][plan]."),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_an_article_round_trips(line_end):
    text = HARBOUR.read_text(encoding="utf-8").replace("\n", line_end)
    assert rewrite(text, *(block.text for block in MARKDOWN.parse(text))) == text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("```\ncode\n```\n\n    code\n\n<div>\nx\n</div>\n\n***\n\n[a]: /u", []),
        ("`only code`\n\n![](x.png)\n\n<b></b>", []),
        ("Title\ntwo\n===\n\nSub\n---", [("headline", "Title two"), ("heading", "Sub")]),
        ("# A\n\n# B", [("headline", "A"), ("heading", "B")]),
        ("# A #\n\n**Bold.**\n\n*Em.*", [("headline", "A"), ("standfirst", "**Bold.**"), ("paragraph", "*Em.*")]),
        ("# A\n\n*By Ana Cruz*", [("headline", "A"), ("byline", "*By Ana Cruz*")]),
        ("# A\n\n*a* and *b*", [("headline", "A"), ("paragraph", "*a* and *b*")]),
        ("![a](b)\n\nCaption: x", [("alt text", "a"), ("caption", "Caption: x")]),
        ("x ![a](b) y", [("paragraph", "x ![a](b) y")]),
        ("- > a\n  > b\n- c\n\n  d", [("quote", "a b"), ("list item", "c"), ("list item", "d")]),
        ("> - a\nlazy", [("list item", "a lazy")]),
        ("a  \nb\\\nc\nd", [("paragraph", "a  \nb\\\nc d")]),
        ("[a] [b][] ![c]\n\n[A]: /1\n[b]: /2\n[c]: /3", [("paragraph", "[a][a] [b][b] ![c][c]")]),
        ("a | b\n--|--\nc\\|d | `e`", [("table cell", text) for text in ("a", "b", "c\\|d", "`e`")]),
        ("---\ntitle: 'It''s'\nsummary: \"a \\\"b\\\" \\u00e9\"\n---", [("title", "It's"), ("description", 'a "b" é')]),
        ("---\ntitle: 2 * 3 * 4 # c\n---", [("title", "2 * 3 * 4")]),
        ("---\ntitle: a *b* <c>\n---", [("title", "a \\*b\\* &lt;c\\>")]),
        ("---\ntitle: >\n  folded\nsummary: [a]\nauthor: a: b\nbyline: x\n  y\n---", []),
    ],
)
def test_blocks(text, expected):
    assert blocks(text) == expected


@pytest.mark.parametrize(
    "text, new, written",
    [
        ("> a\n> b\n\nc", "x", "> x\n\nc"),
        ("- a  \n  b", "x  \ny", "- x  \n  y"),
        ("a\\\nb", "x\\\n- y", "x\\\n\\- y"),
        ("a", "1. x", "1\\. x"),
        ("a", "- x", "\\- x"),
        ("a", "# x", "\\# x"),
        ("a", "---", "\\---"),
        ("a", "[x]: /u", "\\[x]: /u"),
        ("a", "    x", "x"),
        ("a", "2020. Year", "2020\\. Year"),
        ("a", "*x* y", "*x* y"),
        ("# a", "x #", "# x \\#"),
        ("| a |\n|---|", "x | y", "| x \\| y |\n|---|"),
        ("| a |\n|---|", "x\\", "| x\\\\ |\n|---|"),
        ("![a](b)", "x [y", "![x \\[y](b)"),
        ("![a](b)", "x [y](z)", "![x [y](z)](b)"),
        ("---\ntitle: a\n---", "x: y", '---\ntitle: "x: y"\n---'),
        ("---\ntitle: a\n---", "12", '---\ntitle: "12"\n---'),
        ("---\ntitle: 'a'\n---", "it's", "---\ntitle: 'it''s'\n---"),
        ('---\ntitle: "a" # c\n---', 'a "b"', '---\ntitle: "a \\"b\\"" # c\n---'),
        ("---\ntitle: a\n---", "x \\*y\\*", "---\ntitle: x *y*\n---"),
    ],
)
def test_a_changed_block_stays_the_block_it_was(text, new, written):
    assert rewrite(text, new) == written


@pytest.mark.parametrize(
    "text, expected",
    [
        ('a [b](/u "t") c', [("[", "open", 0), ('](/u "t")', "close", 0)]),
        ("![a *b*](/u)", [("![", "open", 0), ("*", "open", 1), ("*", "close", 1), ("](/u)", "close", 0)]),
        ("[![a](b)](c)", [("[", "open", 0), ("![", "open", 1), ("](b)", "close", 1), ("](c)", "close", 0)]),
        ("**a *b***", [("**", "open", 0), ("*", "open", 1), ("*", "close", 1), ("**", "close", 0)]),
        ("snake_case_x 2*3*4", [("*", "open", 0), ("*", "close", 0)]),
        ("``a ` b`` <https://a.example>", [("``a ` b``", "whole", 0), ("<https://a.example>", "whole", 1)]),
        ("<b>a</b> <br> <i>", [("<b>", "open", 0), ("</b>", "close", 0), ("<br>", "whole", 1), ("<i>", "whole", 2)]),
        ("<b>*a</b>*", [("<b>", "whole", 0), ("*", "open", 1), ("</b>", "whole", 2), ("*", "close", 1)]),
        ("a  \nb\\\nc", [("  \n", "whole", 0), ("\\\n", "whole", 1)]),
        ("[a][b] [c]", [("[", "open", 0), ("][b]", "close", 0)]),
        ("\\*a\\* &amp; \\[b](c)", []),
        ("*https://a.example/x_y*.", [("*", "open", 0), ("https://a.example/x_y", "whole", 1), ("*", "close", 0)]),
        ("[a](javascript:x)", []),
    ],
)
def test_inline_markup(text, expected):
    assert pieces(text) == expected


def opened(tokens: list[Token]) -> list[str]:
    """markdown-it's own elements in order, images as a pair."""
    found = []
    for token in tokens:
        if token.type == "image":
            found += ["![", *opened(token.children or []), "]"]
        elif token.type in ("em_open", "strong_open", "em_close", "strong_close"):
            found.append(token.markup)
        elif token.type in ("link_open", "link_close") and token.info != "auto":
            found.append("[" if token.type == "link_open" else "]")
        elif token.type == "link_open":
            found.append("<")
        elif token.type in ("html_inline", "hardbreak", "code_inline"):
            found.append({"html_inline": token.content, "hardbreak": "\n", "code_inline": "`"}[token.type])
    return found


def marked(text: str) -> list[str]:
    """The same of our own markup; addresses, which are no Markdown, left out."""
    found = []
    for markup in MARKDOWN.find_markup(text):
        first = markup.text[0]
        if first in "]`":
            found.append(first)
        elif markup.text.endswith("\n"):
            found.append("\n")
        elif markup.role is MarkupRole.WHOLE and re.match(r"<[^\s>]+[:@]", markup.text):
            found.append("<")
        elif first in "<[!*_":
            found.append(markup.text)
    return found


@given(MARKED)
@settings(max_examples=300)
def test_inline_markup_is_what_markdown_it_sees(text):
    text = " ".join(text.replace("[a][b]", "").replace("][", "").split())
    parsed = MarkdownIt("commonmark").enable("strikethrough").parseInline(text)[0].children or []
    assert marked(text) == opened(parsed)


@given(MARKED)
def test_markup_is_in_order_and_nests(text):
    stack: list[int] = []
    place = 0
    for markup in MARKDOWN.find_markup(text):
        assert markup.start >= place
        assert text[markup.start : markup.end] == markup.text != ""
        place = markup.end
        if markup.role is MarkupRole.OPEN:
            stack.append(markup.pair)
        elif markup.role is MarkupRole.CLOSE:
            assert stack.pop() == markup.pair
    assert not stack


def test_footnotes_are_blocks_without_their_marker():
    assert blocks(NOTES) == [
        ("headline", "Ship[^b]"),
        ("paragraph", "The ship docked.[^1] It carried wheat.[^b][^1] See *[map][^1]*, not \\[^2]."),
        ("paragraph", "It sails under the flag of Panama."),
        ("paragraph", "About 20 tons."),
        ("paragraph", "Second paragraph[^1] of the note."),
        ("table cell", "a[^1]"),
        ("paragraph", "Quoted."),
    ]
    labels = [note_label(NOTES, block) for block in MARKDOWN.parse(NOTES)]
    assert labels == ["", "", "1", "b", "", "", "c"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_footnotes_are_written_where_they_were(line_end):
    text = NOTES.replace("\n", line_end)
    assert rewrite(text, *(block.text for block in MARKDOWN.parse(text))) == text
    written = rewrite(
        text, "Gemi[^b]", "Yanaştı.[^1] Buğday.[^b][^1]", "Panama.", "20 ton.", "İkinci[^1].", "b[^1]", "q"
    )
    assert written == (
        "# Gemi[^b]\n\nYanaştı.[^1] Buğday.[^b][^1]\n\n[^1]: Panama.\n[^b]: 20 ton.\n\n    İkinci[^1].\n\n        code\n\n"
        "| b[^1] |\n|---|\n\n> [^c]: q\n"
    ).replace("\n", line_end)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a[^1][^b]", [("[^1]", "whole", 0), ("[^b]", "whole", 1)]),
        ("[^1](/u)", [("[", "open", 0), ("](/u)", "close", 0)]),
        ("[a[^1]](/u)", [("[^1]", "whole", 0)]),
        ("*a[^1]*", [("*", "open", 0), ("[^1]", "whole", 1), ("*", "close", 0)]),
        ("![a[^1]](/u)", [("![", "open", 0), ("[^1]", "whole", 1), ("](/u)", "close", 0)]),
        ("\\[^1] `[^1]` [^] [^a b]", [("`[^1]`", "whole", 0)]),
    ],
)
def test_footnote_references_are_whole(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "target, safe",
    [
        ("x.[^1]", "x.[^1]"),
        ("[^1] x[^1]", "[^1] x\\[^1\\]"),
        ("x[^2]", "x\\[^2\\]"),
        ("x[^1](https://evil.example)", "x\\[^1\\](https://evil.example)"),
        ("x[^1][y]", "x\\[^1\\][y\\]"),
    ],
)
def test_only_footnotes_of_the_source_survive(target, safe):
    assert MARKDOWN.sanitise(target, "a[^1] b") == safe
    assert MARKDOWN.sanitise(safe, "a[^1] b") == safe


def test_a_target_makes_no_footnote_and_no_link_of_one():
    text = "a[^1] b\n\n[^1]: c\n"
    assert rewrite(text, "[^1]: x", "[^1]: y") == "[^1]\\: x\n\n[^1]: [^1]\\: y\n"
    assert rewrite(text, "x[^1](https://evil.example)", "c") == "x[^1]\\(https://evil.example)\n\n[^1]: c\n"


@given(NOTED)
@settings(max_examples=200)
def test_articles_with_footnotes_round_trip(text):
    found = MARKDOWN.parse(text)
    assert rewrite(text, *(block.text for block in found)) == text
    ends = [0, *(block.end for block in found)]
    assert all(block.start >= end for block, end in zip(found, ends, strict=False))


@given(NOTED, NOTED)
@settings(max_examples=200)
def test_safe_targets_around_footnotes_bring_nothing_active(first, second):
    text = "a.\n\nb[^1]\n\n[^1]: c\n\n    d\n"
    joined = MARKDOWN.sanitise(first, "b[^1]") + MARKDOWN.sanitise(second, "x")
    changed = rewrite(text, "a.", "x" + joined, "x " + joined, "x " + joined)
    assert len(MARKDOWN.parse(changed)) == 4
    assert set(active(MARKDOWN.to_html(changed))) <= {"a"}
    addresses = [a.get("href") for a in lxml.html.fromstring(MARKDOWN.to_html(changed)).iter("a")]
    assert all(address.startswith("#fn") for address in addresses)


def test_the_page_of_an_article_has_its_footnotes_at_the_end():
    fragment = MARKDOWN.to_html("a[^n] b[^n]\n\n[^n]: c\n\n    ![d](e)\n\nf")
    assert clean_fragment(fragment).replace("\n", "") == (
        '<p>a<sup><a href="#fn1" id="fnref1" rel="noopener">[1]</a></sup> '
        'b<sup><a href="#fn1" id="fnref1:1" rel="noopener">[1]</a></sup></p><p>f</p><hr><section><ol>'
        '<li id="fn1"><p>c</p><figure><img src="e" alt="d"> <a href="#fnref1" rel="noopener">\u21a9\ufe0e</a> '
        '<a href="#fnref1:1" rel="noopener">\u21a9\ufe0e</a></figure></li></ol></section>'
    )


def test_an_article_as_text_has_its_footnotes_after_their_ids():
    page = article("a[^n] b\n\n[^n]: c\n\n    d\n")
    segments = segment_article(page, find_markup=MARKDOWN.find_markup, unit="paragraph")
    keys = [(None, segment.source) for segment in segments]
    options = RenderOptions(locale="tr", as_format="text", fallback="source")
    assert render_article(page, segments, keys, {}, {}, options=options) == "a[n] b\n\n[n] c\n\nd\n"


def test_the_boxes_of_tasks_are_kept_and_drawn():
    text = "- [ ] Buy\n- [x] *Sell*\n\n  [ ] not\n- [x](y) z\n\n[ ] no\n"
    assert [block.text for block in MARKDOWN.parse(text)] == ["Buy", "*Sell*", "[ ] not", "[x](y) z", "[ ] no"]
    written = rewrite(text, "Al", "*Sat*", "[ ] not", "[x](y) t", "[ ] no")
    assert written == "- [ ] Al\n- [x] *Sat*\n\n  [ ] not\n- [x](y) t\n\n[ ] no\n"
    assert MARKDOWN.to_html("- [ ] Al\n- [x] *Sat*\n- [x](y)\n").replace("\n", "") == (
        '<ul><li>\u2610 Al</li><li>\u2611 <em>Sat</em></li><li><a href="y">x</a></li></ul>'
    )


@pytest.mark.parametrize(
    "target, kept",
    [
        ('<abbr title="Liman">L</abbr>', True),
        ('<abbr title="Liman" id=x>L</abbr>', False),
        ('<abbr title="Liman&#x202e;">L</abbr>', False),
        ('<abbr title="a"b">L</abbr>', False),
    ],
)
def test_words_in_a_tag_may_change(target, kept):
    source = '<abbr title="Port">P</abbr>'
    assert (MARKDOWN.sanitise(target, source) == target) is kept


@given(MARKED | st.text())
@settings(max_examples=300)
def test_markdown_round_trips(text):
    found = MARKDOWN.parse(text)
    assert rewrite(text, *(block.text for block in found)) == text
    ends = [0, *(block.end for block in found)]
    assert all(block.start >= end for block, end in zip(found, ends, strict=False))


@given(MARKED | st.text())
@settings(max_examples=200)
def test_a_safe_target_keeps_the_number_of_blocks(target):
    text = "---\ntitle: a\n---\n\n# b\n\n> c\n\n- d\n\n![e](f)\n\n| g |\n|---|\n\nh\n"
    safe = MARKDOWN.sanitise(target, "x") + "x"
    changed = rewrite(text, *[safe] * 7)
    assert len(MARKDOWN.parse(changed)) == 7


def active(html: str) -> list[str]:
    """Scripts, event handlers and script links of a page."""
    root = lxml.html.fromstring(f"<div>{html}</div>")
    found = [str(element.tag) for element in root.iter("script", "iframe", "img", "a", "object", "svg")]
    found += [str(name) for element in root.iter() for name in element.attrib if str(name).lower().startswith("on")]
    return found


@given(MARKED, st.sampled_from(["plain", "*a* `b`", "<b>x</b> [a]"]))
@settings(max_examples=300)
def test_a_safe_target_brings_nothing_active(target, source):
    safe = MARKDOWN.sanitise(target, source)
    assert active(MARKDOWN.to_html(rewrite("a.\n\nb\n", "x " + safe, safe))) == []
    assert not {markup.text for markup in MARKDOWN.find_markup(safe) if markup.text[0] in "<![*_`"} - {
        markup.text for markup in MARKDOWN.find_markup(source)
    }


@pytest.mark.parametrize(
    "target, source, safe",
    [
        ("[x](javascript:alert(1))", "y", "[x\\](javascript:alert(1))"),
        ("[x](/u)", "[y](/u)", "[x](/u)"),
        ("[x](/u) [z](/u)", "[y](/u)", "[x](/u) \\[z\\](/u)"),
        ("[x](/evil)", "[y](/u)", "\\[x\\](/evil)"),
        ("[x", "y", "[x"),
        ("x](/evil)", "y", "x\\](/evil)"),
        ("[x]", "y", "[x\\]"),
        ("<script>", "y", "&lt;script>"),
        ("\\<b>", "<b>y</b>", "&lt;b>"),
        ("<b>x</b>", "<b>y</b>", "<b>x</b>"),
        ("a < b", "a < b c", "a &lt; b"),
        ("*a* *b*", "*c*", "*a* \\*b\\*"),
        ("`a` `b", "`a`", "`a` \\`b"),
        ("a\n\nb\u2028c\x07", "y", "a b c"),
        ("a  \nb", "c  \nd", "a  \nb"),
        ("a  \nb", "y", "a b"),
        ("&#x202E;x &amp;", "y", "\\&#x202E;x &amp;"),
        ("<https://evil.example>", "y", "&lt;https://evil.example>"),
        ("x\\", "y", "x\\\\"),
        ("[a][b]", "y", "\\[a\\][b\\]"),
        ("same < [", "same < [", "same < ["),
    ],
)
def test_only_the_markup_of_the_source_survives(target, source, safe):
    assert MARKDOWN.sanitise(target, source) == safe
    assert MARKDOWN.sanitise(safe, source) == safe


@pytest.mark.parametrize(
    "text, shown",
    [
        ("a *b* [c](d) `e*` &amp; \\* <b>f</b>", "a b c e* & * f"),
        ("a  \nb ![c *d*](e)", "a b c d"),
        ("[a][b] <https://c.example>", "a https://c.example"),
    ],
)
def test_plain_is_what_a_reader_sees(text, shown):
    assert MARKDOWN.plain(text) == shown


def test_the_page_of_an_article_has_classes_figures_and_isolates():
    text = (
        "---\ntitle: t\n---\n# H\n\n*S \u2068x\u2069.*\n\nBy Ana Cruz\n\n![\u2068a\u2069](b)\n\n*C*\n\n![d](e)\n\nEnd."
    )
    assert MARKDOWN.to_html(text).replace("\n", "") == (
        '<h1>H</h1><p class="standfirst"><em>S <bdi>x</bdi>.</em></p><p class="byline">By Ana Cruz</p>'
        '<figure><img src="b" alt="\u2068a\u2069" /><figcaption><em>C</em></figcaption></figure>'
        '<figure><img src="e" alt="d" /></figure><p>End.</p>'
    )


@given(MARKED, MARKED, st.sampled_from(["", " "]))
@settings(max_examples=200)
def test_safe_targets_side_by_side_make_no_link(first, second, between):
    joined = MARKDOWN.sanitise(first, "x") + between + MARKDOWN.sanitise(second, "y")
    assert active(MARKDOWN.to_html(rewrite("a.\n\nb\n", joined))) == []
