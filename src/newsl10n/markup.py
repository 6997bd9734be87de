"""Text -> the web addresses in it; and what the inline markup of every format has in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsl10n.model import Markup, MarkupRole

ADDRESS = re.compile(
    r"(?<![\w@/.])(?:(?:https?|ftp)://|www\.(?=\w)|mailto:(?=\S+@))(?:(?!&[lg]t;|&quot;)[^\s<>\"\u2018-\u201f\u00ab\u00bb\u2066-\u2069])+"
    r"|(?<![\w.+@/-])[\w.+-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,62})\.){1,8}[a-zA-Z]{2,24}(?![\w@])",
)
TRAILING = ".,;:!?'\"*_\u2026\u060c\u061b\u061f"
"""What ends a sentence or an emphasis rather than an address."""
BRACKETS = {")": "(", "]": "[", "}": "{"}
CONTROLS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+")
SURROGATES = re.compile("[\\ud800-\\udfff]")

Span = tuple[int, int, MarkupRole, int]
"""start, end, role, and a number that an OPEN shares with its CLOSE."""


def find_addresses(text: str) -> tuple[Markup, ...]:
    """URLs and e-mail addresses, without the punctuation after them, each as WHOLE."""
    return number_markup(text, _address_spans(text, 0, len(text)))


def with_addresses(text: str, spans: Sequence[Span]) -> tuple[Markup, ...]:
    """The markup of a format (spans in order) and the addresses that stand in the text between."""
    found = list(spans)
    position = 0
    for start, end, _, _ in [*spans, (len(text), len(text), MarkupRole.WHOLE, -1)]:
        if start > position:
            found.extend(_address_spans(text, position, start))
        position = max(position, end)
    return number_markup(text, found)


def number_markup(text: str, spans: Iterable[Span]) -> tuple[Markup, ...]:
    """Markup in order of place, its pairs numbered from 0. A negative number in ``spans`` is an element of its own."""
    numbers: dict[int, int] = {}
    count = 0
    found = []
    for start, end, role, key in sorted(spans, key=lambda span: span[:2]):
        number = numbers.get(key, count) if key >= 0 else count
        if number == count:
            count += 1
        numbers[key] = number
        found.append(Markup(start, end, text[start:end], role, number))
    return tuple(found)


def fold_controls(text: str) -> str:
    """Each run of line ends and control characters becomes a space; half characters (lone surrogates) become U+FFFD."""
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text)).strip(" ")


def _address_spans(text: str, start: int, end: int) -> list[Span]:
    spans = []
    for match in ADDRESS.finditer(text, start, end):
        stop = _trim(text, match.start(), match.end())
        if stop > match.start():
            spans.append((match.start(), stop, MarkupRole.WHOLE, -1))
    return spans


def _trim(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[end - 1]
        opening = BRACKETS.get(last)
        if opening is not None:
            address = text[start:end]
            if address.count(last) <= address.count(opening):
                return end
        elif last not in TRAILING:
            return end
        end -= 1
    return end
