"""HTML text -> tags and text with their places in it. The parser is the standard library's; what it drops belongs to the token before."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from html.parser import HTMLParser

from newsl10n.formats.splice import splice

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
TAG_NAME = re.compile(r"<[^\s/>]+")


class TokenType(Enum):
    """``OTHER``: comment, declaration or processing instruction."""

    START = auto()
    END = auto()
    VOID = auto()
    TEXT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]`` of the tokenised text. ``name``: lower-case tag name, ``""`` for text. ``attributes``: decoded."""

    type: TokenType
    name: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, attribute: str) -> str:
        """The value of an attribute, ``""`` where it is missing."""
        return next((value for name, value in self.attributes if name == attribute), "")


def tokenise(text: str) -> list[Token]:
    """All of a text as tokens, broken HTML included; each begins where the one before ends."""
    # No tag ends behind the last ">": without the rest, the parser does not try each "<" of it again to the end of the text.
    last = text.rfind(">") + 1
    recorder = _Recorder(text)
    recorder.feed(text[:last])
    recorder.close()
    marks = [*recorder.marks, (TokenType.TEXT, "", last, ())]
    ends = [*(start for _, _, start, _ in marks[1:]), len(text)]
    tokens: list[Token] = []
    for (kind, name, start, attributes), end in zip(marks, ends, strict=True):
        if end == start:
            continue
        if kind is TokenType.TEXT and tokens and tokens[-1].type is TokenType.TEXT:
            tokens[-1] = Token(kind, "", tokens[-1].start, end)
        else:
            tokens.append(Token(kind, name, start, end, attributes))
    return tokens


class TagStack:
    """The open elements around a place, each with a number of the caller's."""

    def __init__(self) -> None:
        self._items: list[tuple[str, int]] = []
        self._counts: Counter[str] = Counter()

    @property
    def top(self) -> str:
        """Name of the innermost element, ``""`` outside of all."""
        return self._items[-1][0] if self._items else ""

    def push(self, name: str, number: int) -> None:
        """Open an element."""
        self._items.append((name, number))
        self._counts[name] += 1

    def close(self, name: str) -> int | None:
        """Close the innermost element of a name and all that is open in it: its number. None, and no change, where none is open."""
        while self._counts[name]:
            top, number = self._items.pop()
            self._counts[top] -= 1
            if top == name:
                return number
        return None


def attribute_spans(tag: str) -> dict[str, tuple[int, int]]:
    """Where in a start tag the value of each attribute stands, without its quotes. The first of a name counts, as in browsers."""
    head = TAG_NAME.match(tag)
    spans: dict[str, tuple[int, int]] = {}
    for match in ATTRIBUTE.finditer(tag, head.end() if head else 1):
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        if group:
            spans.setdefault(match[1].lower(), match.span(group))
    return spans


def set_attribute(tag: str, name: str, value: str) -> str:
    """A start tag with an attribute added or its value replaced."""
    new = f'{name}="{html.escape(value)}"'
    head = TAG_NAME.match(tag)
    for match in ATTRIBUTE.finditer(tag, head.end() if head else 1):
        if match[1].lower() == name:
            return splice(tag, [(*match.span(), new)])
    place = head.end() if head else 1
    return f"{tag[:place]} {new}{tag[place:]}"


class _Recorder(HTMLParser):
    """Notes each token's type, name, start and attributes in ``marks``."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.marks: list[tuple[TokenType, str, int, tuple[tuple[str, str], ...]]] = []
        self._line_starts = [0]
        for match in re.finditer("\n", text):  # the only line end that getpos() counts
            self._line_starts.append(match.end())

    def _note(self, kind: TokenType, name: str = "", attributes: tuple[tuple[str, str], ...] = ()) -> None:
        line, column = self.getpos()
        self.marks.append((kind, name, self._line_starts[line - 1] + column, attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs = tuple((name, value or "") for name, value in attrs)
        self._note(TokenType.VOID if tag in VOID else TokenType.START, tag, pairs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A slash closes nothing but void elements and those of SVG and MathML, which stand alone for us too.
        pairs = tuple((name, value or "") for name, value in attrs)
        is_void = tag in VOID or tag not in KNOWN_OPEN
        self._note(TokenType.VOID if is_void else TokenType.START, tag, pairs)

    def handle_endtag(self, tag: str) -> None:
        self._note(TokenType.OTHER if tag in VOID else TokenType.END, tag)

    def handle_data(self, data: str) -> None:
        self._note(TokenType.TEXT)

    def handle_entityref(self, name: str) -> None:
        self._note(TokenType.TEXT)

    def handle_charref(self, name: str) -> None:
        self._note(TokenType.TEXT)

    def handle_comment(self, data: str) -> None:
        self._note(TokenType.OTHER)

    def handle_decl(self, decl: str) -> None:
        self._note(TokenType.OTHER)

    def unknown_decl(self, data: str) -> None:
        self._note(TokenType.OTHER)

    def handle_pi(self, data: str) -> None:
        self._note(TokenType.OTHER)


KNOWN_OPEN = frozenset(
    "a abbr address article aside b bdi bdo blockquote body button caption center cite code dd del details dfn div dl dt em "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html i iframe ins kbd label legend li main map "
    "mark menu nav noscript object ol optgroup option p picture pre q rp rt ruby s samp script search section select small span "
    "strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video".split()
)
"""HTML elements for which ``<x/>`` means ``<x>``."""
