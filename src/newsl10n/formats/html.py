"""HTML <-> blocks: the article of a page and what its head says of it. All but changed blocks, ``lang`` and ``dir`` stays.

The text of a block has its tags, and character references decoded but ``&lt;``, ``&gt;`` and ``&amp;``; tags around all of a
block and images before and after its words are not part of it. An image between words is a tag in the text: its
``alt`` stays as it is until a translator changes it there.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from newsl10n.formats.credits import read_entries
from newsl10n.formats.html_inline import find_markup, plain, sanitise
from newsl10n.formats.html_reader import Place, class_kind, json_scripts, read_spots
from newsl10n.formats.html_tokens import TokenType, attribute_spans, set_attribute
from newsl10n.formats.html_tree import Tree, build_tree
from newsl10n.formats.isolates import isolates_to_bdi
from newsl10n.formats.json_ld import article_strings, read_string, write_string
from newsl10n.formats.splice import splice
from newsl10n.locale import direction
from newsl10n.model import Article, Block, BlockKind, Credits

__all__ = ["find_markup", "parse", "plain", "read_credits", "sanitise", "to_html", "write"]


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a page, in document order."""
    return tuple(spot.block for spot in read_spots(build_tree(text)))


def read_credits(text: str) -> Credits:
    """What ``<meta>`` elements and the JSON-LD of the article say."""
    tree = build_tree(text)
    entries = [
        (token.get("name") or token.get("property"), html.unescape(token.get("content")))
        for token in tree.tokens
        if token.name == "meta"
    ]
    for _, script in json_scripts(tree):
        for key, start, end in article_strings(script, frozenset({"datePublished", "dateModified"})):
            entries.append((key, read_string(script[start:end])))
    return read_entries(entries)


def write(article: Article, texts: Mapping[int, str], *, locale: str) -> str:
    """The page in another language: changed blocks, ``lang`` and ``dir`` of the page, ``inLanguage`` where it has one."""
    tree = build_tree(article.text)
    ascii_only = not article.encoding.lower().replace("_", "-").startswith("utf")
    changes = _language_changes(tree, locale)
    for index, (spot, block) in enumerate(zip(read_spots(tree), article.blocks, strict=True)):
        new = texts.get(index, block.text)
        if new != block.text:
            written = _written(article.text, block, new, place=spot.place, ascii_only=ascii_only)
            changes.append((block.start, block.end, written))
    return splice(article.text, changes)


def to_html(text: str) -> str:
    """The inner HTML of the article, without navigation, forms and scripts; standfirst and byline get that very class."""
    tree = build_tree(text)
    kinds = _shown_kinds(tree)
    parts = []
    index, end = tree.content()
    while index < end:
        token = tree.tokens[index]
        if token.type is TokenType.START and tree.is_chrome(index):
            index = tree.after(index)
            continue
        part = text[token.start : token.end]
        parts.append(set_attribute(part, "class", kinds[index].value) if index in kinds else part)
        index += 1
    return "".join(parts).strip()


def _shown_kinds(tree: Tree) -> dict[int, BlockKind]:
    """The START tokens of paragraphs that a page shows in their own way."""
    found = {index: kind for index in tree.ends if (kind := class_kind(tree.tokens[index])) is not None}
    for spot in read_spots(tree):
        if spot.block.kind is BlockKind.BYLINE:
            around = (i for i in tree.ends if tree.tokens[i].name == "p" and tree.tokens[i].end <= spot.block.start)
            owner = max((i for i in around if tree.start_of(tree.ends[i]) >= spot.block.end), default=-1)
            found.setdefault(owner, spot.block.kind)
    return found


def _written(text: str, block: Block, new: str, *, place: Place, ascii_only: bool) -> str:
    """What replaces ``text[block.start:block.end]``."""
    match place:
        case Place.FLOW:
            return isolates_to_bdi(new)
        case Place.TITLE:
            return html.escape(html.unescape(new), quote=False)
        case Place.JSON:
            return write_string(html.unescape(new), ascii_only=ascii_only)
        case Place.ATTRIBUTE:
            value = html.escape(html.unescape(new))
            before = text[block.start - 1]
            quoted = before in "\"'" and text[block.end : block.end + 1] == before
            return value if quoted else f'"{value}"'


def _language_changes(tree: Tree, locale: str) -> list[tuple[int, int, str]]:
    """``lang`` and ``dir`` on ``<html>``, or on the article where a fragment has no ``<html>``."""
    changes = [
        (start + first, start + last, write_string(locale, ascii_only=True))
        for start, text in json_scripts(tree)
        for _, first, last in article_strings(text, frozenset(["inLanguage"]))
    ]
    root = next((i for i in tree.ends if tree.tokens[i].name == "html"), tree.root)
    if root >= 0:
        token = tree.tokens[root]
        tag = tree.text[token.start : token.end]
        new = set_attribute(tag, "dir", direction(locale))
        new = set_attribute(new, "lang", locale)
        if "xml:lang" in attribute_spans(tag):
            new = set_attribute(new, "xml:lang", locale)
        changes.append((token.start, token.end, new))
    return changes
