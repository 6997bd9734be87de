"""An HTML tag -> the tag without the words in it that a translator may change: values of ``alt``, ``title`` and ``aria-label``.

Only values in quotes of a well-formed start tag count, as HTML and CommonMark both write it. A value with ``<`` is none of them, so
that a quotation mark left out takes no other tag into the value.
"""

from __future__ import annotations

import html
import re

from newsl10n.formats.splice import splice
from newsl10n.markup import fold_controls

WORDED = frozenset(["alt", "title", "aria-label"])
"""Attributes whose value is language. Source: HTML Standard, 3.2.6.2 The translate attribute; WAI-ARIA 1.2, aria-label."""
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|[^\s"'=<>`]+))?""")
TAG = re.compile(rf"<[a-zA-Z][a-zA-Z0-9-]*(?:{ATTRIBUTE.pattern})*\s*/?>")
NAME = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*")


def without_words(tag: str) -> str:
    """The tag with those values empty: the same for two tags that differ in nothing else. Other text stays as it is."""
    return splice(tag, [(start, end, "") for start, end in word_spans(tag)])


def word_spans(tag: str) -> list[tuple[int, int]]:
    """Where those values stand in a tag; nothing where a text is not one start tag."""
    if not any(name in tag.lower() for name in WORDED) or not TAG.fullmatch(tag):
        return []
    head = NAME.match(tag)
    assert head is not None
    spans = []
    for match in ATTRIBUTE.finditer(tag, head.end()):
        group = 2 if match[2] is not None else 3
        if match[1].lower() in WORDED and match[group] is not None and "<" not in match[group]:
            spans.append(match.span(group))
    return spans


def tag_pattern(tag: str) -> str:
    """A regular expression that finds the tag with any words."""
    parts, position = [], 0
    for start, end in word_spans(tag):
        parts += [re.escape(tag[position:start]), f"[^<{tag[start - 1]}]*"]
        position = end
    return "".join([*parts, re.escape(tag[position:])])


def escape_words(tag: str) -> str:
    """The tag with its words as attribute text: nothing of them but characters of the value."""
    return splice(tag, [(start, end, _escaped(tag[start:end], tag[start - 1])) for start, end in word_spans(tag)])


def _escaped(value: str, quote: str) -> str:
    text = fold_controls(f"x{html.unescape(value)}x")[1:-1]
    return html.escape(text, quote=False).replace(quote, "&quot;" if quote == '"' else "&#39;")
