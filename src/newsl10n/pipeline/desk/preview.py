"""Opened catalog -> the draft page that the reviewer sees beside the article: pictures inside it, each sentence findable.

A sentence's address is ``#s-`` and its unit id. The anchors exist only here: the published page is rendered without them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from newsl10n.formats import FORMATS
from newsl10n.model import JOINED, BlockKind, Markup, Unit
from newsl10n.pipeline.desk.opened import Opened
from newsl10n.pipeline.project import Key, Prepared, Project
from newsl10n.pipeline.publishing import render_article_text
from newsl10n.render import RenderOptions

LARGEST_IMAGE = 2_000_000
"""Bytes of a picture that the preview shows."""
_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')
_IMAGE_TYPES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif"}
_HIDDEN = frozenset((BlockKind.TITLE, BlockKind.DESCRIPTION, BlockKind.ALT_TEXT))

# Noncharacters (Unicode 23.7), as the renderer's own marks are, but others: a unit id in sixteen of them between two more.
_START, _END = "\ufdd9", "\ufdea"
_TO_MARK = {ord(digit): 0xFDDA + value for value, digit in enumerate("0123456789abcdef")}
_TO_ID = {mark: digit for digit, mark in _TO_MARK.items()}
_TAG_OR_MARK = re.compile("<[^>]*>|\ufdd9([\ufdda-\ufde9]{16})\ufdea ?")
_MARK = re.compile("\ufdd9[\ufdda-\ufde9]{16}\ufdea ?")
_FindMarkup = Callable[[str], tuple[Markup, ...]]
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_BLOCKS = ":is(h1,h2,h3,h4,h5,h6,p,li,td,th,figcaption,dt,dd)"
_MARKED_STYLE = (
    ":target{scroll-margin-block:38vh}"
    f"{_BLOCKS}:has(:target):not(:has({_BLOCKS} :target))"
    "{background:color-mix(in srgb,var(--link) 13%,transparent);box-shadow:0 0 0 .4em color-mix(in srgb,var(--link) 13%,transparent);border-radius:2px}"
    "@media print{:has(:target){background:none!important;box-shadow:none!important}}"
)


def render_preview(project: Project, opened: Opened, *, locale: str) -> str:
    """The page as it would be published now, with the anchors and with the style of the one that is the target."""
    ids = {key: unit_id for unit_id, key in opened.by_id.items()}
    marks = {key: f"{_START}{ids[key].translate(_TO_MARK)}{_END} " for key in _shown_keys(opened) if key in ids}
    options = RenderOptions(locale=locale, draft=True, fallback="source")
    find_markup = FORMATS[opened.prepared.article.format].find_markup
    page = render_article_text(
        project,
        _mark_sources(opened.prepared, marks, find_markup),
        _mark_targets(opened.units, marks, find_markup),
        opened.states,
        options=options,
    )
    folder = (project.folder / opened.prepared.article.path).parent
    page = _with_style(_with_anchors(page))
    return _IMAGE.sub(lambda match: f"{match[1]}{_embedded(project.folder, folder, match[2])}{match[3]}", page)


def _shown_keys(opened: Opened) -> set[Key]:
    pairs = zip(opened.prepared.segments, opened.prepared.keys, strict=True)
    return {key for segment, key in pairs if segment.kind not in _HIDDEN}


def _mark_sources(prepared: Prepared, marks: Mapping[Key, str], find_markup: _FindMarkup) -> Prepared:
    """What stands in the page where there is no translation."""
    pairs = zip(prepared.segments, prepared.keys, strict=True)
    segments = tuple(
        replace(segment, source=_marked(segment.source, marks.get(key, ""), find_markup)) for segment, key in pairs
    )
    return replace(prepared, segments=segments)


def _mark_targets(units: Mapping[Key, Unit], marks: Mapping[Key, str], find_markup: _FindMarkup) -> dict[Key, Unit]:
    return {
        key: replace(unit, targets=(_marked(unit.target, marks[key], find_markup),))
        if key in marks and unit.target.strip() not in ("", JOINED)
        else unit
        for key, unit in units.items()
    }


def _marked(text: str, mark: str, find_markup: _FindMarkup) -> str:
    """Inside of an element that holds the whole text: what begins with emphasis still does."""
    markup = find_markup(text)
    whole = markup and markup[0].pair == markup[-1].pair and (markup[0].start, markup[-1].end) == (0, len(text))
    at = markup[0].end if whole and markup[0].end < len(text) else 0
    return text[:at] + mark + text[at:]


def _with_anchors(page: str) -> str:
    head, opening, body = page.partition("<body")
    seen: set[str] = set()

    def place(match: re.Match[str]) -> str:
        if not match[1]:
            return _MARK.sub("", match[0])
        unit_id = match[1].translate(_TO_ID)
        if unit_id in seen:
            return ""
        seen.add(unit_id)
        return f'<span id="s-{unit_id}"></span>'

    return _MARK.sub("", head) + opening + _TAG_OR_MARK.sub(place, body)


def _with_style(page: str) -> str:
    """The page's policy names the hash of its style, so that both change together."""
    match = _STYLE.search(page)
    if match is None:
        return page
    style = match[1] + _MARKED_STYLE
    page = page[: match.start(1)] + style + page[match.end(1) :]
    return page.replace(_hash(match[1]), _hash(style), 1)


def _hash(style: str) -> str:
    return "sha256-" + b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")


def _embedded(project: Path, folder: Path, address: str) -> str:
    """A picture beside the article as a ``data:`` address: the preview's frame may load nothing. Others stay as they are."""
    path = (folder / unquote(address)).resolve()
    kind = _IMAGE_TYPES.get(path.suffix.lower())
    if kind is None or ":" in address or not path.is_relative_to(project.resolve()) or not path.is_file():
        return address
    if path.stat().st_size > LARGEST_IMAGE:
        return address
    return f"data:image/{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"
