"""Markdown text -> its blocks, each with the kind of place it stands in. The block grammar is markdown-it's (CommonMark, tables, footnotes)."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from newsl10n.formats.front_matter import read_entry
from newsl10n.formats.markdown_inline import escape, markup_spans, plain
from newsl10n.formats.markdown_tokens import inline_tokens, words
from newsl10n.formats.roles import is_byline
from newsl10n.formats.splice import splice, split_lines
from newsl10n.model import Block, BlockKind, MarkupRole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CAPTION_START = re.compile(r"(?:Photo|Caption|Image|Picture): ?\S")
CONTAINER_KINDS = {
    "list_item_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "footnote_reference_open": BlockKind.PARAGRAPH,
}
TASK_BOX = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
"""Begins a list item that is a task, done or not; no part of the text."""
EMPHASIS = {"em_open": "em_close", "strong_open": "strong_close"}


class Place(Enum):
    """How a block's text is written: as a paragraph, after ``#``, in a table row, as an image's alt text, as a YAML value."""

    FLOW = auto()
    HEADING = auto()
    CELL = auto()
    ALT = auto()
    YAML = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A block and its kind of place. ``prefix``: what stands before the text in a paragraph's second line, as ``> ``."""

    block: Block
    place: Place
    prefix: str = ""


@functools.cache
def block_parser() -> MarkdownIt:
    """markdown-it without its inline rules."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    return parser.use(footnote_plugin, inline=False, move_to_end=False).disable(["inline", "text_join"])


def read_spots(text: str) -> list[Spot]:
    """All blocks in document order."""
    environment: dict[str, Any] = {}
    tokens = block_parser().parse(text, environment)
    notes = frozenset(label[1:] for label in environment.get("footnotes", {}).get("refs", {}))
    source = _Source(text, split_lines(text), environment.get("references", {}), notes)
    spots: list[Spot] = []
    state = _State()
    for around, token in _contents(tokens):
        spots += _front_matter(source, token) if token.type == "front_matter" else _read(source, around, token, state)
    return spots


def front_matter_lines(text: str) -> list[str]:
    """The lines of the front matter, without its fences."""
    tokens = block_parser().parse(text) if text.startswith("---") else []
    found = next((token for token in tokens if token.type == "front_matter"), None)
    return found.content.splitlines() if found else []


@dataclass(frozen=True, slots=True)
class _Source:
    """``references``: labels of link definitions. ``notes``: ids of footnotes that are defined."""

    text: str
    lines: list[tuple[int, int]]
    references: dict[str, Any]
    notes: frozenset[str]

    def line(self, number: int) -> str:
        """A line counted from 0, with the changes that the parser makes to it."""
        start, end = self.lines[number]
        return self.text[start:end].replace("\0", "\ufffd")


@dataclass(slots=True)
class _State:
    """What has been read so far. ``before``: kind of the block just before; ``begun``: a real paragraph was seen; ``row``:
    line of a table's row, ``column``: where in it the next cell begins."""

    before: BlockKind | None = None
    titled: bool = False
    begun: bool = False
    row: int = -1
    column: int = 0


def _contents(tokens: list[Token]) -> Iterator[tuple[list[Token], Token]]:
    """Front matter and inline tokens, each with the open tokens around it, outermost first."""
    around: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            around.pop()
        elif token.type in ("inline", "front_matter"):
            yield around, token


def _read(source: _Source, around: list[Token], token: Token, state: _State) -> list[Spot]:
    """The spots of one inline token. Mutates ``state``."""
    inner = around[-1]
    if inner.type in ("td_open", "th_open"):
        return _cell(source, around, token, state)
    pieces = _pieces(source, token, atx=inner.markup if inner.markup.startswith("#") else "")
    if not pieces or not token.content.strip():
        return []
    if _is_first_in_item(around, token) and (box := TASK_BOX.match(token.content)) and "X" not in source.references:
        pieces[0] = (pieces[0][0] + box.end(), pieces[0][1])
    spot = _image(source, token, pieces) if inner.type == "paragraph_open" else None
    if spot is None and not _has_words(token.content, source.references):
        return []
    if spot is None:
        spot = _flow(source, around, pieces, state)
    state.titled = state.titled or spot.block.kind is BlockKind.HEADLINE
    state.begun = state.begun or spot.block.kind is BlockKind.PARAGRAPH
    state.before = spot.block.kind
    return [spot] if spot.block.text else []


