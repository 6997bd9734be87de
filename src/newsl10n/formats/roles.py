"""What a short line at the top of an article is: headline, standfirst or byline. The rules that text and Markdown share.

A BYLINE begins with "By", is shorter than 120 characters, has no full stop at its end, and all its words are capitalised but
"and", "in" and the like, as in "By Jane Doe and Ali al-Hassan, in Beirut".
"""

from __future__ import annotations

import re

SHORT = 120
"""A headline or byline is shorter than this, in characters."""
BYLINE = re.compile(r"(?:By|BY)[ \u00a0]+(?=\S)")
SMALL_WORDS = frozenset(
    "and in of for from the at with de da di du la le el al van von der den bin ibn special to".split()
)
WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019.][^\W\d_]+)*")
CLOSERS = "\"'\u2019\u201d)]*_"


def is_short_line(text: str) -> bool:
    """Whether a line is short and no sentence."""
    return 0 < len(text) < SHORT and not text.rstrip(CLOSERS).endswith(".")


def is_byline(text: str) -> bool:
    """Whether a line names who wrote the article."""
    match = BYLINE.match(text)
    if match is None or not is_short_line(text):
        return False
    words = WORD.findall(text[match.end() :])
    return bool(words) and all(word[0].isupper() or word.split("-")[0].lower() in SMALL_WORDS for word in words)
