"""The formats of articles. Reading and writing are two ends of one format: each is a module with the same seven functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsl10n.errors import ArticleError
from newsl10n.formats import html, markdown, text
from newsl10n.model import Article, Block, Credits, Markup


class Writer(Protocol):
    """Puts new block texts into an article."""

    def __call__(self, article: Article, texts: Mapping[int, str], *, locale: str) -> str:
        """The file's text in another language. A block that is not in ``texts``, or has its own text there, stays as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """What a format can do. "Inline" is the text of a block or a unit.

    ``suffixes``: of its files, with the dot. ``parse``: file text -> blocks. ``write``: see Writer. ``find_markup``: inline ->
    its markup in order. ``sanitise``: (target, source) -> the target with no other markup than the source has. ``to_html``: file
    text -> the article as an HTML fragment, not yet cleaned. ``plain``: inline -> what a reader sees. ``credits``: file text -> dates
    and authors that it names.
    """

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[str], tuple[Block, ...]]
    write: Writer
    find_markup: Callable[[str], tuple[Markup, ...]]
    sanitise: Callable[[str, str], str]
    to_html: Callable[[str], str]
    plain: Callable[[str], str]
    credits: Callable[[str], Credits]


FORMATS: dict[str, Format] = {
    "text": Format(
        name="text",
        suffixes=(".txt", ".text"),
        parse=text.parse,
        write=text.write,
        find_markup=text.find_markup,
        sanitise=text.sanitise,
        to_html=text.to_html,
        plain=text.plain,
        credits=text.read_credits,
    ),
    "markdown": Format(
        name="markdown",
        suffixes=(".md", ".markdown"),
        parse=markdown.parse,
        write=markdown.write,
        find_markup=markdown.find_markup,
        sanitise=markdown.sanitise,
        to_html=markdown.to_html,
        plain=markdown.plain,
        credits=markdown.read_credits,
    ),
    "html": Format(
        name="html",
        suffixes=(".html", ".htm", ".xhtml"),
        parse=html.parse,
        write=html.write,
        find_markup=html.find_markup,
        sanitise=html.sanitise,
        to_html=html.to_html,
        plain=html.plain,
        credits=html.read_credits,
    ),
}


def format_of(path: Path) -> str:
    """The key in FORMATS for a file name.

    Raises:
        ArticleError: no format has the name's suffix.
    """
    suffix = path.suffix.lower()
    for name, format_ in FORMATS.items():
        if suffix in format_.suffixes:
            return name
    suffixes = ", ".join(suffix for format_ in FORMATS.values() for suffix in format_.suffixes)
    raise ArticleError("the format is unknown", path=path, remedy=f"name the file with one of {suffixes}")


def encode_text(article: Article, text: str) -> bytes:
    """A localized text as bytes in the article's own encoding.

    Where that cannot hold the text, HTML gets character references (so the encoding it declares stays true) and the other
    formats, which declare none, become UTF-8.
    """
    try:
        return text.encode(article.encoding)
    except UnicodeEncodeError:
        return text.encode(article.encoding, "xmlcharrefreplace") if article.format == "html" else text.encode("utf-8")
