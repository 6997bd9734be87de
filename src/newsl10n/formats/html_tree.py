"""HTML tokens -> which element each stands in and where elements end, and which of them is the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsl10n.formats.html_tokens import Token, TokenType, tokenise

BLOCKS = frozenset(
    "address article aside audio blockquote body button canvas caption col colgroup dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend li link main menu meta nav "
    "noscript object ol optgroup option p picture pre script search section select source style summary table tbody td template "
    "textarea tfoot th thead title tr track ul video".split()
)
"""Elements that end a run of text. All others, unknown ones too, are part of it."""
CHROME = frozenset(
    "aside button dialog footer form head nav noscript script select style template textarea title".split()
)
"""Not part of what an article says."""
VERBATIM = frozenset("audio canvas iframe object picture pre video".split())
"""Part of the article, with content that stays as it is."""
CLOSED_BY_ITSELF = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "tr": (frozenset(["tr", "td", "th"]), frozenset(["table"])),
}
"""Which open elements a start tag ends, and which elements keep those inside from being seen.

Source: HTML Standard, 13.1.2.4 Optional tags.
"""


@dataclass(frozen=True, slots=True)
class Tree:
    """``parents[i]``: index of the innermost START token around token i, -1 at the top. ``ends[i]``: index of the first token
    after START token i's content (its END, or what closed it, or ``len(tokens)``). ``root``: index of the article's START token,
    -1 where the whole text is the article."""

    text: str
    tokens: tuple[Token, ...]
    parents: tuple[int, ...]
    ends: dict[int, int]
    root: int

    def chain(self, index: int) -> list[int]:
        """The START tokens around a token, innermost first, the root included."""
        found = []
        index = self.parents[index]
        while index >= 0:
            found.append(index)
            if index == self.root:
                break
            index = self.parents[index]
        return found

    def start_of(self, index: int) -> int:
        """Where a token begins; the end of the text for the one after the last."""
        return self.tokens[index].start if index < len(self.tokens) else len(self.text)

    def content(self) -> tuple[int, int]:
        """First and past-the-last index of the article's tokens."""
        return self.root + 1, self.ends[self.root] if self.root >= 0 else len(self.tokens)

    def is_chrome(self, index: int) -> bool:
        """Whether a START token begins something around the article rather than of it."""
        name = self.tokens[index].name
        if name == "header":
            in_article = self.root >= 0 and self.tokens[self.root].name in ("article", "main")
            inside = self.tokens[index : self.ends[index]]
            return not in_article and not any(token.name == "h1" for token in inside)
        if name == "footer":  # in a quotation it names who said it
            return not any(self.tokens[i].name == "blockquote" for i in self.chain(index))
        return name in CHROME

    def after(self, index: int) -> int:
        """Index of the first token behind the element that begins at a START token."""
        end = self.ends[index]
        own = end < len(self.tokens) and self.tokens[end].type is TokenType.END
        return end + 1 if own and self.tokens[end].name == self.tokens[index].name else end


def build_tree(text: str) -> Tree:
    """Elements as browsers see them, as far as finding an article needs it; no HTML is too broken."""
    tokens = tuple(tokenise(text))
    parents, ends, open_tags = [], {}, list[int]()
    counts: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        is_stray = token.type is TokenType.END and not counts[token.name]
        closed = len(open_tags) if is_stray else _closed_by(token, tokens, open_tags)
        for opened in open_tags[closed:]:
            ends[opened] = index
            counts[tokens[opened].name] -= 1
        del open_tags[closed:]
        parents.append(open_tags[-1] if open_tags else -1)
        if token.type is TokenType.START:
            open_tags.append(index)
            counts[token.name] += 1
    ends.update((opened, len(tokens)) for opened in open_tags)
    return Tree(text, tokens, tuple(parents), ends, _find_root(tokens, parents, ends))


def _closed_by(token: Token, tokens: tuple[Token, ...], open_tags: list[int]) -> int:
    """From which place on the stack of open elements this token closes them."""
    if token.type is TokenType.END:
        return _closed_by_end(token, tokens, open_tags)
    if (token.type is TokenType.START and token.name in BLOCKS) or token.name == "hr":
        return _closed_by_start(token, tokens, open_tags)
    return len(open_tags)


def _closed_by_end(token: Token, tokens: tuple[Token, ...], open_tags: list[int]) -> int:
    for place in range(len(open_tags) - 1, -1, -1):
        name = tokens[open_tags[place]].name
        if name == token.name:
            return place
        if name in BLOCKS and token.name not in BLOCKS:
            break
    return len(open_tags)


def _closed_by_start(token: Token, tokens: tuple[Token, ...], open_tags: list[int]) -> int:
    closed, walls = CLOSED_BY_ITSELF.get(token.name, (frozenset(), frozenset()))
    lowest = len(open_tags)
    for place in range(len(open_tags) - 1, -1, -1):
        name = tokens[open_tags[place]].name
        if name in closed or (name == "p" and not _is_block(tokens, open_tags[place + 1 :])):
            lowest = place
        if name in walls or (not closed and name in BLOCKS):
            break
    return lowest


def _is_block(tokens: tuple[Token, ...], indexes: list[int]) -> bool:
    return any(tokens[index].name in BLOCKS for index in indexes)


def _find_root(tokens: tuple[Token, ...], parents: list[int], ends: dict[int, int]) -> int:
    """The longest ``<article>`` outside navigation and the like, else ``<main>``, else ``<body>``."""
    for name in ("article", "main", "body"):
        found = [i for i in ends if tokens[i].name == name and not _in_chrome(i, tokens, parents)]
        if found:
            return max(found, key=lambda i: tokens[min(ends[i], len(tokens) - 1)].end - tokens[i].end)
    return -1


def _in_chrome(index: int, tokens: tuple[Token, ...], parents: list[int]) -> bool:
    while (index := parents[index]) >= 0:
        if tokens[index].name in CHROME:
            return True
    return False
