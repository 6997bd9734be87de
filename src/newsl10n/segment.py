"""Article -> Segments: what translators work on, sentence by sentence (or block by block)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Literal

from newsl10n.model import Article, Block, BlockKind, Markup, Segment
from newsl10n.sentences import SEGMENTER, Span, split_sentences
from newsl10n.sentences.datelines import is_byline, is_dateline

__all__ = ["SEGMENTER", "segment_article", "split_sentences"]

_HEADS = frozenset((BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.TITLE))
_ENDED = re.compile(r"[.!?\u2026][\u201d\u2019\"')]*\Z")
_FEWEST_WORDS = 3
"""A headline is split only where every piece has so many words."""
_LINE_END = re.compile(r"\r\n?|\n")
_FARTHEST = 400
"""Code points of the file to look for the next word in: longer than any indentation or entity, shorter than a paragraph."""


def segment_article(
    article: Article,
    *,
    find_markup: Callable[[str], tuple[Markup, ...]],
    unit: Literal["sentence", "paragraph"] = "sentence",
    abbreviations: Collection[str] = (),
) -> tuple[Segment, ...]:
    """Segments of all blocks in document order.

    ``find_markup`` gives the inline markup of a block's text, as the article's format does. ``unit``: ``paragraph`` makes one
    segment of a block. ``abbreviations``: further ones that never end a sentence.
    """
    first = next((i for i, block in enumerate(article.blocks) if block.kind is BlockKind.PARAGRAPH), -1)
    language = article.locale.partition("-")[0]
    segments: list[Segment] = []
    for number, block in enumerate(article.blocks):
        text, markup = block.text, find_markup(block.text)
        spans = _whole(text)
        if unit == "sentence" and not _is_note(block, _without_markup(text, markup, 0, len(text))):
            spans = split_sentences(
                text, abbreviations, markup=markup, language=language, opens_article=number == first
            )
            spans = _keep_headline(block, spans)
        lines = _find_lines(article.text[block.start : block.end], block, spans)
        for (start, end), line in zip(spans, lines, strict=True):
            words = _without_markup(text, markup, start, end)
            kind = _kind(block, words, is_head=(start, end) == spans[0] and len(spans) > 1)
            segments.append(Segment(text[start:end], kind, number, start, end, line))
    return tuple(segments)


def _whole(text: str) -> list[Span]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [(start, end)] if start < end else []


def _is_note(block: Block, text: str) -> bool:
    return block.kind is BlockKind.BYLINE or (block.kind is BlockKind.PARAGRAPH and is_byline(text))


def _without_markup(text: str, markup: Sequence[Markup], start: int, end: int) -> str:
    pieces = []
    for mark in markup:
        if start <= mark.start < end:
            pieces.append(text[start : mark.start])
            start = mark.end
    return "".join((*pieces, text[start:end])).strip()


def _keep_headline(block: Block, spans: list[Span]) -> list[Span]:
    if block.kind not in _HEADS:
        return spans
    clear = _ENDED.search(block.text.rstrip()) and all(
        len(block.text[start:end].split()) >= _FEWEST_WORDS for start, end in spans
    )
    return spans if clear else _whole(block.text)


def _kind(block: Block, text: str, *, is_head: bool) -> BlockKind:
    """The block's kind, or what the segment ``text`` (without markup) is of its own. ``is_head``: more of the block follows."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind
    if is_byline(text):
        return BlockKind.BYLINE
    return BlockKind.DATELINE if is_head and is_dateline(text) else block.kind


def _find_lines(raw: str, block: Block, spans: list[Span]) -> Iterator[int]:
    """1-based line in the file where each span starts.

    ``raw`` is the block as the file has it: folded lines, indentation, prefixes and entities make it differ from
    ``block.text``, so the words of the text are looked for in it one after the other; a word not found is passed over.
    """
    if not _LINE_END.search(raw):
        yield from (block.line for _ in spans)
        return
    place, counted, line = 0, 0, block.line
    for start, end in spans:
        first = True
        for word in block.text[start:end].split():
            found = raw.find(word, place, place + len(word) + _FARTHEST)
            begin = place if found < 0 else found
            if first:
                line += len(_LINE_END.findall(raw, counted, begin))
                counted, first = begin, False
                yield line
            place = begin if found < 0 else found + len(word)
