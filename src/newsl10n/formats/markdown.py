"""Markdown <-> blocks. CommonMark with tables, ``~~struck~~`` text, footnotes and YAML front matter; code, HTML blocks and link
definitions stay as they are.

The first ``#`` heading is the HEADLINE. A paragraph right after it that is emphasis from end to end is the STANDFIRST, a "By NAME"
paragraph before the first real one the BYLINE. An image alone in its paragraph gives its alt text, and the paragraph after it
is the CAPTION where it is emphasis from end to end or begins with "Photo:" or "Caption:". A footnote's paragraphs are blocks without
its ``[^id]:``; where the article has no such definition, ``[^id]`` is text. A changed block is written as one line
(hard breaks apart); characters at its start that would begin a list, a quote or the like are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newsl10n.errors import ArticleError
from newsl10n.formats.credits import read_entries
from newsl10n.formats.front_matter import read_pairs, write_value
from newsl10n.formats.isolates import isolates_to_bdi
from newsl10n.formats.markdown_inline import find_markup, markup_spans, plain, sanitise
from newsl10n.formats.markdown_reader import TASK_BOX, Place, Spot, block_parser, front_matter_lines, read_spots
from newsl10n.formats.markdown_tokens import quick_note_rule
from newsl10n.formats.splice import LINE_END, splice
from newsl10n.model import Article, Block, BlockKind, Credits

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["find_markup", "note_label", "parse", "plain", "read_credits", "sanitise", "to_html", "write"]

OPEN_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\w.-]+[ \t]*:[ \t]+\S")
NUMBER = re.compile(r"(\d{1,9})([.)])")
BARE_PIPE = re.compile(r"(?<!\\)\|")
BARE_BRACKET = re.compile(r"(?<!\\)[\[\]]")
NOTE_START = re.compile(r"(\[\^[^\s\]]+\]):")
NOTE_LINK = re.compile(r"(?<!\\)(\[\^[^\s\]]+\])\(")
NOTE_MARKER = re.compile(r"\[\^([^\s\]]+)\]:[ \t]*\Z")
BALLOT_BOX, BALLOT_BOX_CHECKED = "\u2610", "\u2611"
CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(#+)\s*$")
SHOWN_KINDS = (BlockKind.STANDFIRST, BlockKind.BYLINE)


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in document order.

    Raises:
        ArticleError: the front matter has no end.
    """
    if _is_open(text):
        raise ArticleError(
            "the front matter is not closed", line=1, remedy="put a line of three hyphens (---) after its last entry"
        )
    return tuple(spot.block for spot in read_spots(text))


def read_credits(text: str) -> Credits:
    """What the front matter says."""
    return read_entries(read_pairs(front_matter_lines(text)))


def write(article: Article, texts: Mapping[int, str], *, locale: str) -> str:
    """The text with its changed blocks replaced. ``locale`` leaves no mark in Markdown."""
    changes = []
    for index, (spot, block) in enumerate(zip(read_spots(article.text), article.blocks, strict=True)):
        new = texts.get(index, block.text)
        if new != block.text:
            changes.append((block.start, block.end, _written(article.text, spot, new)))
    return splice(article.text, changes)


def note_label(text: str, block: Block) -> str:
    """The id of the footnote that a block of a Markdown text begins, ``""`` for any other block."""
    line_start = max(text.rfind(end, 0, block.start) for end in "\r\n") + 1
    match = NOTE_MARKER.search(text, line_start, block.start)
    return match[1] if match else ""


def _is_open(text: str) -> bool:
    """Whether a text begins as front matter does and never ends it."""
    return OPEN_FRONT_MATTER.match(text) is not None and not front_matter_lines(text)


