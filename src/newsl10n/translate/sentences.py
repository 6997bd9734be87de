"""Source sentences -> the pieces a model is given: split where too long, capitals lowered, numbers respelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from newsl10n.model import Markup, MarkupRole

LONGEST_WORDS = 100
"""Sentences beyond this are split at clause punctuation; training sentences were shorter."""
LONGEST_CHARACTERS = 700
_CLAUSE_END = re.compile(r"[;:\u2014,\u2013](?=\s)|[.!?][\"'\u201d\u2019]?(?=\s)")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
# Initialisms that news writes in capitals; other words of an all-capitals headline are lowered.
_INITIALISMS = frozenset(
    "AFP AI AP AU BBC BRICS CEO CIA CNN COVID DNA DRC EU FAO FBI FIFA G7 G20 GDP HIV IAEA ICC ICJ IDF IMF IOM IRC IS ISIL ISIS "
    "LGBT LNG MP MSF NASA NATO NGO OCHA OECD OPEC PKK PM SDF TV UAE UEFA UK UN UNESCO UNHCR UNICEF UNRWA US USA WFP WHO WTO YPG".split()
)
_CAPITALS_SHARE = 0.8


def split_long(text: str, markup: tuple[Markup, ...]) -> list[tuple[int, int]]:
    """Spans of ``text`` of at most about ``LONGEST_WORDS`` words, cut after clause punctuation, else at a space.

    Never inside markup or between an OPEN and its CLOSE.
    """
    spans, start = [], 0
    while len(text) - start > LONGEST_CHARACTERS or len(text[start:].split()) > LONGEST_WORDS:
        cut = _cut_after(text, start, markup)
        if cut is None:
            break
        spans.append((start, cut))
        start = cut + len(text[cut:]) - len(text[cut:].lstrip())
    return [*spans, (start, len(text))] if start < len(text) else spans


def _cut_after(text: str, start: int, markup: tuple[Markup, ...]) -> int | None:
    """Where to cut: the clause end nearest to the middle of what one piece may hold."""
    limit = start + LONGEST_CHARACTERS
    words = list(_SPACE.finditer(text, start))
    if len(words) > LONGEST_WORDS:
        limit = min(limit, words[LONGEST_WORDS - 1].start())
    middle = start + (min(limit, len(text)) - start) * 2 // 3
    for pattern in (_CLAUSE_END, _SPACE):
        places = [m.start() if pattern is _SPACE else m.end() for m in pattern.finditer(text, start + 1, limit)]
        free = [p for p in places if _is_free(p, markup) and text[start:p].strip() and text[p:].strip()]
        if free:
            return min(free, key=lambda p: abs(p - middle))
    return None


def _is_free(place: int, markup: tuple[Markup, ...]) -> bool:
    closes = {m.pair: m.start for m in markup if m.role is MarkupRole.CLOSE}
    for m in markup:
        end = closes.get(m.pair, m.end) if m.role is MarkupRole.OPEN else m.end
        if m.start < place < max(end, m.end) or (m.role is MarkupRole.OPEN and m.start < place <= end):
            return False
    return True


def is_shouted(text: str) -> bool:
    """Whether a text of at least two words is set in capitals."""
    words = [w for w in _WORD.findall(text) if len(w) > 1]
    return len(words) > 1 and sum(w.isupper() for w in words) >= _CAPITALS_SHARE * len(words)


def sentence_case(text: str, names: Mapping[str, str]) -> str:
    """A text in capitals as a sentence would be written. ``names``: word in capitals -> how the article writes it."""

    def lower(found: re.Match[str]) -> str:
        word = found[0]
        return word if word in _INITIALISMS else names.get(word, word.lower())

    lowered = _WORD.sub(lower, text)
    first = re.search(r"[^\W\d_]", lowered)
    return lowered if first is None else lowered[: first.start()] + first[0].upper() + lowered[first.end() :]


def capitalised(text: str, language: str) -> str:
    """The text with a capital at its start; Turkish i becomes İ."""
    first = "\u0130" if language == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:] if len(first) == 1 else text


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """Words that texts in normal case write with a capital inside a sentence: ``{"SYRIA": "Syria"}``."""
    names = {}
    for text in texts:
        if not is_shouted(text):
            for found in list(_WORD.finditer(text))[1:]:
                if found[0][0].isupper() and text[: found.start()].rstrip()[-1:] not in '.!?:\u201c"':
                    names[found[0].upper()] = found[0]
    return names


def respell_number(number: str, language: str) -> str:
    """An English number with the separators of the target language (CLDR: Turkish groups with a stop, Arabic with Latin digits as English)."""
    if language != "tr" or not re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?", number):
        return number
    return number.translate({ord(","): ".", ord("."): ","})