def _is_first_in_item(around: list[Token], token: Token) -> bool:
    item = around[-2] if len(around) > 1 and around[-1].type == "paragraph_open" else None
    return item is not None and item.type == "list_item_open" and (item.map or [])[:1] == (token.map or [])[:1]


def _has_words(content: str, references: dict[str, Any]) -> bool:
    tokens = inline_tokens(content, references)
    return any(words(token).strip() for token in tokens if token.type in ("text", "text_special", "image"))


def _pieces(source: _Source, token: Token, *, atx: str) -> list[tuple[int, int]]:
    """Where each line of a content stands in the source; nothing where it cannot be found."""
    assert token.map is not None
    pieces = []
    for number, content in enumerate(token.content.split("\n"), token.map[0]):
        line, stripped = source.line(number), content.strip(" \t")
        after = line.find(atx) + len(atx) if atx else 0
        place = line.find(stripped, after) if atx else line.rfind(stripped)
        if place < 0:
            return []
        start = source.lines[number][0] + place
        pieces.append((start, start + len(stripped)))
    return pieces


def _flow(source: _Source, around: list[Token], pieces: list[tuple[int, int]], state: _State) -> Spot:
    text = _without_false_notes(source, _explicit_references(_folded(source, pieces), source.references))
    inner = around[-1]
    start, end = pieces[0][0], pieces[-1][1]
    line = _line_of(source, start)
    if inner.type == "heading_open":
        kind = BlockKind.HEADLINE if inner.tag == "h1" and not state.titled else BlockKind.HEADING
        place = Place.HEADING if inner.markup.startswith("#") else Place.FLOW
    else:
        kind, place = _paragraph_kind(around, text, state), Place.FLOW
    prefix = ""
    if len(pieces) > 1:
        second = next(first for first, last in source.lines if first <= pieces[1][0] <= last)
        prefix = source.text[second : pieces[1][0]]
    return Spot(Block(kind, text, start, end, line), place, prefix)


def _line_of(source: _Source, place: int) -> int:
    return bisect.bisect_right(source.lines, (place, len(source.text) + 1))


def _folded(source: _Source, pieces: list[tuple[int, int]]) -> str:
    """Lines as one, but for hard breaks."""
    parts = []
    for (start, end), following in zip(pieces, [*pieces[1:], None], strict=True):
        line = source.text[start:end].replace("\0", "\ufffd")
        slashes = len(line) - len(line.rstrip("\\"))
        if following is None:
            parts.append(line)
        elif slashes % 2:
            parts.append(line + "\n")
        else:
            blanks = source.text[end : following[0]]
            parts.append(line + ("  \n" if blanks.startswith("  ") else " "))
    return "".join(parts)


def _explicit_references(text: str, references: dict[str, Any]) -> str:
    """``[Label]`` and ``[Label][]`` as ``[Label][Label]``, so that a translation of the label keeps the link."""
    if not references or "]" not in text:
        return text
    changes = []
    for token in inline_tokens(text, references):
        start, end = token.meta.get("at", (0, 0))
        if token.type == "image":
            start = token.meta["label_end"]
        if token.type in ("link_close", "image") and text[start:end] in ("]", "][]"):
            changes.append((start, end, f"][{text[_opening(text, start) : start]}]"))
    return splice(text, changes)


