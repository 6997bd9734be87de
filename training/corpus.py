"""Corpus files -> clean (source, target) pairs."""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

LANGUAGES = ("ar", "tr")
# One tag a domain stands in front of the source, so that the model can be asked for news.
DOMAIN_TAGS = {
    "news-teacher": "<news>", "news-wmt": "<news>", "news": "<news>", "general": "<talk>", "names": "<talk>",
    "docs": "<docs>", "mt": "<docs>", "religious": "<book>",
}  # fmt: skip
# Interface strings stay out: one of their sources states no licence.
KINDS = ("news-teacher", "news-wmt", "news", "general", "docs", "religious", "mt")

_SPACES = re.compile(r"\s+")
_TASHKEEL = re.compile("[\u064b-\u0652\u0670]")
_CASED_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|\b(?:Tom|Mary|Sami|Layla|Fadil)\b")
_ARABIC_PUNCTUATION = (
    (re.compile('(?<=[\u0621-\u064a"»)\\]]),(?=\\s|$)'), "\u060c"),
    (re.compile('(?<=[\u0621-\u064a"»)\\]]);(?=\\s|$)'), "\u061b"),
    (re.compile('(?<=[\u0621-\u064a"»)\\]])\\?'), "\u061f"),
    (re.compile(" +(?=[\u060c\u061b\u061f.])"), ""),
)
Pair = tuple[str, str]


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a TAB-separated xz file; lines without exactly one TAB are skipped."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 2 and cells[0].strip() and cells[1].strip():
                yield cells[0], cells[1]


def clean_pairs(pairs: Iterable[Pair], *, locale: str, kind: str, near_duplicates: int = 3) -> Iterator[Pair]:
    """Yield normalised pairs whose lengths and scripts fit.

    ``near_duplicates``: how many pairs may share a source once names and digits are masked.
    """
    seen: Counter[str] = Counter()
    for source, target in pairs:
        source, target = _normalise(source), _normalise(target)
        if locale == "ar":
            target = _normalise_arabic(target, strip_vowels=kind in ("general", "religious"))
        if not _fits(source, target, locale):
            continue
        key = _CASED_NAME.sub("N", re.sub(r"\d", "0", source)).lower()
        seen[key] += 1
        if seen[key] <= near_duplicates:
            yield source, target


def _normalise(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _normalise_arabic(text: str, *, strip_vowels: bool) -> str:
    for pattern, replacement in _ARABIC_PUNCTUATION:
        text = pattern.sub(replacement, text)
    return _TASHKEEL.sub("", text) if strip_vowels else text


def _fits(source: str, target: str, locale: str) -> bool:
    if not source or not target or len(source) > 900 or len(source.split()) > 130:
        return False
    if len(source) >= 20 and not 0.45 <= len(target) / len(source) <= 2.2:
        return False
    letters = [c for c in target if c.isalpha()]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters)
    if locale == "ar":
        return not letters or arabic / len(letters) >= 0.5
    return arabic == 0 and (source != target or len(source.split()) < 4)
