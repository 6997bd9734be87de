"""Inline Markdown: its markup with places, the text without it, and a target made safe."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from newsl10n.formats.html_attributes import without_words
from newsl10n.formats.markdown_tokens import inline_tokens, words
from newsl10n.formats.splice import splice
from newsl10n.markup import Span, fold_controls, with_addresses
from newsl10n.model import Markup, MarkupRole

if TYPE_CHECKING:
    from markdown_it.token import Token

FULL_REFERENCE = re.compile(r"\]\[(?!\^[^\s\]]+\])([^\[\]]*[^\[\]\s][^\[\]]*)\]")
"""``[text][label]``; a label that begins with ``^`` is a footnote beside a bracket."""
HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
ACTIVE = re.compile(r"[\\`*_\[\]<>&!#|~]")
REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
HIDDEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
STRAY = re.compile(r"\](?=[(\[:]|\s*\Z)|[<`]")
ROUNDS = 8
"""After so many tries to disarm a target, everything in it is disarmed."""

PAIRS = {"link_open": "link_close", "em_open": "em_close", "strong_open": "strong_close", "s_open": "s_close"}


def find_markup(text: str) -> tuple[Markup, ...]:
    """Links, images (their alt text is text), emphasis and HTML tags as OPEN and CLOSE; code, autolinks, footnotes, breaks as WHOLE.

    ``[text][label]`` is a link and ``[^id]`` a footnote wherever they stand: the definition is not part of a block.
    """
    return with_addresses(text, markup_spans(text))


def plain(text: str) -> str:
    """What a reader sees; a line break is a space."""
    return "".join(words(token) for token in inline_tokens(text, _references(text)))


def escape(text: str) -> str:
    """Inline Markdown that shows just this text."""
    return ACTIVE.sub(r"\\\g<0>", text).replace("\\<", "&lt;")


def sanitise(target: str, source: str) -> str:
    """A target with no markup but that of the source, each at most as often as there; all else becomes text, on one line."""
    if target == source:
        return source
    allowed = Counter(_elements(source))
    text = _fold(target)
    for _ in range(ROUNDS):
        edits = _disarm(text, allowed.copy())
        if not edits:
            return text
        text = splice(text, edits)
    return escape(fold_controls(html.unescape(text)))


def markup_spans(text: str) -> list[Span]:
    """The markup of a text without its bare addresses."""
    return _Collector(text).collect(inline_tokens(text, _references(text)), 0)


def _references(text: str) -> dict[str, Any]:
    from markdown_it.common.utils import normalizeReference

    labels = (normalizeReference(match[1]) for match in FULL_REFERENCE.finditer(text))
    return {label: {"href": "#", "title": ""} for label in labels}


class _Collector:
    """Turns tokens of one text into spans; holds the stack of open elements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[Span] = []
        self._open: list[tuple[str, int]] = []

    def collect(self, tokens: list[Token], offset: int) -> list[Span]:
        """The spans of tokens whose places count from ``offset``."""
        for token in tokens:
            if "at" in token.meta:
                start, end = token.meta["at"]
                self._read(token, start + offset, end + offset, offset)
        return self._spans

    def _read(self, token: Token, start: int, end: int, offset: int) -> None:
        match token.type:
            case "link_open" if token.info == "auto":
                self._whole(start, end)
            case "link_open" | "em_open" | "strong_open" | "s_open":
                self._begin(PAIRS[token.type], start - (token.type == "strong_open"), end)
            case "link_close" | "em_close" | "strong_close" | "s_close" if token.info != "auto":
                self._finish(token.type, start, end + (token.type == "strong_close"))
            case "image":
                self._image(token, start, end, offset)
            case "html_inline":
                self._tag(token.content, start, end)
            case "hardbreak":
                self._whole(len(self._text[:start].rstrip(" ")), end)
            case "code_inline" | "footnote_ref":
                self._whole(start, end)

    def _image(self, token: Token, start: int, end: int, offset: int) -> None:
        label_end = token.meta["label_end"] + offset
        outer, self._open = self._open, []
        self._begin("image", start, start + 2)
        self.collect(token.children or [], start + 2)
        self._finish("image", label_end, end)
        self._open = outer

    def _tag(self, tag: str, start: int, end: int) -> None:
        match = re.match(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)", tag)
        if match is None or tag.endswith("/>"):
            self._whole(start, end)
        elif match[1]:
            self._finish(match[2].lower(), start, end)
        else:
            self._begin(match[2].lower(), start, end)

    def _whole(self, start: int, end: int) -> None:
        self._spans.append((start, end, MarkupRole.WHOLE, -1))

    def _begin(self, closed_by: str, start: int, end: int) -> None:
        self._open.append((closed_by, len(self._spans)))
        self._whole(start, end)

    def _finish(self, name: str, start: int, end: int) -> None:
        """A tag pairs with the innermost open element only, so that pairs nest; all else that stays unpaired is WHOLE."""
        place = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == name), -1)
        is_tag = name not in (*PAIRS.values(), "image")
        if place < 0 or (is_tag and place != len(self._open) - 1):
            self._whole(start, end)
            return
        opening = self._open[place][1]
        del self._open[place:]
        first, last, _, _ = self._spans[opening]
        self._spans[opening] = (first, last, MarkupRole.OPEN, first)
        self._spans.append((start, end, MarkupRole.CLOSE, first))


