"""Article + catalog units + their states -> the localized article, as a page or in the article's own format.

Everything from a catalog is hostile until balanced, sanitised and escaped; nothing passed in is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from newsl10n.bidi import FSI, PDI, balance_controls
from newsl10n.errors import UsageError
from newsl10n.formats import FORMATS, Format
from newsl10n.formats.markdown import note_label
from newsl10n.locale import direction
from newsl10n.model import Article, BlockKind, MarkupRole, Segment, State, Unit
from newsl10n.render.notice import add_notice
from newsl10n.render.page import SPAN_END, Page, build_page, class_mark, span_start
from newsl10n.render.passages import Key, Passage, RenderOptions, choose_passages, join_passages
from newsl10n.wording import page_wording

_STRUCK = re.compile(r"~~|<(?:del|s|strike)\b", re.IGNORECASE)
_METADATA = frozenset((BlockKind.TITLE, BlockKind.DESCRIPTION, BlockKind.BYLINE))
_HIDDEN = frozenset((BlockKind.TITLE, BlockKind.DESCRIPTION, BlockKind.ALT_TEXT))
"""Blocks that stand in an attribute or in metadata, where no element can."""


def render_article(
    article: Article,
    segments: Sequence[Segment],
    keys: Sequence[Key],
    units: Mapping[Key, Unit],
    states: Mapping[Key, State],
    *,
    options: RenderOptions,
) -> str:
    """The localized article. ``keys[i]`` is the catalog key of ``segments[i]``; a key without a unit is untranslated.

    Raises:
        NotReadyError: a segment is not reviewed and the options allow neither a draft nor the original in its place.
        UsageError: the format cannot be written from this article, or an option has an unknown value.
    """
    _check_options(article, options)
    format_ = FORMATS[article.format]
    passages = choose_passages(article, segments, keys, units, states, options=options)
    if options.as_format == "html":
        return _render_page(article, format_, segments, passages, options)
    if options.as_format == "text" and article.format != "text":
        return _render_text(article, format_, segments, passages, options)
    texts = join_passages(
        article,
        segments,
        [_wrap_plain(article, s, p, options) for s, p in zip(segments, passages, strict=True)],
        passages,
    )
    written = format_.write(article, texts, locale=options.locale)
    notice = _notice(passages, options)
    return add_notice(article, written, notice, locale=options.locale) if notice else written


def _check_options(article: Article, options: RenderOptions) -> None:
    if options.as_format not in ("html", "source", "text", article.format):
        raise UsageError(
            f"a {article.format} article cannot be written as {options.as_format!r}",
            path=article.path,
            remedy=f"use {', '.join(dict.fromkeys(('html', 'text', 'source', article.format)))}",
        )
    for name, value, choices in (
        ("fallback", options.fallback, ("refuse", "source")),
        ("digits", options.digits, (None, "latn", "arab")),
    ):
        if value not in choices:
            raise UsageError(f"{name} = {value!r} cannot be used", remedy=f"use {' or '.join(filter(None, choices))}")


def _render_text(
    article: Article, format_: Format, segments: Sequence[Segment], passages: list[Passage], options: RenderOptions
) -> str:
    """What a reader sees, without markup: a paragraph a block, list items after a hyphen, footnotes after their id in brackets,
    struck text left out.

    Of the metadata only what the body lacks is shown, above it: title and author.
    """
    texts = join_passages(article, segments, [passage.text for passage in passages], passages)
    plain = {
        index: balance_controls(format_.plain(_without_struck(texts.get(index, block.text), format_)))
        for index, block in enumerate(article.blocks)
    }
    if article.format == "markdown":
        labels = {index: note_label(article.text, block) for index, block in enumerate(article.blocks)}
        plain |= {index: f"[{label}] {plain[index]}" for index, label in labels.items() if label}
    kinds = [block.kind for block in article.blocks]
    start = next((i for i, kind in enumerate(kinds) if kind not in _METADATA), len(kinds))
    above = [
        "" if body in kinds[start:] else next((plain[i] for i in range(start) if kinds[i] is kind), "")
        for body, kind in ((BlockKind.HEADLINE, BlockKind.TITLE), (BlockKind.BYLINE, BlockKind.BYLINE))
    ]
    body = [
        f"- {plain[i]}" if kinds[i] is BlockKind.LIST_ITEM else plain[i]
        for i in range(start, len(kinds))
        if kinds[i] not in _HIDDEN
    ]
    return "\n\n".join([*filter(None, (_notice(passages, options), *above)), *body]) + "\n"


def _without_struck(text: str, format_: Format) -> str:
    """The inline text without what is struck out: with no line through it, it would read as if it held."""
    markup = format_.find_markup(text)
    ends = {m.pair: m.end for m in markup if m.role is MarkupRole.CLOSE}
    spans = [
        (m.start, ends[m.pair])
        for m in markup
        if m.role is MarkupRole.OPEN and m.pair in ends and _STRUCK.match(m.text)
    ]
    for start, end in reversed(spans):
        text = text[:start].rstrip(" ") + text[end:] if text[end : end + 1] in (" ", "") else text[:start] + text[end:]
    return text


def _notice(passages: Sequence[Passage], options: RenderOptions) -> str:
    """What must stand on top of the text; ``""`` where a draft has been reviewed from end to end by now.

    Only where every text that nobody confirmed is known to be a person's, it is not called machine translation.
    """
    wording = page_wording(options.locale)
    open_ones = [passage for passage in passages if passage.state is not State.REVIEWED]
    if not options.draft or not open_ones:
        return ""
    is_human = all(passage.from_source or passage.state is State.EDITED for passage in open_ones)
    return wording.unreviewed_notice if is_human else wording.draft_notice


def _wrap_plain(article: Article, segment: Segment, passage: Passage, options: RenderOptions) -> str:
    """A passage for the article's own format: one in the original language is marked where the format can."""
    if not passage.from_source:
        return passage.text
    tag, its_direction = article.locale, direction(article.locale)
    if article.format == "html" and segment.kind not in _HIDDEN:
        return f'<span lang="{tag}" dir="{its_direction}" class="untranslated">{passage.text}</span>'
    if its_direction == direction(options.locale):
        return passage.text
    return _surround(article, passage.text, FSI, PDI)


