"""What the review page shows and what it may ask for; whoever starts it fills in the functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsl10n.model import BlockKind, Severity, State
from newsl10n.review.shortcuts import SHORTCUTS, Shortcut


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding under a field. ``fix``: the whole target with the fault mended, ``None`` where no mend is certain."""

    rule: str
    severity: Severity
    message: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class UnitView:
    """A sentence of the page.

    ``id``: stable id of the catalog entry (16 hex digits; a sentence that occurs twice has the same id at both places).
    ``version``: changes whenever the entry changes in any way. ``block``: number of the block, ``kind``: what it is.
    ``joined``: translated together with the unit before. ``draft``: the machine's text, ``""`` where none is known. ``score``: mean
    natural-log probability a token of it, ``None`` without one. ``previous_source``: of a stale unit. ``source_diff``: word diff of the
    old and the new source as ``(what, words)`` with ``what`` one of ``same``, ``removed``, ``added``. ``comments``: translator
    comments that people wrote. ``placeables``: numbers, names, addresses and markup of the source, to be inserted.
    ``risk``: 0 to 1, how much the unit needs a look. ``reviewer``, ``reviewed_at``: of the approval.
    """

    id: str
    version: str
    block: int
    kind: BlockKind
    source: str
    target: str
    state: State
    joined: bool = False
    draft: str = ""
    score: float | None = None
    previous_source: str = ""
    source_diff: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    findings: tuple[FindingView, ...] = ()
    placeables: tuple[str, ...] = ()
    risk: float = 0.0
    reviewer: str = ""
    reviewed_at: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in one locale, units in document order. ``stamp``: changes whenever the catalog file changes."""

    slug: str
    title: str
    locale: str
    source_locale: str
    direction: str
    source_direction: str
    units: tuple[UnitView, ...]
    stamp: str
    path: str
    """PO file as messages name it."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A catalog in the list of articles."""

    slug: str
    title: str
    locale: str
    units: int
    reviewed: int
    stale: int
    words_left: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one unit. ``version``: of the unit that the reviewer saw. ``confirm``: approve it, else it stays a draft.

    ``by``: the reviewer's name. ``overwrite``: the reviewer saw the other text and keeps the own one.
    """

    target: str
    version: str
    by: str
    confirm: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """``units``: as the file holds them now. ``before``, ``stamp``: of the catalog that the change was applied to, and of what was
    written; ``""`` where that is not certain. Who knew ``before`` and these units knows all there is."""

    units: tuple[UnitView, ...]
    before: str
    stamp: str

    @property
    def unit(self) -> UnitView:
        """The unit that was changed; of two the second."""
        return self.units[-1]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the unit: ``mine`` was not saved, ``unit`` is what the file holds now (theirs)."""

    mine: str
    unit: UnitView


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another text for a unit. ``origin``: ``machine``, ``memory`` or a glossary's name. ``match``: percent, for memory matches."""

    target: str
    origin: str
    match: int | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether an article may be published. ``blocking``: ``(unit id, why)`` in document order."""

    ready: bool
    blocking: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Functions behind the page. All raise ``NewsL10nError``s; ``KeyError`` is an article, locale or unit that is not there.

    Every function that writes does so under the catalog's lock, from the file as it is at that moment.
    """

    list_articles: Callable[[], tuple[ArticleRow, ...]]
    open_article: Callable[[str, str], ArticleView]
    """``(slug, locale)``."""
    stamp: Callable[[str, str], str]
    """Cheap: ``(slug, locale)`` -> ``ArticleView.stamp`` as of now."""
    save_unit: Callable[[str, str, str, Edit], Written | Conflict]
    """``(slug, locale, unit id, edit)``. A confirmed unit without text is a UsageError."""
    check_text: Callable[[str, str, str, str], tuple[FindingView, ...]]
    """``(slug, locale, unit id, target)``: findings as if the target were saved."""
    join_unit: Callable[[str, str, str, str], Written]
    """``(slug, locale, unit id, by)``: append its target to the unit before and set ``⤴``; both units."""
    split_unit: Callable[[str, str, str, str], Written]
    """Undo a join: the unit becomes empty again, the text stays in the unit before; both units."""
    comment_unit: Callable[[str, str, str, str], Written]
    """``(slug, locale, unit id, text)``: replace the human translator comments by the lines of the text."""
    ignore_finding: Callable[[str, str, str, str, str], Written]
    """``(slug, locale, unit id, rule, reason)``: writes ``# newsl10n: ignore RULE (reason)``."""
    approve_clean: Callable[[str, str, tuple[tuple[str, str], ...], str], Written]
    """``(slug, locale, ((unit id, version), …), by)``: approve those that are unchanged and without findings; the ones approved."""
    alternatives: Callable[[str, str, str], tuple[Alternative, ...]]
    """``(slug, locale, unit id)``: machine n-best, memory matches, glossary terms; may take seconds the first time."""
    preview: Callable[[str, str], str]
    """``(slug, locale)``: the rendered draft page, HTML."""
    readiness: Callable[[str, str], Readiness]
    publish: Callable[[str, str], str]
    """``(slug, locale)``: render and write; where. NotReadyError where something blocks."""
    reviewer: Callable[[], str]
    """Name of the reviewer, ``""`` before it was asked for."""
    remember_reviewer: Callable[[str], None]
    shortcuts: tuple[Shortcut, ...] = SHORTCUTS
    """Every action with its keys, those of newsl10n.toml put in."""
