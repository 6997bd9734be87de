"""Plain text <-> blocks: paragraphs with blank lines between them.

The first paragraph is the HEADLINE where it is a single line of less than 120 characters without a full stop at its end and
something follows. Then, up to the first other paragraph, one more such line is the STANDFIRST, and a line "By NAME" the BYLINE.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from newsl10n.formats.isolates import isolates_to_bdi
from newsl10n.formats.roles import is_byline, is_short_line
from newsl10n.formats.splice import splice, split_lines
from newsl10n.markup import find_addresses, fold_controls
from newsl10n.model import Article, Block, BlockKind, Credits, Markup

WHITE_SPACE = " \t\f\v\u00a0\ufeff"


def read_credits(text: str) -> Credits:
    """Nothing: what a plain text says of itself is text."""
    return Credits()


def parse(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text. A single line break inside one is a space in ``Block.text``."""
    paragraphs = _paragraphs(text)
    blocks = []
    open_kinds = {BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.BYLINE} if len(paragraphs) > 1 else set()
    for number, (lines, line_number) in enumerate(paragraphs):
        folded = " ".join(text[start:end] for start, end in lines)
        kind = _kind(folded, open_kinds, single=len(lines) == 1, first=number == 0)
        open_kinds = set() if kind is BlockKind.PARAGRAPH else open_kinds - {kind, BlockKind.HEADLINE}
        if number == 0 and kind is BlockKind.BYLINE:
            open_kinds = set()
        blocks.append(Block(kind, folded, lines[0][0], lines[-1][1], line_number))
    return tuple(blocks)


def write(article: Article, texts: Mapping[int, str], *, locale: str) -> str:
    """The text with the changed paragraphs replaced, each by one line. ``locale`` leaves no mark in plain text."""
    blocks = enumerate(article.blocks)
    changes = [(b.start, b.end, texts[i]) for i, b in blocks if texts.get(i, b.text) != b.text]
    return splice(article.text, changes)


def find_markup(text: str) -> tuple[Markup, ...]:
    """The addresses: plain text has no other markup."""
    return find_addresses(text)


def sanitise(target: str, source: str) -> str:
    """A target that stays one paragraph."""
    return target if target == source else fold_controls(target)


def plain(text: str) -> str:
    """The text itself."""
    return text


def to_html(text: str) -> str:
    """An HTML fragment: ``<h1>`` for the headline, ``<p>`` for all else, with the block's kind as class where it has one."""
    return "\n".join(_element(block) for block in parse(text))


def _element(block: Block) -> str:
    name = "h1" if block.kind is BlockKind.HEADLINE else "p"
    marked = block.kind in (BlockKind.STANDFIRST, BlockKind.BYLINE)
    opening = f'<{name} class="{block.kind.value}">' if marked else f"<{name}>"
    return f"{opening}{isolates_to_bdi(html.escape(block.text, quote=False))}</{name}>"


def _kind(text: str, open_kinds: set[BlockKind], *, single: bool, first: bool) -> BlockKind:
    if not single or not open_kinds:
        return BlockKind.PARAGRAPH
    if BlockKind.BYLINE in open_kinds and is_byline(text):
        return BlockKind.BYLINE
    if not is_short_line(text):
        return BlockKind.PARAGRAPH
    if first:
        return BlockKind.HEADLINE
    return BlockKind.STANDFIRST if BlockKind.STANDFIRST in open_kinds else BlockKind.PARAGRAPH


def _paragraphs(text: str) -> list[tuple[list[tuple[int, int]], int]]:
    """The lines of each paragraph, without white space at their ends, and the number of its first line."""
    paragraphs: list[tuple[list[tuple[int, int]], int]] = []
    blank = True
    for number, (start, end) in enumerate(split_lines(text), 1):
        line = text[start:end]
        start += len(line) - len(line.lstrip(WHITE_SPACE))
        end -= len(line) - len(line.rstrip(WHITE_SPACE))
        if start < end:
            if blank:
                paragraphs.append(([], number))
            paragraphs[-1][0].append((start, end))
        blank = start >= end
    return paragraphs