def _wrap_marked(article: Article, segment: Segment, passage: Passage) -> str:
    """A passage for a page, with marks that become elements there."""
    text = passage.text
    if segment.kind in _HIDDEN or not text:
        return text
    if passage.from_source:
        text = _surround(article, text, span_start(source=True), SPAN_END)
    elif passage.state is not State.REVIEWED:
        text = _surround(article, text, span_start(passage.state), SPAN_END)
    return _surround(article, text, span_start(), SPAN_END) if segment.kind is BlockKind.DATELINE else text


def _surround(article: Article, text: str, start: str, end: str) -> str:
    """The text with something before and after it, inside of an element that holds it all: what begins with emphasis still does."""
    markup = FORMATS[article.format].find_markup(text)
    if markup and markup[0].pair == markup[-1].pair and (markup[0].start, markup[-1].end) == (0, len(text)):
        inner = text[markup[0].end : markup[-1].start]
        return f"{markup[0].text}{start}{inner}{end}{markup[-1].text}" if inner else text
    return f"{start}{text}{end}"


def _render_page(
    article: Article, format_: Format, segments: Sequence[Segment], passages: list[Passage], options: RenderOptions
) -> str:
    marked = [_wrap_marked(article, segment, passage) for segment, passage in zip(segments, passages, strict=True)]
    texts = join_passages(article, segments, marked, passages)
    texts = {
        block: _surround(article, text, class_mark(article.blocks[block].kind), "") for block, text in texts.items()
    }
    shown = join_passages(article, segments, [passage.text for passage in passages], passages)
    plain = {
        index: balance_controls(format_.plain(shown.get(index, block.text)))
        for index, block in enumerate(article.blocks)
    }
    original = {index: format_.plain(block.text) for index, block in enumerate(article.blocks)}
    title, headline = BlockKind.TITLE, BlockKind.HEADLINE
    address = f"{options.base_url.rstrip('/')}/{{}}/{article.slug}.html" if options.base_url else ""
    return build_page(
        Page(
            locale=options.locale,
            source_locale=article.locale,
            fragment=format_.to_html(format_.write(article, texts, locale=options.locale)),
            title=_first(article, plain, title, headline) or article.slug,
            description=_first(article, plain, BlockKind.DESCRIPTION, BlockKind.STANDFIRST),
            headline=_first(article, plain, headline, title),
            byline=_first(article, plain, BlockKind.BYLINE),
            source_headline=_first(article, original, headline, title),
            notice=_notice(passages, options),
            canonical=address.format(options.locale),
            source_url=options.source_url,
            alternates=tuple((tag, address.format(tag)) for tag in options.locales) if address else (),
            published=options.published or article.credits.published,
            updated=options.updated or article.credits.updated,
            authors=article.credits.authors,
            digits=options.digits,
            media_base=options.media_base,
        )
    )


def _first(article: Article, texts: Mapping[int, str], *kinds: BlockKind) -> str:
    """Text of the first block of the first kind that there is."""
    for kind in kinds:
        for index, block in enumerate(article.blocks):
            if block.kind is kind and texts[index].strip():
                return texts[index]
    return ""
