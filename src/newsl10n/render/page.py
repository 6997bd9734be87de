"""Body fragment, texts and links -> a whole HTML page.

Everything that comes in is taken for hostile: the fragment passes an allow-list, all other text is escaped by the template.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from newsl10n.bidi import balance_controls, strip_isolates
from newsl10n.digits import shape_digits
from newsl10n.formats.html_tokens import TokenType, set_attribute, tokenise
from newsl10n.formats.isolates import isolates_to_bdi
from newsl10n.locale import direction, display_name, format_date
from newsl10n.model import BlockKind, State
from newsl10n.wording import page_wording

SPAN_END = " \ufdd1"
"""Ends what ``span_start`` began. Noncharacters (Unicode 23.7) are for use inside a program, and the space beside them keeps
Markdown's rules for emphasis as they are at the edge of a paragraph."""

_SOURCE = "\ufdd0"
_DATELINE = "\ufdd2"
_SPANS = {
    _DATELINE: '<span class="dateline">',
    "\ufdd3": '<span data-state="draft">',
    "\ufdd4": '<span data-state="edited">',
    "\ufdd5": '<span data-state="stale">',
}
_STATES = {State.DRAFT: "\ufdd3", State.EDITED: "\ufdd4", State.STALE: "\ufdd5"}
_CLASSES = {BlockKind.STANDFIRST: "\ufdd6", BlockKind.BYLINE: "\ufdd7", BlockKind.CAPTION: "\ufdd8"}
_NUMBER_BDI = re.compile(r"<bdi>(?=[^<A-Za-z]{1,24}</bdi>)(?=[^<]*[0-9])")
_MARK = re.compile("([\ufdd0\ufdd2-\ufdd8]) ?| ?(\ufdd1)")