def _without_false_notes(source: _Source, text: str) -> str:
    """``[^id]`` without a definition as ``\\[^id]``: it is text like any other."""
    if "[^" not in text:
        return text
    tokens = inline_tokens(text, source.references)
    return splice(
        text,
        [
            (token.meta["at"][0], token.meta["at"][0], "\\")
            for token in tokens
            if token.type == "footnote_ref" and token.meta["label"] not in source.notes
        ],
    )


def _opening(text: str, close: int) -> int:
    """Where the label that ends at ``close`` begins; labels hold no bare brackets."""
    place = close
    while place > 0 and (text[place - 1] != "[" or text[place - 2 : place - 1] == "\\"):
        place -= 1
    return place


def _paragraph_kind(around: list[Token], text: str, state: _State) -> BlockKind:
    container = next((CONTAINER_KINDS[t.type] for t in reversed(around) if t.type in CONTAINER_KINDS), None)
    if container is not None:
        return container
    shown = plain(text)
    is_emphasised = _is_emphasised(text)
    if state.before is BlockKind.ALT_TEXT and (is_emphasised or CAPTION_START.match(shown)):
        return BlockKind.CAPTION
    if not state.begun and is_byline(shown):
        return BlockKind.BYLINE
    if state.before is BlockKind.HEADLINE and is_emphasised:
        return BlockKind.STANDFIRST
    return BlockKind.PARAGRAPH


def _is_emphasised(text: str) -> bool:
    """Whether one emphasis spans all of a text."""
    spans = markup_spans(text)
    first = next((key for start, _, role, key in spans if start == 0 and role is MarkupRole.OPEN), -1)
    closed = any(key == first and end == len(text) for _, end, role, key in spans if role is MarkupRole.CLOSE)
    return first >= 0 and closed and text[0] in "*_"


def _image(source: _Source, token: Token, pieces: list[tuple[int, int]]) -> Spot | None:
    """The alt text, where an image is all of a paragraph of one line. Its block has no text where the alt text is empty."""
    children = inline_tokens(token.content, source.references)
    if len(pieces) != 1 or len(children) != 1 or children[0].type != "image":
        return None
    start = pieces[0][0] + 2
    end = pieces[0][0] + children[0].meta["label_end"]
    if source.text[end : end + 2] not in ("](", "][") or source.text[end : end + 3] == "][]":
        return None
    text = _without_false_notes(source, source.text[start:end].strip())
    block = Block(BlockKind.ALT_TEXT, text, start, end, _line_of(source, start))
    return Spot(block, Place.ALT)


def _cell(source: _Source, around: list[Token], token: Token, state: _State) -> list[Spot]:
    """A table cell. Mutates ``state``: where in the row the next cell begins."""
    row = next(t for t in reversed(around) if t.type == "tr_open")
    assert row.map is not None
    number = row.map[0]
    line = source.line(number)
    if state.row != number:
        opening = re.match(r"[ \t>]*\|", line)
        state.row, state.column = number, opening.end() if opening else 0
    content = re.escape(token.content).replace(r"\|", r"\\\|")
    match = re.compile(rf"[ \t]*({content})[ \t]*(?:\||$)").search(line, state.column)
    if match is None:
        return []
    state.column = match.end()
    start, end = (source.lines[number][0] + place for place in match.span(1))
    state.before = BlockKind.TABLE_CELL
    if not token.content.strip():
        return []
    text = _without_false_notes(source, source.text[start:end])
    return [Spot(Block(BlockKind.TABLE_CELL, text, start, end, number + 1), Place.CELL)]


def _front_matter(source: _Source, token: Token) -> list[Spot]:
    assert token.map is not None
    spots = []
    for number in range(token.map[0] + 1, token.map[1] - 1):
        entry = read_entry(source.line(number), next_line=source.line(number + 1))
        if entry is not None:
            kind, value, first, last = entry
            start = source.lines[number][0]
            text = value if plain(value) == value else escape(value)
            spots.append(Spot(Block(kind, text, start + first, start + last, number + 1), Place.YAML))
    return spots
