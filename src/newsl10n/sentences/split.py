"""Text -> the spans of its sentences, as edited English news needs them.

sentencex finds the boundaries. It keeps a quotation of several sentences whole, so it is shown the text without quotation
marks and inline markup; rules of news style (``boundaries``) then drop boundaries that are none and add some it misses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from sentencex import get_sentence_boundaries

from newsl10n.model import Markup, MarkupRole
from newsl10n.sentences.boundaries import find_missed, is_attribution, is_joined
from newsl10n.sentences.datelines import find_agency_tag, find_dateline

SEGMENTER = f"sentencex {version('sentencex')}+news.1"
"""Name and version; ``news.N`` counts changes of our own rules. Catalogs record it."""

Span = tuple[int, int]

_OPEN, _CLOSE, _BREAK = "\x01", "\x02", "\u205f"  # the last one is white space that nobody writes
_FOOTNOTE = (
    r"\[\^?\w{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021]+|\x01+[\[(]?[\d*\u2020\u2021,]{1,4}[\])]?\x02+"
)
_HIDDEN = re.compile(
    r"(?=[\u201c\u201d\u201e\u201f\u00ab\u00bb\"\u2018\u2019\u201a'\[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021\x01\x02])(?:"
    r"[\u201c\u201d\u201e\u201f\u00ab\u00bb\"]"
    r"|(?<![^\s(\[\u2014\u2013\u201c\"\x01])[\u2018'\u201a](?=\S)"  # opening single mark
    r"|(?<=[.!?\u2026\u201d\"\x02])[\u2019'](?!\w)"  # closing one: elsewhere it may be an apostrophe
    rf"|(?<=[.!?\u2026\u201d\"\u2019])(?:{_FOOTNOTE})(?!\w)"
    r"|[\x01\x02])"
)
# A parenthesis that is a sentence (or several) of its own, not an aside inside one.
_PARENTHESIS = re.compile(r"(?:^|(?<=[.!?\u2026\u201d\"]\s))\((?=[^\Wa-z])[^()]*[.!?\u2026][\u201d\"\u2019']?\)")
_LEFT_SIDE = re.compile(rf"((?:{_FOOTNOTE}|[\"']|\s*[\x02\u201d\u2019\u00bb)]|\s*?\u205f)*)\s*")
_QUOTE = re.compile(r"[\u201c\u201d\u201e\u201f\u00ab\u00bb\"]")
_LONGEST_TITLE = 60
"""Code points of a quotation inside a sentence that may be a title or a slogan, with full stops of its own."""
_OTHER_SPACE = re.compile(r"[^\S ]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\w")


def split_sentences(
    text: str,
    abbreviations: Collection[str] = (),
    *,
    markup: Sequence[Markup] = (),
    language: str = "en",
    opens_article: bool = False,
) -> list[Span]:
    """Spans of the sentences in code points, in order, without the white space around them.

    ``abbreviations``: further ones (with or without their dot) that never end a sentence. ``markup``: inline markup of the
    text; no sentence ends inside an element. A dateline or an agency tag is a span of its own. ``language``: of sentencex's
    rules; ours are for English and drop little elsewhere. ``opens_article``: see ``find_dateline``.
    """
    masked = _mask(text, markup)
    extra = frozenset(word.rstrip(".") for word in abbreviations)
    cuts = set(_find_cuts(masked, extra, language))
    start, tag = find_dateline(masked.shown, opens_article=opens_article), find_agency_tag(masked.shown)
    cuts.update(_place_cut(masked, len(masked.shown[:place].rstrip()), place) for place in (start, tag) if place > 0)
    if markup and cuts:
        cuts -= _cuts_within(cuts, list(_elements(markup)))
    return list(_spans(text, sorted(cuts)))


@dataclass(frozen=True, slots=True)
class _Masked:
    """``shown``: what sentencex sees. ``plain``: the text with markup as control characters, as long as the text.

    ``offsets[i]``: from this offset in ``shown`` on, ``removed[i]`` code points of the text are missing.
    """

    shown: str
    plain: str
    offsets: list[int]
    removed: list[int]

    def place(self, offset: int) -> int:
        """Offset in the text of the code point at ``offset`` in ``shown``."""
        found = bisect_right(self.offsets, offset)
        return offset + (self.removed[found - 1] if found else 0)


def _mask(text: str, markup: Sequence[Markup]) -> _Masked:
    plain = _flatten(text, markup) if markup else text
    spans = [match.span() for match in _HIDDEN.finditer(plain)]
    if "(" in plain:
        for match in _PARENTHESIS.finditer(plain):
            spans += [(match.start(), match.start() + 1), (match.end() - 1, match.end())]
        spans.sort()
    if not spans:
        return _Masked(plain, plain, [], [])
    pieces, offsets, removed, end, gone = [], [], [], 0, 0
    for start, stop in spans:
        if start >= end:
            pieces.append(plain[end:start])
            offsets.append(start - gone)
            gone += stop - start
            removed.append(gone)
            end = stop
    pieces.append(plain[end:])
    return _Masked("".join(pieces), plain, offsets, removed)


def _flatten(text: str, markup: Sequence[Markup]) -> str:
    """The text with tags as control characters and whole pieces as words (line breaks as white space), same length."""
    pieces, end = [], 0
    for mark in markup:
        length = mark.end - mark.start
        match mark.role:
            case MarkupRole.OPEN:
                fill = _OPEN * length
            case MarkupRole.CLOSE:
                fill = _CLOSE * length
            case _ if not mark.text.strip("\\ \n") or mark.text.lower().startswith("<br"):
                fill = _BREAK * length
            case _ if mark.text.startswith("[^"):  # a footnote belongs to the sentence before it
                fill = _CLOSE * length
            case _:
                fill = ("X" + "x" * (length - 1))[:length]
        pieces += [text[end : mark.start], fill]
        end = mark.end
    pieces.append(text[end:])
    return "".join(pieces)


def _find_cuts(masked: _Masked, extra: frozenset[str], language: str) -> Iterator[Span]:
    """``(end of the left sentence, start of the right one)`` for every boundary."""
    shown, plain = masked.shown, masked.plain
    # sentencex 1.0.32 panics on some white space of several bytes, makes sentences of empty lines, and takes no lone surrogates.
    starts = {
        item["start_index"]
        for item in get_sentence_boundaries(language, _SURROGATE.sub("x", _OTHER_SPACE.sub(" ", shown)))
    }
    starts.update(find_missed(shown))
    titles = _find_titles(plain) if masked.offsets else []
    last = len(shown.rstrip())
    for start in sorted(starts):
        left, right = start, start
        while right < last and shown[right].isspace():
            right += 1
        while left and shown[left - 1].isspace():
            left -= 1
        if left and left < right < last and not is_joined(shown, left, right, extra):
            cut = _place_cut(masked, left, right)
            if not masked.offsets or not _continues(plain, cut, titles):
                yield cut


def _place_cut(masked: _Masked, left: int, right: int) -> Span:
    """Gives closing marks to the left sentence and opening ones to the right."""
    begin, end = masked.place(left - 1) + 1, masked.place(right)
    gap = masked.plain[begin:end]
    if gap == " ":
        return begin, end
    taken = _LEFT_SIDE.match(gap)
    assert taken is not None  # matches everywhere
    return begin + taken.end(1), begin + taken.end()


def _continues(plain: str, cut: Span, titles: list[Span]) -> bool:
    """Whether a sentence goes on across the cut because of a quotation: its attribution follows, or it is a title."""
    end, start = cut
    if plain[end - 1] in "\u201d\"\u2019'" and plain[end - 2 : end - 1] in ("!", "?") and is_attribution(plain, start):
        return True
    found = bisect_right(titles, (start,)) - 1
    return found >= 0 and start <= titles[found][1]


def _find_titles(plain: str) -> list[Span]:
    """Short quotations without an end mark or comma at their end, on either side of the mark, as speech has one."""
    return [
        (opened, closed)
        for opened, closed in _pair_quotes(plain)
        if closed - opened <= _LONGEST_TITLE
        and not any(
            mark in ".,!?\u2026;:\u2014-\u2019'" for mark in (plain[closed - 1], plain[closed + 1 : closed + 2] or " ")
        )
    ]


def _pair_quotes(plain: str) -> Iterator[Span]:
    """Offsets of opening and closing double marks; an unclosed quotation (of several paragraphs) has no pair."""
    opened = -1
    for match in _QUOTE.finditer(plain):
        place, mark = match.start(), match.group()
        straight_opens = mark == '"' and (place == 0 or plain[place - 1] in " \n(\u2014\u2013[\u2018'\x01")
        if mark in "\u201c\u201e\u201f\u00ab" or straight_opens:
            opened = place
        elif opened >= 0:
            yield opened, place
            opened = -1


def _elements(markup: Iterable[Markup]) -> Iterator[Span]:
    """Outermost elements (and whole pieces), each from the start of its OPEN to the end of its CLOSE."""
    closes = {mark.pair: mark.end for mark in markup if mark.role is MarkupRole.CLOSE}
    covered = 0
    for mark in markup:
        end = closes.get(mark.pair, 0) if mark.role is MarkupRole.OPEN else mark.end
        if mark.start >= covered and end > mark.start:
            yield mark.start, end
            covered = end


def _cuts_within(cuts: Iterable[Span], elements: list[Span]) -> set[Span]:
    starts = [start for start, _ in elements]

    def is_within(offset: int) -> bool:
        found = bisect_right(starts, offset - 1) - 1
        return found >= 0 and offset < elements[found][1]

    return {cut for cut in cuts if is_within(cut[0]) or is_within(cut[1])}


def _spans(text: str, cuts: Iterable[Span]) -> Iterator[Span]:
    """The pieces between the cuts; a piece without a letter or digit joins the one before it."""
    begin, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for end, start in cuts:
        if begin < end <= start < last and _WORD.search(text, begin, end) and _WORD.search(text, start):
            yield begin, begin + len(text[begin:end].rstrip())
            begin = start
    if last > begin:
        yield begin, last
