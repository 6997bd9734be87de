"""Plain text <-> blocks: paragraphs with blank lines between them, and list items, one or more lines each (see ``text_reader``).

The first paragraph is the HEADLINE where it is a single line of less than 120 characters without a full stop at its end and
something follows. Then, up to the first other paragraph, one more such line is the STANDFIRST, and a line "By NAME" the BYLINE.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from newsl10n.formats.isolates import isolates_to_bdi
from newsl10n.formats.roles import is_byline, is_short_line
from newsl10n.formats.splice import splice
from newsl10n.formats.text_reader import BULLETS, COLON_END, Run, read_runs
from newsl10n.markup import find_addresses, fold_controls
from newsl10n.model import Article, Block, BlockKind, Credits, Markup


def read_credits(text: str) -> Credits:
    """Nothing: what a plain text says of itself is text."""
    return Credits()


def parse(text: str) -> tuple[Block, ...]:
    """The paragraphs and list items of a text. A single line break inside one is a space in ``Block.text``; markers are not in it."""
    runs = read_runs(text)
    blocks = []
    open_kinds = {BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.BYLINE} if len(runs) > 1 else set()
    for number, run in enumerate(runs):
        folded = " ".join(text[start:end] for start, end in run.lines)
        leads = _leads_list(runs, number) and (number > 0 or COLON_END.search(folded) is not None)
        single = len(run.lines) == 1 and not leads
        kind = BlockKind.LIST_ITEM if run.marker else _kind(folded, open_kinds, single=single, first=number == 0)
        ends_top = kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or (number == 0 and kind is BlockKind.BYLINE)
        open_kinds = set() if ends_top else open_kinds - {kind, BlockKind.HEADLINE}
        blocks.append(Block(kind, folded, run.lines[0][0], run.lines[-1][1], run.number))
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
    """An HTML fragment: ``<h1>`` for the headline, lists, ``<p>`` for all else, with the block's kind as class where it has one."""
    runs = read_runs(text)
    parts = []
    for index, (run, block) in enumerate(zip(runs, parse(text), strict=True)):
        if not run.marker:
            parts.append(_element(block))
            continue
        name = "ul" if run.marker in BULLETS else "ol"
        if not _goes_on(runs, index):
            parts.append(_list_start(run.marker))
        parts.append(f"<li>{_inline(block)}</li>")
        if not _goes_on(runs, index + 1):
            parts.append(f"</{name}>")
    return "\n".join(parts)


def _leads_list(runs: list[Run], index: int) -> bool:
    return index + 1 < len(runs) and bool(runs[index + 1].marker) and runs[index + 1].number == runs[index].number + 1


def _goes_on(runs: list[Run], index: int) -> bool:
    """Whether a run is an item of the list that the run before is in."""
    return index < len(runs) and runs[index].follows


def _list_start(marker: str) -> str:
    if marker in BULLETS:
        return "<ul>"
    count = marker[:-1]
    if count.isdecimal():
        return "<ol>" if int(count) == 1 else f'<ol start="{int(count)}">'
    first = ord(count.lower()) - ord("a") + 1
    kind = "a" if count.islower() else "A"
    return f'<ol type="{kind}">' if first == 1 else f'<ol type="{kind}" start="{first}">'


def _element(block: Block) -> str:
    name = "h1" if block.kind is BlockKind.HEADLINE else "p"
    marked = block.kind in (BlockKind.STANDFIRST, BlockKind.BYLINE)
    opening = f'<{name} class="{block.kind.value}">' if marked else f"<{name}>"
    return f"{opening}{_inline(block)}</{name}>"


def _inline(block: Block) -> str:
    return isolates_to_bdi(html.escape(block.text, quote=False))


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
