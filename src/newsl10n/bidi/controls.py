"""Text and its direction -> the same text with isolates around what runs the other way.

The only public ways in are functions from string to string; nothing is reordered, only U+2066..U+2069 are added or dropped.
Rules: Unicode Annex 9 (UAX #9) and W3C "How to use Unicode controls for bidi text" (isolates, not embeddings).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from newsl10n.bidi.runs import Span, find_runs, pieces_between
from newsl10n.model import Markup, MarkupRole

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"

_ISOLATES = frozenset((LRI, RLI, FSI))
_EMBEDDINGS = frozenset((LRE, RLE, LRO, RLO))
_CONTROLS = _ISOLATES | _EMBEDDINGS | {PDI, PDF}
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MODERN = {LRE: LRI, RLE: RLI}
"""Embeddings some tools still write, and what UAX #9 (2.4) recommends in their place. Overrides have no place in news."""


def isolate_runs(
    text: str,
    direction: str,
    *,
    find_markup: Callable[[str], tuple[Markup, ...]] | None = None,
    addresses: bool = False,
) -> str:
    """Put FSI…PDI around each run of the opposite direction, its own brackets, signs and number ranges included.

    Text of one direction comes back as it was, and so does what is isolated already. A plain number in right-to-left text keeps
    its order without help and is left alone; a range, date, phone number, percentage or signed number is not. Controls come back
    balanced. ``find_markup``: the inline markup of the text's format, never broken by an isolate; a run that reaches over
    ``OPEN``/``CLOSE`` pairs is one isolate where it can nest. ``direction``: ``"ltr"`` or ``"rtl"``, of the paragraph.
    ``addresses``: isolate bare URLs and e-mail addresses too; for HTML, since elsewhere programs would take the PDI into the link.
    """
    text = balance_controls(text)
    if not find_markup:
        return _insert(text, find_runs(text, direction))
    markup = find_markup(text)
    runs = find_runs(text, direction, markup, addresses=addresses)
    if not runs or not markup:
        return _insert(text, runs)
    pieces = tuple(piece for run in runs for piece in pieces_between(text, run, markup))
    nested = tuple(part for run in runs for part in _nest(text, run, markup))
    for spans in (nested, pieces):
        isolated = _insert(text, spans)
        if [piece.text for piece in find_markup(isolated)] == [piece.text for piece in markup]:
            return isolated
    return text


def strip_isolates(text: str) -> str:
    """The text without isolates, embeddings and overrides: for comparing and searching. Marks (LRM, RLM, ALM) stay."""
    return _CONTROL.sub("", text)


def balance_controls(text: str) -> str:
    """Every isolate closed within its paragraph, no override, no embedding.

    Paired embeddings become isolates; overrides and whatever has no partner go.
    """
    if not _CONTROL.search(text):
        return text
    partner = _match_controls(text)
    out = []
    for position, char in enumerate(text):
        if char not in _CONTROLS:
            out.append(char)
        elif position in partner:
            opener = text[min(position, partner[position])]
            if opener not in (LRO, RLO):
                out.append(PDI if char in (PDI, PDF) else _MODERN.get(char, char))
    return "".join(out)


def unbalanced_controls(text: str) -> tuple[str, ...]:
    """Controls without a partner in their paragraph, in text order, written ``U+2068``."""
    partner = _match_controls(text)
    return tuple(f"U+{ord(text[m.start()]):04X}" for m in _CONTROL.finditer(text) if m.start() not in partner)


def has_overrides(text: str) -> bool:
    """Whether LRO or RLO stands in the text: they show letters in an order nobody typed."""
    return LRO in text or RLO in text


def _match_controls(text: str) -> dict[int, int]:
    """Positions of paired controls, both ways round. UAX #9 BD9, BD11: a pair never crosses an isolate or a paragraph."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    isolates = 0
    for position, char in enumerate(text):
        if char in _ISOLATES or char in _EMBEDDINGS:
            stack.append(position)
            isolates += char in _ISOLATES
        elif char == PDF and stack and text[stack[-1]] in _EMBEDDINGS:
            opener = stack.pop()
            partner[opener], partner[position] = position, opener
        elif char == PDI and isolates:
            while text[opener := stack.pop()] not in _ISOLATES:
                pass
            isolates -= 1
            partner[opener], partner[position] = position, opener
        elif unicodedata.bidirectional(char) == "B":
            stack.clear()
            isolates = 0
    return partner


def _insert(text: str, spans: tuple[Span, ...]) -> str:
    out, last = [], 0
    for start, end in spans:
        out += [text[last:start], FSI, text[start:end], PDI]
        last = end
    return "".join(out) + text[last:]


def _nest(text: str, run: Span, markup: tuple[Markup, ...]) -> tuple[Span, ...]:
    """The run grown over the markup at its edges until it holds whole elements; cut at the markup where it cannot."""
    start, end = run
    pairs = _pairs(markup)
    for _ in range(len(pairs) + 1):
        torn = [(o, c) for o, c in pairs if (start <= o.start < end) != (start <= c.start < end)]
        if not torn:
            return ((start, end),)
        opener, closer = torn[0]
        if start <= opener.start < end and _only_markup(end, closer.end, markup):
            end = closer.end
        elif start <= closer.start < end and _only_markup(opener.start, start, markup):
            start = opener.start
        else:
            return pieces_between(text, run, markup)
    return pieces_between(text, run, markup)


def _pairs(markup: tuple[Markup, ...]) -> list[tuple[Markup, Markup]]:
    openers = {piece.pair: piece for piece in markup if piece.role is MarkupRole.OPEN}
    closers = {piece.pair: piece for piece in markup if piece.role is MarkupRole.CLOSE}
    return [(openers[number], closers[number]) for number in openers if number in closers]


def _only_markup(start: int, end: int, markup: tuple[Markup, ...]) -> bool:
    covered = sum(piece.end - piece.start for piece in markup if start <= piece.start and piece.end <= end)
    return covered == end - start
