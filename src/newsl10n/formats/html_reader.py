"""HTML text -> its blocks, each with the kind of place it stands in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import Enum, auto

from newsl10n.formats.html_inline import WHITE_SPACE, canonical, plain, tag_spans
from newsl10n.formats.html_tokens import Token, TokenType, attribute_spans
from newsl10n.formats.html_tree import BLOCKS, VERBATIM, Tree
from newsl10n.formats.json_ld import article_strings, read_string
from newsl10n.formats.roles import is_byline
from newsl10n.formats.splice import LineCounter
from newsl10n.markup import Span
from newsl10n.model import Block, BlockKind, MarkupRole

TAG_KINDS = {
    "h1": BlockKind.HEADLINE,
    **dict.fromkeys(["h2", "h3", "h4", "h5", "h6"], BlockKind.HEADING),
    **dict.fromkeys(["li", "dt", "dd"], BlockKind.LIST_ITEM),
    **dict.fromkeys(["td", "th"], BlockKind.TABLE_CELL),
    **dict.fromkeys(["figcaption", "caption"], BlockKind.CAPTION),
    "blockquote": BlockKind.QUOTE,
}
CLASS_KINDS = (
    (re.compile(r"(?i)(?:^|[\s_-])(?:standfirst|lede|dek|deck|summary|subheadline)(?:$|[\s_-])"), BlockKind.STANDFIRST),
    (re.compile(r"(?i)(?:^|[\s_-])byline(?:$|[\s_-])"), BlockKind.BYLINE),
    (re.compile(r"(?i)(?:^|[\s_-])dateline(?:$|[\s_-])"), BlockKind.DATELINE),
)
CLASSED = frozenset("address div h2 h3 h4 p span".split())
"""Elements whose class can say what they are."""
META_KINDS = {
    "description": BlockKind.DESCRIPTION,
    "og:description": BlockKind.DESCRIPTION,
    "twitter:description": BlockKind.DESCRIPTION,
    "og:title": BlockKind.TITLE,
    "twitter:title": BlockKind.TITLE,
    "og:image:alt": BlockKind.ALT_TEXT,
    "twitter:image:alt": BlockKind.ALT_TEXT,
}
JSON_KINDS = {"headline": BlockKind.TITLE, "description": BlockKind.DESCRIPTION}
BYLINE_LENGTH = 160
"""Text around a ``rel=author`` link is a byline when it is shorter than this, in characters."""


class Place(Enum):
    """How a block's text is written: among tags, in an attribute, in ``<title>``, or as a JSON string."""

    FLOW = auto()
    ATTRIBUTE = auto()
    TITLE = auto()
    JSON = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A block and its kind of place."""

    block: Block
    place: Place


def read_spots(tree: Tree) -> list[Spot]:
    """All blocks in document order."""
    lines = LineCounter(tree.text)
    spots = [*_head_spots(tree, lines), *_body_spots(tree, lines)]
    return sorted(spots, key=lambda spot: spot.block.start)


def json_scripts(tree: Tree) -> list[tuple[int, str]]:
    """Start and text of each JSON-LD script."""
    return [
        (token.end, tree.text[token.end : tree.start_of(tree.ends[index])])
        for index, token in enumerate(tree.tokens)
        if token.type is TokenType.START and token.name == "script" and "ld+json" in token.get("type").lower()
    ]


def class_kind(token: Token) -> BlockKind | None:
    """What the class of an element says it is."""
    if token.name not in CLASSED:
        return None
    return next((kind for pattern, kind in CLASS_KINDS if pattern.search(token.get("class"))), None)


def _spot(tree: Tree, lines: LineCounter, span: tuple[int, int], kind: BlockKind, place: Place) -> Spot | None:
    """A block of plain text; None where it is blank."""
    raw = tree.text[slice(*span)]
    value = read_string(raw) if place is Place.JSON else html.unescape(raw)
    text = canonical(html.escape(value)).strip()
    return Spot(Block(kind, text, *span, lines.line(span[0])), place) if text else None


def _head_spots(tree: Tree, lines: LineCounter) -> list[Spot]:
    found: list[Spot | None] = []
    titled = False
    for index, token in enumerate(tree.tokens):
        kind = META_KINDS.get((token.get("name") or token.get("property")).lower())
        if token.name == "meta" and kind is not None:
            found.append(_attribute_spot(tree, lines, token, "content", kind))
        elif token.name == "title" and token.type is TokenType.START and not titled and not _in_svg(tree, index):
            titled = True
            span = _trimmed(tree.text, token.end, tree.start_of(_title_end(tree, index)))
            found.append(_spot(tree, lines, span, BlockKind.TITLE, Place.TITLE))
    for start, text in json_scripts(tree):
        for key, first, last in article_strings(text, frozenset(JSON_KINDS)):
            found.append(_spot(tree, lines, (start + first, start + last), JSON_KINDS[key], Place.JSON))
    return [spot for spot in found if spot is not None]


def _title_end(tree: Tree, index: int) -> int:
    """What looks like tags in a title is text: only its end tag ends it."""
    ends = (i for i in range(index, len(tree.tokens)) if tree.tokens[i].type is TokenType.END)
    return next((i for i in ends if tree.tokens[i].name == "title"), index + 1)


def _in_svg(tree: Tree, index: int) -> bool:
    return any(tree.tokens[i].name == "svg" for i in tree.chain(index))


def _attribute_spot(tree: Tree, lines: LineCounter, token: Token, name: str, kind: BlockKind) -> Spot | None:
    span = attribute_spans(tree.text[token.start : token.end]).get(name)
    if span is None:
        return None
    return _spot(tree, lines, (token.start + span[0], token.start + span[1]), kind, Place.ATTRIBUTE)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return start + left, max(start + left, start + len(part.rstrip()))


def _body_spots(tree: Tree, lines: LineCounter) -> list[Spot]:
    spots: list[Spot] = []
    begun = False
    for flow in _flows(tree):
        found = _flow_spots(tree, lines, flow, begun=begun)
        begun = begun or any(spot.block.kind is BlockKind.PARAGRAPH for spot in found)
        spots += found
    return spots


def _flows(tree: Tree) -> list[list[int]]:
    """The runs of text and inline tags between the starts and ends of blocks."""
    flows: list[list[int]] = [[]]
    index, end = tree.content()
    while index < end:
        token = tree.tokens[index]
        if token.type is TokenType.START and (_stays(token) or tree.is_chrome(index)):
            flows.append([])
            if token.name == "picture":
                flows += [[i] for i in range(index, tree.ends[index]) if tree.tokens[i].name == "img"] + [[]]
            index = tree.after(index)
            continue
        if token.name in BLOCKS:
            flows.append([])
        else:
            flows[-1].append(index)
        index += 1
    return [flow for flow in flows if flow]


def _stays(token: Token) -> bool:
    """Whether a block is part of the article, but stays as it is: by its nature, or because its author says so."""
    return token.name in VERBATIM or (token.name in BLOCKS and token.get("translate").strip().lower() == "no")


def _flow_spots(tree: Tree, lines: LineCounter, flow: list[int], *, begun: bool) -> list[Spot]:
    tokens = [tree.tokens[index] for index in flow]
    spans = tag_spans(tree.text, tokens)
    start, end = _text_range(tree.text, tokens, spans)
    outside = [token for token in tokens if token.name == "img" and not start <= token.start < end]
    found = [_attribute_spot(tree, lines, token, "alt", BlockKind.ALT_TEXT) for token in outside]
    if start < end:
        text = _unit_text(tree.text, tokens, spans, (start, end))
        kind = _flow_kind(tree, flow, (start, end), plain(text), begun=begun)
        found.append(Spot(Block(kind, text, start, end, lines.line(start)), Place.FLOW))
    return [spot for spot in found if spot is not None]


def _text_range(text: str, tokens: list[Token], spans: list[Span]) -> tuple[int, int]:
    """From the first to the last word, with the tags that this would tear from their partners; (0, 0) where there is no word."""
    fixed = _fixed_spans(tokens, spans)
    pieces = [
        fixed.get(token.start) or _trimmed(text, token.start, token.end)
        for token in tokens
        if token.type is TokenType.TEXT and canonical(text[token.start : token.end]).strip()
    ]
    if not set(pieces) - set(fixed.values()):
        return 0, 0
    start, end = min(pieces)[0], max(last for _, last in pieces)
    pairs: dict[int, list[int]] = {}
    for first, last, _, key in spans:
        if key >= 0:
            pairs[key] = [*pairs.get(key, []), first, last]
    while torn := [p for p in pairs.values() if (p[0] < start < p[3] <= end) or (start <= p[0] < end < p[3])]:
        start, end = min(start, *(p[0] for p in torn)), max(end, *(p[3] for p in torn))
    return start, end


def _fixed_spans(tokens: list[Token], spans: list[Span]) -> dict[int, tuple[int, int]]:
    """Start of each text token that is not translated, with the element around it."""
    whole = [(start, end) for start, end, role, _ in spans if role is MarkupRole.WHOLE]
    found, number = {}, 0
    for token in tokens:
        while number < len(whole) and whole[number][1] <= token.start:
            number += 1
        if token.type is TokenType.TEXT and number < len(whole) and whole[number][0] <= token.start:
            found[token.start] = whole[number]
    return found


def _unit_text(text: str, tokens: list[Token], spans: list[Span], limits: tuple[int, int]) -> str:
    """The part of a flow between the limits as a translator sees it."""
    fixed = _fixed_spans(tokens, spans)
    parts = []
    for token in tokens:
        part = text[max(token.start, limits[0]) : min(token.end, limits[1])]
        parts.append(canonical(part) if token.type is TokenType.TEXT and token.start not in fixed else part)
    return WHITE_SPACE.sub(" ", "".join(parts)).strip(" ")


def _flow_kind(tree: Tree, flow: list[int], limits: tuple[int, int], text: str, *, begun: bool) -> BlockKind:
    first = next(i for i in flow if tree.tokens[i].end > limits[0])
    for index in tree.chain(first):
        token = tree.tokens[index]
        if token.name not in BLOCKS and tree.start_of(tree.ends[index]) < limits[1]:
            continue
        kind = class_kind(token) or TAG_KINDS.get(token.name)
        if kind is not None:
            return kind
    authors = any(t.name == "a" and "author" in t.get("rel").split() for i in flow for t in [tree.tokens[i]])
    wrapped = any(tree.tokens[i].get("rel") == "author" for i in tree.chain(first))
    if (authors or wrapped) and len(text) < BYLINE_LENGTH:
        return BlockKind.BYLINE
    return BlockKind.BYLINE if not begun and is_byline(text) else BlockKind.PARAGRAPH
