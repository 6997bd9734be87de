"""A project kept open: articles read once, catalogs read when their file changed, every write under the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from newsl10n import catalog as catalogs
from newsl10n import files, ledger
from newsl10n.check import CHECKS, Suite, choose_checks
from newsl10n.errors import ArticleError, FileError
from newsl10n.locale import canonical_locale
from newsl10n.model import Catalog, Finding, State, Unit
from newsl10n.pipeline.project import TRIES, Key, Prepared, Project, prepare_article
from newsl10n.units import active_units

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """A catalog as its files are now. ``keys[i]`` and ``prepared.segments[i]`` belong together; ``by_id``: unit hash -> key."""

    prepared: Prepared
    catalog: Catalog
    records: ledger.Ledger
    states: Mapping[Key, State]
    units: Mapping[Key, Unit]
    by_id: Mapping[str, Key]

    def unit(self, unit_id: str) -> Unit:
        return self.units[self.by_id[unit_id]]


@dataclass
class Room:
    """Holds what is open.

    ``articles``: slug -> change time of the file, article. ``findings``: catalog -> unit -> what it and its neighbours were when it
    was checked, and what was found.
    """

    project: Project
    locales: tuple[str, ...] = ()
    articles: dict[str, tuple[int, Prepared]] = field(default_factory=dict)
    findings: dict[Path, dict[Key, tuple[str, list[Finding]]]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    warmer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    @property
    def suite(self) -> Suite:
        """The project's checks but those that only name the state."""
        off = ("missing", "fuzzy", "stale", "unreadable")
        return choose_checks(CHECKS, self.project.config.check, disable=[rule for rule in off if rule in CHECKS])

    def catalog_path(self, slug: str, locale: str) -> Path:
        """Raises ``KeyError`` where there is no such catalog."""
        path = self.project.catalog_path(slug, canonical_locale(locale))
        if slug not in {p.stem for p in self.project.catalog_paths()} or not path.exists():
            raise KeyError(slug, locale)
        return path

    def warm(self, catalog: Catalog) -> None:
        """Get ready for a save of this catalog, in the background."""
        self.warmer.submit(catalogs.dump_catalog, catalog)

    def stamp(self, slug: str, locale: str) -> str:
        """Changes whenever the catalog file or its ledger does."""
        path = self.catalog_path(slug, locale)
        found = [p.stat() for p in (path, ledger.ledger_path(path)) if p.exists()]
        return "-".join(f"{s.st_mtime_ns:x}.{s.st_size:x}.{s.st_ino:x}" for s in found)

    def prepare(self, slug: str, catalog: Catalog) -> Prepared:
        """The article of a catalog, read again when its file changed."""
        path = self.article_path(slug, catalog)
        changed = (self.project.folder / path).stat().st_mtime_ns if (self.project.folder / path).exists() else 0
        with self.guard:
            known = self.articles.get(slug)
            if known is None or known[0] != changed:
                known = (changed, prepare_article(self.project, path, slug=slug))
                self.articles[slug] = known
        return known[1]

    def article_path(self, slug: str, catalog: Catalog) -> Path:
        """Where the article of a catalog lies, from the references of its entries.

        Raises:
            ArticleError: no entry names a file that is there.
        """
        named = dict.fromkeys(
            r.rpartition(":")[0].strip("\u2068\u2069") for u in catalog.units if not u.obsolete for r in u.references
        )
        for name in named:
            if name and (self.project.folder / name).is_file():
                return Path(name)
        raise ArticleError(
            f"the article of {slug!r} is not where the catalog says", path=self.project.shown(catalog.path),
            remedy="put it back, or run 'newsl10n update' with its new place",
        )  # fmt: skip

    def open(self, slug: str, locale: str) -> Opened:
        """The catalog as its files are now."""
        path = self.catalog_path(slug, locale)
        catalog = catalogs.load_catalog(path)
        records = ledger.load_ledger(ledger.ledger_path(path))
        units = active_units(catalog)
        return Opened(
            self.prepare(slug, catalog),
            catalog,
            records,
            ledger.unit_states(catalog, records),
            units,
            {ledger.unit_hash(key): key for key in units},
        )

    def change(
        self, slug: str, locale: str, edit: Callable[[Opened], tuple[Catalog, ledger.Ledger, T]]
    ) -> tuple[Opened, T]:
        """Apply ``edit`` to the catalog as its file is at this moment, save what it changed, and return the result."""
        path = self.catalog_path(slug, locale)
        with files.locked(path):
            for _ in range(TRIES):
                old = files.read_whole(path)
                before = self.open(slug, locale)
                catalog, records, result = edit(before)
                if catalog is before.catalog:
                    break
                data = catalogs.dump_catalog(catalog)
                if files.write_whole(path, data, expected=old):
                    self.warmer.submit(_warm, data, path)
                    break
            else:
                raise FileError("another program keeps writing it", path=path, remedy="close it there and try again")
            if records is not before.records:
                ledger.save_ledger(records)
        units = active_units(catalog)
        after = Opened(
            before.prepared, catalog, records, ledger.unit_states(catalog, records), units,
            {ledger.unit_hash(key): key for key in units},
        )  # fmt: skip
        return after, result


def _warm(data: bytes, path: Path) -> None:
    """Parse a catalog ahead of the next save: parsing and dumping keep what they learn of a text."""
    catalogs.dump_catalog(catalogs.parse_catalog(data, path))
