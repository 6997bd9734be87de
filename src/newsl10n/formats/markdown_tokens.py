"""Inline Markdown -> markdown-it's tokens, each with its place in the text.

The grammar is markdown-it's own (CommonMark, ``~~struck~~`` and footnotes): its rules are called through wrappers that note on each
token where it stands.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

NOTE = re.compile(r"\[\^[^ \n\]]+\]")


def inline_tokens(text: str, references: dict[str, Any]) -> list[Token]:
    """markdown-it's tokens; ``token.meta["at"]`` is ``(start, end)`` in the text, or in the label of the image around it."""
    parsed = _recorder().parseInline(text, {"references": references})
    return parsed[0].children or []


def words(token: Token) -> str:
    """What a reader sees of one token."""
    match token.type:
        case "text" | "text_special" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "footnote_ref":
            return f"[{token.meta['label']}]"
        case "image":
            return "".join(words(child) for child in token.children or [])
        case _:
            return ""


@functools.cache
def _recorder() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import (
        autolink,
        backtick,
        emphasis,
        escape,
        html_inline,
        image,
        link,
        newline,
        strikethrough,
    )
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.footnote.index import footnote_ref

    parser = MarkdownIt("commonmark").enable("strikethrough").use(footnote_plugin, inline=False, move_to_end=False)
    rules: dict[str, Rule] = {
        "newline": newline,
        "escape": escape,
        "backticks": backtick,
        "emphasis": emphasis.tokenize,
        "strikethrough": strikethrough.tokenize,
        "link": link,
        "image": image,
        "autolink": autolink,
        "html_inline": html_inline,
        "footnote_ref": quick_note_rule(functools.partial(footnote_ref, always_match=True)),
    }
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _noting(rule, name))
    parser.disable("text_join")
    return parser


def quick_note_rule(rule: Rule) -> Rule:
    """The plugin's rule for ``[^id]``, asked only where there is one: it reads on to the end of the text for each ``[^``."""

    def quick(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it calls it so)
        return NOTE.match(state.src, state.pos, state.posMax) is not None and rule(state, silent)

    return quick


def _noting(rule: Rule, name: str) -> Rule:
    """The rule, which also notes places on the tokens that it adds."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (markdown-it calls it so)
        start, count = state.pos, len(state.tokens)
        label_end = -1
        if not silent and name in ("link", "image"):
            label_end = _label_end(state, image=name == "image")
        found = rule(state, silent)
        if found and not silent:
            _note(state.tokens[count:], start, state.pos, label_end, "~" if name == "strikethrough" else "*_")
        return found

    return noting


def _label_end(state: StateInline, *, image: bool) -> int:
    opening = state.pos + 1 if image else state.pos
    if state.src[opening : opening + 1] != "[":
        return -1
    return int(state.md.helpers.parseLinkLabel(state, opening, not image))


def _note(tokens: list[Token], start: int, end: int, label_end: int, delimiters: str) -> None:
    """Mutates the tokens that have no place yet: of several delimiters each has its own, a link its two ends."""
    delimiter = start
    for token in tokens:
        if "at" in token.meta:
            continue
        if token.type == "text" and token.content in (*delimiters, "~~") and token.content[0] in delimiters:
            token.meta = {"at": (delimiter, delimiter + len(token.content))}
            delimiter += len(token.content)
        elif token.type == "link_open" and label_end >= 0:
            token.meta = {"at": (start, start + 1)}
        elif token.type == "link_close" and label_end >= 0:
            token.meta = {"at": (label_end, end)}
        elif token.type != "text":
            token.meta = {**token.meta, "at": (start, end), "label_end": label_end}
