"""Isolate characters (U+2068 ... U+2069) in HTML -> ``<bdi>`` elements."""

from __future__ import annotations

from newsl10n.formats.html_tokens import TagStack, TokenType, tokenise
from newsl10n.formats.splice import splice

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


def isolates_to_bdi(fragment: str) -> str:
    """HTML in which each pair of isolates in text is a ``<bdi>``; pairs that cross a tag, and those in attributes, stay.

    Source: W3C, How to use Unicode controls for bidi text: in HTML use markup, not control characters.
    """
    if FIRST_STRONG_ISOLATE not in fragment:
        return fragment
    opened = TagStack()
    changes: list[tuple[int, int, str]] = []
    for token in tokenise(fragment):
        if token.type is TokenType.START:
            opened.push(token.name, token.start)
        elif token.type is TokenType.END:
            opened.close(token.name)
        elif token.type is TokenType.TEXT:
            changes += _pairs(fragment, token.start, token.end, opened)
    return splice(fragment, changes)


def _pairs(fragment: str, start: int, end: int, opened: TagStack) -> list[tuple[int, int, str]]:
    """The changes for pairs that end in this text. Mutates ``opened``, which holds open isolates too."""
    changes = []
    for place in range(start, end):
        if fragment[place] == FIRST_STRONG_ISOLATE:
            opened.push(FIRST_STRONG_ISOLATE, place)
        elif fragment[place] == POP_ISOLATE and opened.top == FIRST_STRONG_ISOLATE:
            opening = opened.close(FIRST_STRONG_ISOLATE)
            if opening is not None:
                changes += [(opening, opening + 1, "<bdi>"), (place, place + 1, "</bdi>")]
    return changes