_BLOCKS = frozenset("h1 h2 h3 h4 h5 h6 p li td th caption figcaption blockquote div dt dd".split())
_INLINE = "a abbr b bdi br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var wbr"
_STRUCTURE = "col colgroup dl figure hr ol pre section table tbody tfoot thead tr ul"
_TAGS = {*_BLOCKS, *_INLINE.split(), *_STRUCTURE.split()}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang", "translate"},
    "a": {"href", "hreflang", "id", "title"},
    "img": {"alt", "height", "src", "title", "width"},
    "abbr": {"title"},
    "li": {"id"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "span": {"data-state"},
}
_VALUES = {
    "dir": re.compile("ltr|rtl|auto"),
    "id": re.compile(r"fn(?:ref)?\d+(?::\d+)?"),
    "translate": re.compile("yes|no"),
    "href": re.compile(r"(?:https?|mailto|tel):.*|[^:]*(?:[/?#].*)?", re.IGNORECASE | re.DOTALL),
    "src": re.compile(r"https?:.*|[^:]*(?:[/?#].*)?", re.IGNORECASE | re.DOTALL),
}
"""What the value of an attribute must be: no address but of these schemes, or relative; no id but of footnotes."""
_EMPTY_CLASS = re.compile(r'(<[a-z0-9]+[^<>]*?) class=""')
_BLOCK_CLASSES = {"standfirst", "byline", "caption"}
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of.

    ``fragment``: HTML of the article body, with the marks of ``span_start`` and ``class_mark``. ``title``, ``description``,
    ``headline``, ``byline``: plain text, isolates allowed; the last two
    are shown where the body lacks them. ``media_base``: goes before relative image addresses. ``alternates``: (locale, address) of each language version. Addresses may be ``""``.
    ``notice``: stands on
    top, in the words of the page, ``""`` where all is reviewed. ``authors``: in the source language; one whole name each.
    """

    locale: str
    source_locale: str
    fragment: str
    title: str
    description: str
    headline: str
    byline: str
    source_headline: str
    notice: str = ""
    canonical: str = ""
    source_url: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    published: date | None = None
    updated: date | None = None
    digits: str | None = None
    media_base: str = ""
    authors: tuple[str, ...] = ()


def span_start(state: State | None = None, *, source: bool = False) -> str:
    """Begins a passage in the text of a block, before it is HTML: in the source language, of a state, else a dateline."""
    if source:
        return _SOURCE + " "
    return (_STATES[state] if state else _DATELINE) + " "


def class_mark(kind: BlockKind) -> str:
    """Begins the text of a block whose element shall carry the kind as its class; ``""`` for kinds without one."""
    return f"{_CLASSES[kind]} " if kind in _CLASSES else ""


def build_page(page: Page) -> str:
    """The page as text."""
    import jinja2
    import markupsafe

    templates = resources.files("newsl10n") / "templates"
    style = _minify((templates / "page.css").read_text("utf-8"))
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    body = clean_fragment(place_marks(page.fragment, page.source_locale, media_base=page.media_base))
    body = _NUMBER_BDI.sub('<bdi class="number">', body)
    body = _with_byline(_with_headline(body, page.headline), page.byline)
    wording = page_wording(page.locale)
    foreign = wording.locale != page.locale.partition("-")[0]
    return environment.from_string((templates / "page.html").read_text("utf-8")).render(
        page=page,
        direction=direction(page.locale),
        style=markupsafe.Markup(style),
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        structured=markupsafe.Markup(_structured_data(page)),
        body=markupsafe.Markup(body),
        untranslated='class="untranslated"' in body,
        wording=wording,
        own=markupsafe.Markup(f' lang="{wording.locale}" dir="{wording.direction}"' if foreign else ""),
        source_language=display_name(page.source_locale, wording.locale),
        dates=_dates(page),
    )


def place_marks(fragment: str, source_locale: str, *, media_base: str = "") -> str:
    """The fragment with the marks as elements and classes; a mark inside a tag just goes."""
    source = f'<span lang="{source_locale}" dir="{direction(source_locale)}" class="untranslated">'
    starts = {_SOURCE: source, **_SPANS}
    classes = {mark: kind.value for kind, mark in _CLASSES.items()}
    out: list[str] = []
    block = -1
    for token in tokenise(fragment):
        text = fragment[token.start : token.end]
        if token.type is TokenType.TEXT:
            marks = [match[1] for match in _MARK.finditer(text) if match[1] in classes]
            if marks and block >= 0:
                out[block] = set_attribute(out[block], "class", classes[marks[0]])
            text = _MARK.sub(lambda match: "</span>" if match[2] else starts.get(match[1], ""), balance_controls(text))
        else:
            text = _MARK.sub("", text)
        if token.type is TokenType.START and token.get("translate").lower() == "no" and not token.get("lang"):
            text = set_attribute(set_attribute(text, "lang", source_locale), "dir", direction(source_locale))
        if token.name == "img" and media_base and _is_relative(token.get("src")):
            text = set_attribute(text, "src", f"{media_base.rstrip('/')}/{token.get('src')}")
        if token.type is TokenType.START and token.name in _BLOCKS:
            block = len(out)
        out.append(text)
    return "".join(out)


def _is_relative(address: str) -> bool:
    return bool(address) and not re.match(r"[a-zA-Z][\w+.-]*:|[/#\\]", address)


def _with_headline(body: str, headline: str) -> str:
    if re.search(r"<h1[\s>]", body) or not headline:
        return body
    return f"<h1>{isolates_to_bdi(html.escape(headline, quote=False))}</h1>\n{body}"


def _with_byline(body: str, byline: str) -> str:
    if 'class="byline"' in body or not byline:
        return body
    line = f'<p class="byline">{isolates_to_bdi(html.escape(byline, quote=False))}</p>'
    place = re.search(r'</h1>(?:\s*<p class="standfirst">.*?</p>)?', body, re.DOTALL)
    return f"{body[: place.end()]}\n{line}{body[place.end() :]}" if place else f"{line}\n{body}"


def clean_fragment(fragment: str) -> str:
    """The fragment with nothing but known-harmless elements, attributes and addresses, well nested."""
    import nh3

    cleaned = nh3.clean(
        fragment,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"span": {"dateline", "untranslated"}, **dict.fromkeys(_BLOCKS, _BLOCK_CLASSES)},
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )
    return _EMPTY_CLASS.sub(r"\1", cleaned)


def _filter_attribute(element: str, attribute: str, value: str) -> str | None:
    allowed = _VALUES.get(attribute)
    return balance_controls(value) if allowed is None or allowed.fullmatch(value.strip()) else None


def _structured_data(page: Page) -> str:
    """JSON-LD of schema.org's NewsArticle, safe inside ``<script>``."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": strip_isolates(page.headline),
        "description": strip_isolates(page.description),
        "inLanguage": page.locale,
        "url": page.canonical,
        "datePublished": page.published.isoformat() if page.published else "",
        "dateModified": page.updated.isoformat() if page.updated else "",
        "author": [{"@type": "Person", "name": name} for name in page.authors],
        "translationOfWork": {
            "@type": "NewsArticle",
            "inLanguage": page.source_locale,
            "headline": strip_isolates(page.source_headline),
            **({"url": page.source_url} if page.source_url else {}),
        },
    }
    known = {key: value for key, value in data.items() if value}
    return json.dumps(known, ensure_ascii=False).translate(_ESCAPES)


def _dates(page: Page) -> list[tuple[str, str, str]]:
    wording = page_wording(page.locale)
    rows = []
    for label, day in ((wording.published, page.published), (wording.updated, page.updated)):
        if day:
            shown = format_date(day, page.locale)
            rows.append((label, day.isoformat(), shape_digits(shown, page.digits) if page.digits else shown))
    return rows


def _minify(style: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", style).strip()
