"""A project kept open: files read when they changed, every write under the lock, no more written anew than what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from newsl10n import catalog as catalogs
from newsl10n import files, ledger
from newsl10n.check import CHECKS, Suite
from newsl10n.errors import ArticleError, FileError
from newsl10n.locale import canonical_locale
from newsl10n.model import Catalog, Finding
from newsl10n.pipeline.desk.opened import Opened, follow_change, open_catalog
from newsl10n.pipeline.project import TRIES, Key, Prepared, Project, named_article, prepare_article
from newsl10n.pipeline.suites import project_suite

T = TypeVar("T")
Change = Callable[[Opened], tuple[Catalog, ledger.Ledger, T]]
"""Catalog and ledger as they are -> as they shall be, and an answer. The same catalog: nothing is written."""

_KEPT = 8
"""Catalogs that are kept as they were read or written last."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What two files held, and what was read from them. ``layout``: of the catalog, ``lines``: of the ledger, once a save needed them."""

    data: bytes
    ledger_data: bytes
    opened: Opened
    layout: catalogs.Layout | None = None
    lines: dict[str, str] | None = None


@dataclass
class Room:
    """Holds what is open.

    ``articles``: slug -> change time of the file, article. ``findings``: catalog -> unit -> what it and its neighbours were when it
    was checked, and what was found. ``known``: the catalogs used last, the latest one at the end.
    """

    project: Project
    locales: tuple[str, ...] = ()
    articles: dict[str, tuple[int, Prepared]] = field(default_factory=dict)
    findings: dict[Path, dict[Key, tuple[tuple[str, ...], list[Finding]]]] = field(default_factory=dict)
    known: dict[Path, _Known] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    laying: threading.Lock = field(default_factory=threading.Lock)
    checking: threading.Lock = field(default_factory=threading.Lock)
    warmer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    @cached_property
    def suite(self) -> Suite:
        """The project's checks but those that only name the state."""
        off = ("missing", "fuzzy", "stale", "unreadable")
        return project_suite(self.project, disable=[rule for rule in off if rule in CHECKS])

    def catalog_path(self, slug: str, locale: str) -> Path:
        """Raises ``KeyError`` where there is no such catalog."""
        path = self.project.catalog_path(slug, canonical_locale(locale))
        if path.stem != slug or Path(slug).name != slug or not path.is_file():
            raise KeyError(slug, locale)
        return path

    def stamp(self, slug: str, locale: str) -> str:
        """Changes whenever the catalog file or its ledger does."""
        return _stamp_of(self.catalog_path(slug, locale))

    def open(self, slug: str, locale: str) -> Opened:
        """The catalog as its files are now."""
        return self._read(slug, self.catalog_path(slug, locale)).opened

    def warm(self, slug: str, locale: str) -> None:
        """Get ready for the first save of a catalog, in the background."""
        path = self.catalog_path(slug, locale)
        known = self.known.get(path)
        if known is None or known.layout is None:
            self.warmer.submit(lambda: self._lay_out(path, self._read(slug, path)))

    def change(self, slug: str, locale: str, edit: Change[T]) -> tuple[Opened, T, str]:
        """Apply ``edit`` to the catalog as its file is at this moment and save what it changed.

        Returns the catalog as it is then, the edit's answer, and the stamp of what the edit was applied to. The new stamp is ``""``
        where another program wrote the file right afterwards.
        """
        path = self.catalog_path(slug, locale)
        with files.locked(path):
            for _ in range(TRIES):
                known = self._read(slug, path)
                before = known.opened
                stamp = _stamp_of(path)
                catalog, records, answer = edit(before)
                if catalog is before.catalog:
                    return replace(before, stamp=stamp), answer, stamp
                known = self._lay_out(path, known)
                layout, data = _dump(known, catalog)
                more = records is not before.records and _lie_together(path, records.path)
                if files.write_whole(path, data, expected=known.data, lasting=not more):
                    break
            else:
                raise FileError("another program keeps writing it", path=path, remedy="close it there and try again")
            lines, ledger_data = _save_ledger(known, records)
            after_stamp = _stamp_of(path)
            ours = files.read_whole(path) == data
        after = follow_change(before, layout.catalog if layout else catalog, records, after_stamp if ours else "")
        if layout:
            self._keep(path, _Known(data, ledger_data, after, layout, lines))
        return after, answer, stamp

    def _read(self, slug: str, path: Path) -> _Known:
        stamp = _stamp_of(path)
        where = ledger.ledger_path(path)
        data = files.read_whole(path, limit=catalogs.MAX_BYTES)
        ledger_data = files.read_whole(where, limit=catalogs.MAX_BYTES) if where.exists() else b""
        known = self.known.get(path)
        if known and (known.data, known.ledger_data) == (data, ledger_data):
            article = known.opened.prepared.article.path
            if (self.project.folder / article).is_file() and known.opened.prepared is self._prepare(slug, article):
                if stamp != known.opened.stamp:
                    known = replace(known, opened=replace(known.opened, stamp=stamp))
                    self._keep(path, known)
                return known
        catalog = catalogs.parse_catalog(data, path)
        records = ledger.parse_ledger(ledger_data, where)
        prepared = self._prepare(slug, self._article_path(slug, catalog))
        known = _Known(data, ledger_data, open_catalog(prepared, catalog, records, stamp))
        self._keep(path, known)
        return known

    def _keep(self, path: Path, known: _Known) -> None:
        with self.guard:
            self.known.pop(path, None)
            self.known[path] = known
            while len(self.known) > _KEPT:
                del self.known[next(iter(self.known))]

    def _lay_out(self, path: Path, known: _Known) -> _Known:
        """Mutates the room: what a save needs is kept with the catalog, once it was worked out."""
        with self.laying:
            latest = self.known.get(path)
            if latest and latest.opened.catalog is known.opened.catalog:
                known = replace(known, layout=latest.layout, lines=latest.lines)
            if known.layout is None:
                layout = catalogs.lay_out(known.opened.catalog)
                lines = ledger.dump_entries(known.opened.records)
                known = replace(known, layout=layout, lines=lines)
                if latest and latest.opened.catalog is known.opened.catalog:
                    self._keep(path, known)
        return known

    def _prepare(self, slug: str, path: Path) -> Prepared:
        """The article of a catalog, read again when its file changed."""
        changed = files.modified_at(self.project.folder / path)
        with self.guard:
            known = self.articles.get(slug)
            if known is None or known[0] != changed or known[1].article.path != path:
                known = (changed, prepare_article(self.project, path, slug=slug))
                self.articles[slug] = known
        return known[1]

    def _article_path(self, slug: str, catalog: Catalog) -> Path:
        """Where the article of a catalog lies, from the references of its entries.

        Raises:
            ArticleError: no entry names a file that is there.
        """
        if found := named_article(self.project, catalog.units):
            return found
        raise ArticleError(
            f"the article of {slug!r} is not where the catalog says", path=self.project.shown(catalog.path),
            remedy="put it back, or run 'newsl10n update' with its new place",
        )  # fmt: skip


def _dump(known: _Known, catalog: Catalog) -> tuple[catalogs.Layout | None, bytes]:
    layout = catalogs.splice_units(known.layout, catalog) if known.layout else None
    return layout, catalogs.dump_layout(layout) if layout else catalogs.dump_catalog(catalog)


def _save_ledger(known: _Known, records: ledger.Ledger) -> tuple[dict[str, str], bytes]:
    before = known.opened.records
    if records is before:
        return known.lines or {}, known.ledger_data
    lines = ledger.dump_entries(records, known.lines, before=before)
    data = "".join(lines.values()).encode("utf-8", "replace")
    files.write_whole(records.path, data)
    return lines, data


def _lie_together(one: Path, other: Path) -> bool:
    """Whether writing one after the other makes both lasting; a link may lead one of them elsewhere."""
    return one.resolve().parent == other.resolve().parent


def _stamp_of(path: Path) -> str:
    found = [p.stat() for p in (path, ledger.ledger_path(path)) if p.exists()]
    return "-".join(f"{s.st_mtime_ns:x}.{s.st_size:x}.{s.st_ino:x}" for s in found)
