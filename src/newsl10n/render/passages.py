"""Segments, units and their states -> what stands in each segment's place, safe to be written into the article."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsl10n.bidi import balance_controls, isolate_runs, strip_isolates
from newsl10n.digits import shape_digits
from newsl10n.errors import NotReadyError
from newsl10n.formats import FORMATS
from newsl10n.joins import torn_joins
from newsl10n.locale import direction
from newsl10n.model import JOINED, Article, Segment, State, Unit

Key = tuple[str | None, str]
_SHOWN_CHARACTERS = 60
_REFERENCE = re.compile(r"&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8});?")


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render.

    ``as_format``: ``html`` (a page of ours), ``text`` (without markup), ``markdown`` (for an article in that format), ``source``
    (the article's own file with its text replaced). ``draft``: use what nobody reviewed, with a visible notice where there is such text. ``fallback``: what stands where a
    unit is not ready: ``refuse`` raises, ``source`` shows the original, marked. ``digits``: CLDR numbering system of all
    numbers, ``latn`` or ``arab``; ``None`` leaves them as translated. ``base_url``: where ``<locale>/<slug>.html`` is published;
    ``""`` leaves canonical and alternate links out. ``locales``: all language versions, for the alternate links.
    ``media_base``: goes before relative image addresses of a page that lies in another folder than the article.
    """

    locale: str
    as_format: str = "html"
    draft: bool = False
    fallback: str = "refuse"
    digits: str | None = None
    base_url: str = ""
    locales: tuple[str, ...] = ()
    source_url: str = ""
    media_base: str = ""
    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in a segment's place. ``text``: inline, safe, isolated; ``""`` for one translated with the passage before."""

    text: str
    state: State
    joined: bool = False
    from_source: bool = False


def choose_passages(
    article: Article,
    segments: Sequence[Segment],
    keys: Sequence[Key],
    units: Mapping[Key, Unit],
    states: Mapping[Key, State],
    *,
    options: RenderOptions,
) -> list[Passage]:
    """One passage a segment. Segments that were translated together stand or fall together."""
    found = [states.get(key, State.UNTRANSLATED) for key in keys]
    targets = [
        units[key].target if key in units and state is not State.UNTRANSLATED else ""
        for key, state in zip(keys, found, strict=True)
    ]
    open_ones = find_open(segments, keys, units, states, draft=options.draft)
    if open_ones and not options.draft and options.fallback != "source":
        raise _not_ready(article, segments, open_ones)
    ready = [index not in open_ones for index in range(len(segments))]
    passages: list[Passage] = []
    lonely = [i == 0 or segments[i - 1].block != segments[i].block for i in range(len(segments))]
    for group in _groups(targets, lonely):
        for index in group:
            segment, state = segments[index], found[index]
            if all(ready[member] for member in group):
                text = _localise(article, segment, targets[index], options)
                passages.append(Passage(text, state, joined=_is_joined(targets[index])))
            else:
                passages.append(Passage(balance_controls(segment.source), state, from_source=True))
    return passages


def find_open(
    segments: Sequence[Segment],
    keys: Sequence[Key],
    units: Mapping[Key, Unit],
    states: Mapping[Key, State],
    *,
    draft: bool = False,
) -> dict[int, str]:
    """Indexes of the segments that have no reviewed text (``draft``: no text at all), in order, each with what it is instead."""
    torn = torn_joins(keys, [segment.block for segment in segments], _translated(units, states))
    why: dict[int, str] = {}
    for index, key in enumerate(keys):
        state = states.get(key, State.UNTRANSLATED)
        if key not in units:
            why[index] = "not in the catalog (run newsl10n update)"
        elif index in torn:
            why[index] = torn[index]
        elif not units[key].target.strip() or not (
            state is State.REVIEWED or (draft and state is not State.UNTRANSLATED)
        ):
            why[index] = state.value
    return why


def _is_joined(target: str) -> bool:
    return target.strip() == JOINED


def _translated(units: Mapping[Key, Unit], states: Mapping[Key, State]) -> Mapping[Key, Unit]:
    return {key: unit for key, unit in units.items() if states.get(key, State.UNTRANSLATED) is not State.UNTRANSLATED}


def _groups(targets: Sequence[str], lonely: Sequence[bool]) -> list[list[int]]:
    """Indexes of segments, those translated together in one list."""
    groups: list[list[int]] = []
    for index, target in enumerate(targets):
        if groups and _is_joined(target) and not lonely[index]:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _not_ready(article: Article, segments: Sequence[Segment], open_ones: Mapping[int, str]) -> NotReadyError:
    return NotReadyError(
        f"{len(open_ones)} of {len(segments)} {'unit is' if len(segments) == 1 else 'units are'} not ready to publish",
        path=article.path,
        remedy="review them ('newsl10n check' gives their lines in the catalog), or render with --draft or --fallback source",
        units=tuple(
            f"{article.path}:{segments[index].line}: {why}: {shorten_source(segments[index].source)}"
            for index, why in open_ones.items()
        ),
    )


def shorten_source(source: str) -> str:
    """As much of a source as a message shows."""
    return source if len(source) <= _SHOWN_CHARACTERS else source[: _SHOWN_CHARACTERS - 1].rstrip() + "\u2026"


def _localise(article: Article, segment: Segment, target: str, options: RenderOptions) -> str:
    if _is_joined(target):
        return ""
    format_ = FORMATS[article.format]
    if article.format != "text":
        target = _REFERENCE.sub(_decode_control, target)
    text = format_.sanitise(balance_controls(target), segment.source)
    if options.digits:
        text = shape_digits(text, options.digits, format_.find_markup(text))
    in_html = "html" in (article.format, options.as_format)
    return isolate_runs(text, direction(options.locale), find_markup=format_.find_markup, addresses=in_html)


def join_passages(
    article: Article, segments: Sequence[Segment], texts: Sequence[str], passages: Sequence[Passage]
) -> dict[int, str]:
    """Text of each block that has segments: theirs, with the white space that stood between them."""
    out: dict[int, str] = {}
    ends: dict[int, int] = {}
    for segment, text, passage in zip(segments, texts, passages, strict=True):
        source = article.blocks[segment.block].text
        gap = "" if passage.joined else source[ends.get(segment.block, 0) : segment.start]
        out[segment.block] = (
            out.get(segment.block, "") + (gap if out.get(segment.block) or not gap.isspace() else "") + text
        )
        ends[segment.block] = segment.end
    return {block: text + article.blocks[block].text[ends[block] :] for block, text in out.items()}


def _decode_control(reference: re.Match[str]) -> str:
    """A directional control written as a character reference becomes the control itself, so that it is balanced like others."""
    read = html.unescape(reference.group())
    return read if strip_isolates(read) == "" else reference.group()
