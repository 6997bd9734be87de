"""The JSON of a JSON-LD script -> where the strings of its news articles stand in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

ARTICLE_TYPES = frozenset(
    "Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting".split()
)
"""Source: schema.org, NewsArticle and its kin."""
JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


@dataclass(slots=True)
class _Container:
    """An open object or array. ``key``: of the value that is read next; in an array, the array's own key."""

    is_object: bool
    key: str = ""
    wants_key: bool = False
    types: set[str] = field(default_factory=set)
    strings: list[tuple[str, int, int]] = field(default_factory=list)


def article_strings(text: str, keys: frozenset[str]) -> list[tuple[str, int, int]]:
    """``(key, start, end)`` of the string values (quotes included) of these keys in objects that are articles, in order."""
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    found: list[tuple[str, int, int]] = []
    stack: list[_Container] = []
    for match in JSON_TOKEN.finditer(text):
        _read(match[0], match.start(), stack, found)
    return sorted((item for item in found if item[0] in keys), key=lambda item: item[1])


def read_string(literal: str) -> str:
    """The value of a JSON string."""
    return str(json.loads(literal, strict=False))


def write_string(value: str, *, ascii_only: bool) -> str:
    """A JSON string that is safe inside ``<script>``."""
    literal = json.dumps(value, ensure_ascii=ascii_only)
    return re.sub("[<>&\\u2028\\u2029]", lambda match: f"\\u{ord(match[0]):04x}", literal)


def _read(token: str, start: int, stack: list[_Container], found: list[tuple[str, int, int]]) -> None:
    """Mutates ``stack`` and ``found``: one token of valid JSON further."""
    top = stack[-1] if stack else None
    match token[0]:
        case "{":
            stack.append(_Container(is_object=True, wants_key=True))
        case "[":
            stack.append(_Container(is_object=False, key=top.key if top else ""))
        case "}" | "]":
            _close(stack, found)
        case "," if top is not None:
            top.wants_key = top.is_object
        case ":" if top is not None:
            top.wants_key = False
        case '"' if top is not None:
            _read_string(token, start, top)


def _read_string(token: str, start: int, top: _Container) -> None:
    if top.wants_key:
        top.key = read_string(token)
    elif top.key == "@type":
        top.types.add(read_string(token).rsplit("/", 1)[-1])
    elif top.is_object:
        top.strings.append((top.key, start, start + len(token)))


def _close(stack: list[_Container], found: list[tuple[str, int, int]]) -> None:
    closed = stack.pop()
    if closed.is_object and closed.types & ARTICLE_TYPES:
        found.extend(closed.strings)
    elif not closed.is_object and closed.key == "@type" and stack:
        stack[-1].types |= closed.types