def _fold(target: str) -> str:
    """Line ends and controls as spaces, but for hard breaks."""
    target = target.replace("\r\n", "\n")
    pieces = HARD_BREAK.split(target)
    breaks = [match[0] if match[0][0] == "\\" else "  \n" for match in HARD_BREAK.finditer(target)]
    done = [fold_controls(f"x{piece}x")[1:-1] for piece in pieces]
    joined = "".join(part for pair in zip(done, [*breaks, ""], strict=False) for part in pair)
    joined = joined.strip(" \n")
    slashes = len(joined) - len(joined.rstrip("\\"))
    return joined + "\\" * (slashes % 2)


def _elements(source: str) -> list[tuple[str, ...]]:
    """Each element of a source, see ``_element``."""
    return [_element(source, pieces) for pieces in _pieces(source)]


def _element(text: str, pieces: list[tuple[int, int]]) -> tuple[str, ...]:
    """The text of an element's one or two pieces, of an HTML tag without words that a translation may change (none hidden)."""
    literals = [text[start:end] for start, end in pieces]
    return tuple(without_words(piece) if not HIDDEN.search(html.unescape(piece)) else piece for piece in literals)


def _pieces(text: str) -> list[list[tuple[int, int]]]:
    pairs: dict[int, list[tuple[int, int]]] = {}
    for start, end, _, key in markup_spans(text):
        pairs.setdefault(key if key >= 0 else -start - 1, []).append((start, end))
    return list(pairs.values())


def _disarm(text: str, allowed: Counter[tuple[str, ...]]) -> list[tuple[int, int, str]]:
    """What to change so that less of a target is markup; nothing where only what is allowed is left. Mutates ``allowed``."""
    edits: dict[int, tuple[int, int, str]] = {}
    kept: list[tuple[int, int]] = []
    for pieces in _pieces(text):
        element = _element(text, pieces)
        if allowed[element] > 0:
            allowed[element] -= 1
            kept += pieces
            continue
        for start, end in pieces:
            edits |= {edit[0]: edit for edit in _escaped(text, start, end)}
    for match in [*STRAY.finditer(text), *REFERENCE.finditer(text)]:
        place = match.start()
        if place not in edits and not any(start <= place < end for start, end in kept):
            edits |= {edit[0]: edit for edit in _escaped_stray(text, match)}
    return list(edits.values())


def _escaped(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The changes that make one piece of markup text."""
    piece = text[start:end]
    if piece.endswith("\n"):
        return [(start, end, " ")]
    if piece[0] == "<":
        return [(start, start + 1, "&lt;")]
    if piece[0] == "`":
        ticks = len(piece) - len(piece.lstrip("`"))
        return [(i, i + 1, "\\`") for i in [*range(start, start + ticks), *range(end - ticks, end)]]
    if piece[0] in "*_~":
        return [(i, i + 1, "\\" + text[i]) for i in range(start, end)]
    place = start + piece.index("[") if piece in ("[", "![") else start
    return [(place, place + 1, "\\" + text[place])]


def _escaped_stray(text: str, match: re.Match[str]) -> list[tuple[int, int, str]]:
    """The change that makes a character that could become markup beside other text harmless, if it is not yet."""
    place = match.start()
    slashes = len(text[:place]) - len(text[:place].rstrip("\\"))
    is_escaped = slashes % 2 == 1
    if text[place] == "<":
        return [(place - is_escaped, place + 1, "&lt;")]
    if is_escaped or (text[place] == "&" and not HIDDEN.search(html.unescape(match[0]))):
        return []
    return [(place, place + 1, "\\" + text[place])]
