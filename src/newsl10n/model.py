"""The values that flow through newsl10n: an Article (what was written) and a Catalog (its units and what became of them)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

JOINED = "\u2934"
"""A target of this arrow alone (⤴) says: translated together with the unit before."""


class BlockKind(StrEnum):
    """What part of an article a block is. The value is written into catalogs as ``#. block: <value>``."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    ALT_TEXT = "alt text"
    TITLE = "title"
    """Page or front-matter title: metadata, not shown in the body."""
    DESCRIPTION = "description"
    """Page or front-matter description: metadata, not shown in the body."""


class MarkupRole(StrEnum):
    """``OPEN`` and ``CLOSE`` come in pairs around text; ``WHOLE`` stands alone (code, URL, image without alt, line break)."""

    OPEN = "open"
    CLOSE = "close"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Markup:
    """One piece of inline markup in a text: ``text == whole[start:end]``.

    ``pair`` numbers elements from 0 within the text; an OPEN and its CLOSE share the number.
    """

    start: int
    end: int
    text: str
    role: MarkupRole
    pair: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is translated as one flow.

    ``text``: inline source as a translator sees it (inline markup kept, soft line breaks and indentation folded to one space).
    ``start``, ``end``: what it replaces in ``Article.text``, in code points. Blocks of an article are in document order and do
    not overlap. ``line``: 1-based line of ``start``.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Credits:
    """What a file says of its article beside its text. ``authors``: names as they stand there, in the source language."""

    published: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    ``text``: the whole decoded file, line ends and all; a byte order mark is not part of it. ``encoding``: Python codec name that
    encodes ``text`` back to the bytes of the file (``utf-8-sig`` where there was a mark). ``format``: key of ``formats.FORMATS``.
    ``path``: as given by the user, relative to the project folder where it lies inside. ``slug``: catalog name,
    ``[a-z0-9][a-z0-9._-]*``. ``locale``: BCP 47 tag of the source. ``credits``: its dates and authors, where the file names them.
    """

    path: Path
    slug: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    locale: str = "en"
    credits: Credits = Credits()


@dataclass(frozen=True, slots=True)
class Segment:
    """A translation unit's place in an article: ``article.blocks[block].text[start:end] == source``.

    ``block``: index into ``Article.blocks``. ``kind``: the block's kind, or DATELINE or BYLINE where the segment is one inside
    another block. ``line``: 1-based line in the file. Segments are in document order and cover all of a block's text but
    white space between them.
    """

    source: str
    kind: BlockKind
    block: int
    start: int
    end: int
    line: int


class State(StrEnum):
    """Where a unit stands.

    UNTRANSLATED: no target. DRAFT: untouched machine text. EDITED: a person's text that nobody confirmed (still fuzzy, or
    changed after its approval). STALE: the source changed after this target was written. REVIEWED: confirmed.
    """

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    EDITED = "edited"
    STALE = "stale"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Unit:
    """One PO entry.

    ``sources``/``targets`` beyond the first exist only for plural entries of foreign catalogs: ``source`` is msgid, ``plural`` is
    msgid_plural (``None`` elsewhere), ``targets`` has one string for each msgstr. ``comments``: lines of translator comments
    (``# ``), ``extracted``: lines of ``#. ``, both without the marker. ``references``: ``file:line`` strings. ``flags``: as in the
    file, without ``fuzzy``. ``line``: 1-based line of ``msgid`` in the PO file, 0 for a unit not yet in a file.
    """

    source: str
    targets: tuple[str, ...] = ("",)
    context: str | None = None
    plural: str | None = None
    fuzzy: bool = False
    obsolete: bool = False
    previous_source: str | None = None
    previous_context: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    line: int = 0

    @property
    def target(self) -> str:
        """msgstr (the first one of a plural entry)."""
        return self.targets[0]

    @property
    def key(self) -> tuple[str | None, str]:
        """``(msgctxt, msgid)``: unique in a catalog."""
        return self.context, self.source


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO or POT file: headers, units in file order (obsolete ones last), and the text it was parsed from.

    ``path``: where it was read, or will be written. ``text``: the file as read (``""`` for a new catalog): what no change touches
    is written back from it verbatim.
    """

    path: Path
    headers: tuple[tuple[str, str], ...] = ()
    units: tuple[Unit, ...] = ()
    text: str = field(default="", repr=False)
    encoding: str = "utf-8"

    @property
    def locale(self) -> str:
        """BCP 47 tag from the ``Language`` header (``pt_BR`` reads ``pt-BR``); ``""`` in a template."""
        return dict(self.headers).get("Language", "").replace("_", "-")


class Severity(StrEnum):
    """ERROR blocks publication, WARNING asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. ``rule``: stable id. ``line``: 1-based in ``path``."""

    rule: str
    severity: Severity
    message: str
    path: Path
    line: int
    source: str = ""
    target: str = ""
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Machine text for one source text.

    ``target`` is ``""`` where nothing usable came out. ``score``: mean natural-log probability a target token (0 is certain).
    ``signature``: ``model@revision|engine|type|beam:n|newsl10n:version``. ``problems``: codes of the output guard that no retry
    mended, empty when the text passed.
    """

    source: str
    target: str
    score: float
    signature: str
    problems: tuple[str, ...] = ()