def to_html(text: str) -> str:
    """The article as an HTML fragment, without front matter; HTML in the Markdown passes, so clean the result.

    Standfirst and byline have that class; an image alone in its paragraph and its caption are a ``<figure>``. ``[ ]`` and ``[x]`` of
    a task are drawn as boxes.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.footnote.index import footnote_ref
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False)
    parser.inline.ruler.at("footnote_ref", quick_note_rule(footnote_ref))
    parser.add_render_rule("footnote_caption", _note_number)
    environment: dict[str, Any] = {}
    tokens = [token for token in parser.parse(text, environment) if token.type != "front_matter"]
    kinds = {block.line: block.kind for block in parse(text)}
    rendered = parser.renderer.render(_shaped(tokens, kinds), parser.options, environment)
    return isolates_to_bdi(rendered).strip()


def _written(text: str, spot: Spot, new: str) -> str:
    """What replaces ``text[block.start:block.end]``."""
    block = spot.block
    if not NOTE_LINK.search(block.text):  # sentences side by side make no link of a footnote
        new = NOTE_LINK.sub(r"\1\(", new)
    match spot.place:
        case Place.YAML:
            return write_value(plain(new), old=text[block.start : block.end])
        case Place.ALT:
            return _alt(_one_line(new))
        case Place.CELL:
            return BARE_PIPE.sub(r"\\|", _one_line(new))
        case Place.HEADING:
            return CLOSING_HASHES.sub(lambda match: "\\" + match[1], _one_line(new))
        case Place.FLOW:
            return _paragraph(text, spot, new)


def _one_line(new: str) -> str:
    line = re.sub(r"(?: {2,}|\\)?\n\s*", " ", new).strip()
    slashes = len(line) - len(line.rstrip("\\"))
    return line + "\\" * (slashes % 2)


def _alt(new: str) -> str:
    """An alt text that ends where it should."""
    image = f"![{new}](x)"
    spans = [span for span in markup_spans(image) if span[0] == 0]
    return new if spans and image.endswith("](x)") and _spans_all(image) else BARE_BRACKET.sub(r"\\\g<0>", new)


def _spans_all(image: str) -> bool:
    pairs: dict[int, list[tuple[int, int]]] = {}
    for start, end, _, key in markup_spans(image):
        pairs.setdefault(key, []).append((start, end))
    return any(len(p) == 2 and p[0][0] == 0 and p[1][1] == len(image) for p in pairs.values())


def _paragraph(text: str, spot: Spot, new: str) -> str:
    lines = [line.strip(" \t\r") for line in new.split("\n")]
    breaks = ["  " if raw.endswith("  ") else "" for raw in new.split("\n")]
    kept = [(line, end) for line, end in zip(lines, breaks, strict=True) if line.strip("\\")]
    if not kept:
        return ""
    match = LINE_END.search(text, spot.block.start)
    line_end = match[0] if match else "\n"
    written = []
    for number, (line, end) in enumerate(kept):
        is_last = number == len(kept) - 1
        body = line.rstrip("\\") if is_last and line is not lines[-1] else line
        written.append(_plain_start(body, after_line=number > 0) + ("" if is_last else end))
    return (line_end + spot.prefix).join(written)


def _plain_start(line: str, *, after_line: bool) -> str:
    """A line that begins a paragraph, or goes on with one, and nothing else."""
    before = "x\\\n" if after_line else ""
    if _is_paragraph(before + line):
        return line
    if line.startswith("<"):
        return "&lt;" + line[1:]
    if NOTE_START.match(line):
        return NOTE_START.sub(r"\1\\:", line, count=1)
    escaped = NUMBER.sub(r"\1\\\2", line, count=1) if NUMBER.match(line) else "\\" + line
    return escaped if _is_paragraph(before + escaped) else "\u200b" + line


def _is_paragraph(text: str) -> bool:
    tokens = block_parser().parse(f"x\n\n{text}")[3:]
    types = [token.type for token in tokens]
    return types == ["paragraph_open", "inline", "paragraph_close"] and len(tokens[1].content) >= len(text.strip())


def _shaped(tokens: list[Token], kinds: dict[int, BlockKind]) -> list[Token]:
    """Tokens with classes and figures. Mutates the tokens."""
    _draw_boxes(tokens)
    shaped: list[Token] = []
    waiting: Token | None = None  # the end of a figure that may get a caption
    for index, token in enumerate(tokens):
        kind = kinds.get(token.map[0] + 1) if token.map and token.type == "paragraph_open" else None
        if waiting is not None:
            if kind is BlockKind.CAPTION:
                closing = _closing(tokens, index)
                token.tag = closing.tag = "figcaption"
                closing.meta = {"figure": waiting}
            else:
                shaped.append(waiting)
            waiting = None
        if kind is BlockKind.ALT_TEXT:
            closing = _closing(tokens, index)
            token.tag = closing.tag = "figure"
            closing.meta = {"wait": True}
        elif kind in SHOWN_KINDS:
            token.attrSet("class", kind.value)
        if token.meta.get("wait"):
            waiting = token
            continue
        shaped.append(token)
        if "figure" in token.meta:
            shaped.append(token.meta["figure"])
    return [*shaped, *([waiting] if waiting is not None else [])]


def _draw_boxes(tokens: list[Token]) -> None:
    """Mutates the inline tokens of tasks."""
    for item, token in zip(tokens, tokens[2:], strict=False):
        first = (
            token.children[0] if item.type == "list_item_open" and token.type == "inline" and token.children else None
        )
        if first is not None and first.type == "text" and (box := TASK_BOX.match(token.content)):
            first.content = (BALLOT_BOX if box[0][1] == " " else BALLOT_BOX_CHECKED) + first.content[3:]


def _note_number(renderer: object, tokens: Sequence[Token], place: int, options: object, environment: object) -> str:
    """What the link to a footnote shows: the same number each time."""
    return f"[{tokens[place].meta['id'] + 1}]"


def _closing(tokens: list[Token], opening: int) -> Token:
    """The end of the paragraph that begins at a place. A footnote's last one has more in it than its text."""
    return next(tokens[i] for i in range(opening, len(tokens)) if tokens[i].type == "paragraph_close")
