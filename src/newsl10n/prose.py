"""A unit's text -> what of it is prose, its words, its addresses. Shared by checks, cached for the unit at hand."""

from __future__ import annotations

import re
from functools import lru_cache

from newsl10n.markup import ADDRESS, TRAILING, find_addresses

HOLE = "\ufffc"
"""Stands where an address, code or a placeholder was (OBJECT REPLACEMENT CHARACTER)."""

_MAYBE = re.compile("[<`@&{\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069%\\]:.](?:(?<![%\\]:.])|(?=[(/a-z]))")
"""One class of signs comes first: the search then goes from sign to sign."""
_TAG = re.compile("</?[a-zA-Z][^<>]*>|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_THING = re.compile(
    r"`[^`]*`|(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|&(?:#\w{1,8}|\w{1,31});|%\([^()]*\)[a-z]|\{[^{}\s]*\}|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|tv|io)\b|" + ADDRESS.pattern
)
# Arabic and Latin combining marks are part of the word they stand in (Unicode Annex 29, WB4).
_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u0655\u0670]+(?:['’][^\W\d_]+)*")
_MAYBE_ADDRESS = re.compile(r"@|://|www\.")
# One-letter particles and the article lean on what follows them (hsoub.com style guide: و attaches to the next word).
_CLITIC_BEFORE_ADDRESS = re.compile("(?<=[\u0621-\u064a\u0640])(?=https?://|www\\.|[A-Za-z0-9.+-]+@)")
_TO_LOWER_TURKISH = str.maketrans("Iİ", "ıi")


@lru_cache(maxsize=64)
def bare_text(text: str) -> str:
    """The text without tags and bidi controls; addresses, link targets, code and placeholders become HOLE."""
    if not _MAYBE.search(text):
        return text
    return _THING.sub(_hole, _TAG.sub("", text))


def _hole(match: re.Match[str]) -> str:
    thing = match[0]
    return HOLE if thing[0] == "&" else HOLE + thing[len(thing.rstrip(TRAILING)) :]


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The words of the bare text in order, as they are written; an apostrophe does not end one."""
    return tuple(_WORD.findall(bare_text(text)))


@lru_cache(maxsize=64)
def addresses(text: str) -> tuple[str, ...]:
    """The web and e-mail addresses in order; an Arabic particle written before one is not part of it."""
    if not _MAYBE_ADDRESS.search(text):
        return ()
    return tuple(piece.text for piece in find_addresses(_CLITIC_BEFORE_ADDRESS.sub(" ", text)))


def lower_turkish(text: str) -> str:
    """Lower case with Turkish i: I -> ı, İ -> i."""
    # Unicode SpecialCasing.txt, section tr.
    return text.translate(_TO_LOWER_TURKISH).lower()
