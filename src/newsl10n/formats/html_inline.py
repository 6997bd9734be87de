"""Inline HTML: the tags in it, the text without them, and a target made safe.

In a block's or unit's text tags and comments stand as they are, white space is folded, and character references are decoded
but ``&lt;``, ``&gt;`` and ``&amp;``: so ``<`` always begins a tag.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from newsl10n.formats.html_attributes import escape_words, tag_pattern, without_words, word_spans
from newsl10n.formats.html_tokens import TagStack, Token, TokenType, tokenise
from newsl10n.markup import Span, fold_controls, with_addresses
from newsl10n.model import Markup, MarkupRole

UNTRANSLATED = frozenset(["code", "kbd", "math", "samp", "svg", "var"])
"""Elements inside text whose content stays as it is."""
WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
BREAK = re.compile(r"(?i)\s*<br\b[^>]*>\s*")


def find_markup(text: str) -> tuple[Markup, ...]:
    """Tags in order: pairs as OPEN and CLOSE; void and unpaired tags, comments, code and ``translate="no"`` elements as WHOLE."""
    return with_addresses(text, [*tag_spans(text, tokenise(text))] if "<" in text else [])


def plain(text: str) -> str:
    """What a reader sees; a line break is a space."""
    if "<" in text:
        text = BREAK.sub(" ", text)
        text = "".join(text[t.start : t.end] for t in tokenise(text) if t.type is TokenType.TEXT)
    return html.unescape(text)


def sanitise(target: str, source: str) -> str:
    """A target with no tag but those of the source, each at most as often as there, well nested; all else becomes text.

    A tag may have other words in its ``alt``, ``title`` or ``aria-label`` than in the source.
    """
    if target == source:
        return source
    parts = _split(target, Counter(_tags(source)))
    keep = _well_nested(parts)
    literals = {literal for literal, _, _ in _tags(source)}
    done = [
        canonical(part) if index not in keep else part if part in literals else escape_words(part)
        for index, (part, _) in enumerate(parts)
    ]
    return "".join(done).strip(" ")


def canonical(text: str) -> str:
    """Text (no tags) as it stands in a unit: references decoded but the three, controls folded."""
    folded = fold_controls(f"x{html.unescape(text)}x")[1:-1]
    return html.escape(folded, quote=False)


def tag_spans(text: str, tokens: list[Token]) -> list[Span]:
    """The markup among tokens, each with the number of its element; a pair is one only where it is well nested."""
    spans: list[Span] = []
    open_tags = TagStack()  # with the place of each in spans
    fixed: dict[int, bool] = {}
    for token in tokens:
        if token.type is TokenType.END:
            _close(token, open_tags.close(token.name), fixed, spans)
        elif token.type is not TokenType.TEXT:
            spans.append((token.start, token.end, MarkupRole.WHOLE, -1))
        if token.type is TokenType.START:
            open_tags.push(token.name, len(spans) - 1)
            fixed[len(spans) - 1] = _is_fixed(token)
    return spans


def _is_fixed(token: Token) -> bool:
    return token.name in UNTRANSLATED or token.get("translate") == "no" or "notranslate" in token.get("class").split()


def _close(token: Token, opening: int | None, fixed: dict[int, bool], spans: list[Span]) -> None:
    """Mutates ``spans``: pairs an end tag with its start tag; tags left open between stay WHOLE."""
    if opening is None:
        spans.append((token.start, token.end, MarkupRole.WHOLE, -1))
        return
    start, end, _, _ = spans[opening]
    if fixed[opening]:
        del spans[opening:]
        spans.append((start, token.end, MarkupRole.WHOLE, -1))
    else:
        spans[opening] = (start, end, MarkupRole.OPEN, start)
        spans.append((token.start, token.end, MarkupRole.CLOSE, start))


def _tags(source: str) -> list[tuple[str, MarkupRole, str]]:
    """Literal, role and element name of each tag in a source."""
    spans = tag_spans(source, tokenise(source))
    names = {start: source[start + 1 : end].split(None, 1)[0].strip("/>").lower() for start, end, _, _ in spans}
    return [
        (source[start:end], role, names[key if role is MarkupRole.CLOSE else start]) for start, end, role, key in spans
    ]


def _split(
    target: str, allowed: Counter[tuple[str, MarkupRole, str]]
) -> list[tuple[str, tuple[MarkupRole, str] | None]]:
    """The target as text and allowed tags, found by their very characters but for words in attributes. Mutates ``allowed``: what it
    takes is used up."""
    literals = sorted({literal for literal, _, _ in allowed}, key=len, reverse=True)
    if not literals:
        return [(target, None)]
    pattern = re.compile("|".join([*map(re.escape, literals), *map(tag_pattern, filter(word_spans, literals))]))
    parts: list[tuple[str, tuple[MarkupRole, str] | None]] = []
    position = 0
    for match in pattern.finditer(target):
        tag = _taken(match[0], allowed)
        if tag is None:
            continue
        allowed[tag] -= 1
        parts += [(target[position : match.start()], None), (match[0], tag[1:])]
        position = match.end()
    return [*parts, (target[position:], None)]


def _taken(literal: str, allowed: Counter[tuple[str, MarkupRole, str]]) -> tuple[str, MarkupRole, str] | None:
    """Which tag that is left a piece of a target stands for: the very same, else one that differs in its words."""
    left = [tag for tag, count in allowed.items() if count > 0]
    same = next((tag for tag in left if tag[0] == literal), None)
    key = without_words(literal)
    return same or next((tag for tag in left if word_spans(tag[0]) and without_words(tag[0]) == key), None)


def _well_nested(parts: list[tuple[str, tuple[MarkupRole, str] | None]]) -> set[int]:
    """Which tags can stay."""
    keep: set[int] = set()
    open_tags: list[tuple[int, str]] = []
    for index, (_, tag) in enumerate(parts):
        if tag is None:
            continue
        role, name = tag
        if role is MarkupRole.WHOLE:
            keep.add(index)
        elif role is MarkupRole.OPEN:
            open_tags.append((index, name))
        else:
            place = next((i for i in range(len(open_tags) - 1, -1, -1) if open_tags[i][1] == name), -1)
            if place >= 0:
                keep |= {open_tags[place][0], index}
                del open_tags[place:]
    return keep
