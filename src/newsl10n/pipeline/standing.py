"""Catalogs -> how far the review of each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import files
from newsl10n.errors import CatalogError, FileError, LedgerError, NewsL10nError, UsageError
from newsl10n.model import Catalog, State
from newsl10n.pipeline.inspected_article import describe_change
from newsl10n.pipeline.inspected_file import guess_locale
from newsl10n.pipeline.project import Project, chosen_locales, load_catalog, load_states, now_utc, settle_ledger


@dataclass(frozen=True, slots=True)
class StatusRow:
    """Units of one article in one locale by state; ``words_left``: source words of all units that are not reviewed.

    ``readable``: whether the catalog and its ledger could be read; otherwise all counts are 0. ``note``: why not, or that the
    article has changed, with what to do; ``""`` where there is nothing to say.
    """

    article: str
    locale: str
    units: int
    untranslated: int
    drafts: int
    edited: int
    stale: int
    reviewed: int
    words: int
    words_left: int
    path: Path
    readable: bool = True
    note: str = ""


def list_status(
    project: Project, *, articles: Sequence[str] = (), locales: tuple[str, ...] = (), record: bool = True
) -> list[StatusRow]:
    """A row for each catalog of the project, sorted by article and locale; also for those that cannot be read.

    ``articles``: file names or slugs to keep. ``record``: write reviews that were made in an editor into the ledgers.

    Raises:
        UsageError: an article has no catalog.
    """
    wanted = {Path(name).stem.lower() if Path(name).suffix else name for name in articles}
    if unknown := sorted(wanted - {path.stem for path in project.catalog_paths()}):
        raise UsageError(f"no catalog of {unknown[0]!r}", remedy="make it with 'newsl10n translate ARTICLE'")
    chosen = chosen_locales(project, locales) if locales else ()
    paths = [path for path in project.catalog_paths() if not wanted or path.stem in wanted]
    return sorted(_rows(project, paths, chosen, record=record), key=lambda row: (row.article, row.locale))


def _rows(project: Project, paths: Sequence[Path], chosen: tuple[str, ...], *, record: bool) -> Iterator[StatusRow]:
    for path in paths:
        with files.locked(path):
            try:
                catalog = load_catalog(project, path)
                load_states(catalog)
            except (CatalogError, FileError, LedgerError) as error:
                row = _unreadable_row(project, path, error)
            else:
                if record:
                    _record_reviews(catalog)
                row = _status_row(project, catalog)
        if not chosen or row.locale in chosen:
            yield row


def _record_reviews(catalog: Catalog) -> None:
    try:
        settle_ledger(catalog, now=now_utc())
    except FileError as error:
        raise FileError(
            error.what, path=error.path, line=error.line, remedy=f"{error.remedy}, or look without writing: --no-record"
        ) from error


def _status_row(project: Project, catalog: Catalog) -> StatusRow:
    states = load_states(catalog)
    units = [u for u in catalog.units if not u.obsolete]
    count = Counter(states[u.key] for u in units)
    return StatusRow(
        article=catalog.path.stem,
        locale=catalog.locale,
        units=len(units),
        untranslated=count[State.UNTRANSLATED],
        drafts=count[State.DRAFT],
        edited=count[State.EDITED],
        stale=count[State.STALE],
        reviewed=count[State.REVIEWED],
        words=sum(len(u.source.split()) for u in units),
        words_left=sum(len(u.source.split()) for u in units if states[u.key] is not State.REVIEWED),
        path=project.shown(catalog.path),
        note=describe_change(project, catalog),
    )


def _unreadable_row(project: Project, path: Path, error: NewsL10nError) -> StatusRow:
    where = f"{project.shown(Path(error.path or path))}:{error.line or 1}"
    note = f"unreadable: {where}: {error.what}" + (f"; {error.remedy}" if error.remedy else "")
    return StatusRow(
        path.stem, guess_locale(path), 0, 0, 0, 0, 0, 0, 0, 0, project.shown(path), readable=False, note=note
    )
