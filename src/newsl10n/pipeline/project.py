"""A folder -> Project; an article file -> what every command needs of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n import files, ledger, update
from newsl10n.config import Config, load_config
from newsl10n.errors import CatalogError, FileError, UsageError
from newsl10n.formats import FORMATS
from newsl10n.glossary import Term, load_glossary, terms_in
from newsl10n.locale import canonical_locale, language, posix_locale
from newsl10n.model import Article, Catalog, Markup, Segment, State, Unit
from newsl10n.read import read_article
from newsl10n.segment import SEGMENTER, segment_article

Key = tuple[str | None, str]
_NOBODY = frozenset(("Automatically generated", "FULL NAME <EMAIL@ADDRESS>"))
"""What tools write into Last-Translator before a person worked on the file."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder, its settings and its terms. ``prefix``: the folder as seen from where the command was called, see ``scopes``."""

    folder: Path
    config: Config
    glossary: tuple[Term, ...] = ()
    prefix: Path = Path()

    def template_path(self, slug: str) -> Path:
        return self.folder / self.config.catalogs / f"{slug}.pot"

    def catalog_path(self, slug: str, locale: str) -> Path:
        return self.folder / self.config.catalogs / posix_locale(locale) / "LC_MESSAGES" / f"{slug}.po"

    def catalog_paths(self) -> Iterator[Path]:
        """Every PO file of the project, sorted."""
        yield from sorted((self.folder / self.config.catalogs).glob("*/LC_MESSAGES/*.po"))

    def shown(self, path: Path) -> Path:
        """A path as messages name it: relative to the project folder where it lies inside."""
        return path.relative_to(self.folder) if path.is_relative_to(self.folder) else path

    def command(self, words: str) -> str:
        """A command on this project, as it is typed where the user is: ``newsl10n update a.md``."""
        return f"newsl10n -C {self.prefix} {words}" if self.prefix.parts else f"newsl10n {words}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its segments; ``keys[i]`` is the catalog key of ``segments[i]``."""

    article: Article
    segments: tuple[Segment, ...]
    keys: tuple[Key, ...]


def open_project(folder: Path) -> Project:
    """The project of a folder.

    Raises:
        UsageError: the folder does not exist, or its ``newsl10n.toml`` or ``glossary.csv`` is wrong.
    """
    if not folder.is_dir():
        raise UsageError("no such project folder", path=folder, remedy="name an existing folder with -C")
    return Project(folder, load_config(folder), load_glossary(folder))


def prepare_article(project: Project, path: Path, *, encoding: str | None = None, slug: str | None = None) -> Prepared:
    """Read and segment an article. A relative ``path`` is looked up in the project folder."""
    article = read_article(
        project.folder / path, encoding=encoding, locale=project.config.source_locale, slug=slug, project=project.folder
    )
    segments = segment_article(
        article,
        find_markup=FORMATS[article.format].find_markup,
        unit=project.config.unit,
        abbreviations=project.config.abbreviations,
    )
    return Prepared(article, segments, catalogs.unit_keys(segments))


def chosen_locales(project: Project, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Canonical tags of the wanted locales, those of the configuration where none is named, each once."""
    wanted = tuple(dict.fromkeys(canonical_locale(tag) for tag in locales or project.config.target_locales))
    if project.config.source_locale in wanted:
        raise UsageError(f"{project.config.source_locale} is the source locale", remedy="name another one with --to")
    return wanted


def existing_locales(project: Project, slug: str) -> tuple[str, ...]:
    """Locales in which an article has a catalog."""
    found = (path.parent.parent.name for path in project.catalog_paths() if path.stem == slug)
    return tuple(name.replace("_", "-") for name in found)


def refresh_template(project: Project, prepared: Prepared, *, now: datetime) -> Catalog:
    """Write the article's POT file where its content changed, and return it.

    Raises:
        UsageError: another article has the same slug.
    """
    article = prepared.article
    path = project.template_path(article.slug)
    template = catalogs.build_template(article, prepared.segments, path=path, segmenter=SEGMENTER, now=now)
    if path.exists():
        with files.locked(path):
            old = catalogs.load_catalog(path)
            _refuse_other_article(project, old, article)
            if [u.key for u in old.units] == [u.key for u in template.units] and _references(old) == _references(
                template
            ):
                return old
            catalogs.save_catalog(template)
    else:
        with files.locked(path):
            catalogs.save_catalog(template)
    return template


def refresh_catalog(
    project: Project, prepared: Prepared, template: Catalog, locale: str, *, now: datetime
) -> tuple[Catalog, ledger.Ledger]:
    """Bring a PO file in line with the template and the ledger in line with the PO; both are saved where they changed.

    Sentences that changed carry their old translation as stale; what a person confirmed in an editor is recorded as reviewed.
    """
    path = project.catalog_path(prepared.article.slug, locale)

    def refreshed(before: Catalog | None) -> Catalog:
        if before is None:
            return catalogs.new_catalog(template, locale=locale, path=path, now=now)
        _refuse_duplicates(project, before)
        _, moved = update.move_contexts(before, merged := catalogs.merge_template(before, template))
        records = ledger.load_ledger(ledger.ledger_path(path))
        for new, old in moved.items():
            records = ledger.rename_entry(records, old, new)
        if moved:
            ledger.save_ledger(records)
        return update.carry_over(before, merged, source_language=language(project.config.source_locale))

    with files.locked(path):
        catalog = rewrite_catalog(path, refreshed)
        records = settle_ledger(catalog, now=now)
        cleared = _cleared(catalog, records)
        if cleared:
            catalog = rewrite_catalog(
                path, lambda found: catalogs.replace_units(found or catalog, _cleared(found or catalog, records))
            )
    return catalog, records


TRIES = 20
"""How often a change is applied anew because an editor wrote the file at the same moment."""


def rewrite_catalog(path: Path, change: Callable[[Catalog | None], Catalog]) -> Catalog:
    """Apply ``change`` to the catalog as the file is (``None``: there is none yet) and write what it changed.

    Editors take no lock: where one wrote the file between reading and replacing it, ``change`` is applied to what it wrote. The
    caller holds the lock.

    Raises:
        FileError: the file never stood still.
    """
    for _ in range(TRIES):
        old = files.read_whole(path) if path.exists() else b""
        before = catalogs.parse_catalog(old, path) if path.exists() else None
        after = change(before)
        if after is before:
            return after
        data = catalogs.dump_catalog(after)
        if data == old or files.write_whole(path, data, expected=old):
            return after
    raise FileError("another program keeps writing it", path=path, remedy="close it in the other program and try again")


def _cleared(catalog: Catalog, records: ledger.Ledger) -> dict[Key, Unit]:
    """Units that a person confirmed in an editor, without the marks of the draft."""
    states = ledger.unit_states(catalog, records)
    confirmed = (u for key, u in catalogs.active_units(catalog).items() if states[key] is State.REVIEWED)
    return {u.key: c for u in confirmed if (c := catalogs.clear_marks(u)) != u}


def _refuse_duplicates(project: Project, catalog: Catalog) -> None:
    """Two entries for one sentence hold two texts, of which a merge would lose one."""
    seen: dict[Key, int] = {}
    for unit in catalog.units:
        if not unit.obsolete and unit.key in seen:
            raise CatalogError(
                f"the sentence of line {seen[unit.key]} has a second entry here", path=project.shown(catalog.path), line=unit.line,
                remedy="keep the better translation and delete the other entry",
            )  # fmt: skip
        if not unit.obsolete:
            seen[unit.key] = unit.line


def settle_ledger(catalog: Catalog, *, now: datetime) -> ledger.Ledger:
    """The catalog's ledger with reviews made in an editor recorded; saved where that changed it. The caller holds the lock."""
    where = ledger.ledger_path(catalog.path)
    old = ledger.load_ledger(where)
    editor = dict(catalog.headers).get("Last-Translator", "").strip()
    by_editor = "" if editor in _NOBODY else editor
    new = ledger.record_reviews(old, catalog, by_editor=by_editor, now=now)
    if ledger.dump_ledger(new) != ledger.dump_ledger(old):
        ledger.save_ledger(new)
    return new


def named_article(project: Project, units: Iterable[Unit]) -> Path | None:
    """The first file that the references of these units name and that may be an article of the project.

    A catalog may come from anybody, and what is read is shown: nothing outside the project folder is, wherever symbolic links lead.
    """
    suffixes = {suffix for known in FORMATS.values() for suffix in known.suffixes}
    named = dict.fromkeys(
        reference.rpartition(":")[0].strip("\u2068\u2069")
        for unit in units
        if not unit.obsolete
        for reference in unit.references
    )
    return next((Path(n) for n in named if Path(n).suffix.lower() in suffixes and _is_own_file(project, n)), None)


def _is_own_file(project: Project, name: str) -> bool:
    path = project.folder / name
    try:
        return path.is_file() and path.resolve().is_relative_to(project.folder.resolve())
    except OSError:  # a name too long for the disk
        return False


def terms_of(
    project: Project, source: str, locale: str
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """What the settings and the glossary say of a source: terms to copy, and terms with the translations to use."""
    rows = terms_in(project.glossary, source, locale)
    copied = [term for term in project.config.do_not_translate if term in source]
    copied += [row.source for row in rows if row.kind == "dnt"]
    return tuple(dict.fromkeys(copied)), tuple((row.source, row.targets) for row in rows if row.kind == "term")


def load_catalog(project: Project, path: Path) -> Catalog:
    """A PO file of the project."""
    if not path.exists():
        raise FileError(
            "no such catalog",
            path=project.shown(path),
            remedy="make it with 'newsl10n translate ARTICLE' or 'newsl10n extract'",
        )
    return refuse_blank(catalogs.load_catalog(path))


def refuse_blank(catalog: Catalog) -> Catalog:
    """The catalog, where its file holds anything.

    Raises:
        CatalogError: it is empty or white space: something cut it off.
    """
    if catalog.text.strip("\ufeff \t\r\n\f\v"):
        return catalog
    remedy = "restore it (git, a backup), or delete it and make it anew with 'newsl10n extract ARTICLE'"
    raise CatalogError("the file is empty", path=catalog.path, line=1, remedy=remedy)


def load_states(catalog: Catalog, path: Path | None = None) -> dict[Key, State]:
    """State of every unit, from the PO file and the ledger beside it (at ``path``, the catalog's own otherwise)."""
    return ledger.unit_states(catalog, ledger.load_ledger(ledger.ledger_path(path or catalog.path)))


def markup_finder(unit: Unit) -> Callable[[str], tuple[Markup, ...]]:
    """Finder of inline markup in the format of the file that a unit comes from."""
    suffix = Path(unit.references[0].rpartition(":")[0]).suffix.lower() if unit.references else ""
    for known in FORMATS.values():
        if suffix in known.suffixes:
            return known.find_markup
    # Catalogs of programs: their markup, where there is any, is that of HTML.
    return FORMATS["html" if "</" in unit.source else "text"].find_markup


def now_utc() -> datetime:
    return datetime.now(UTC)


def _references(catalog: Catalog) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(u.references, u.extracted) for u in catalog.units]


def _refuse_other_article(project: Project, template: Catalog, article: Article) -> None:
    named = {r.rpartition(":")[0] for u in template.units for r in u.references}
    mine = article.path.as_posix()
    others = sorted(n for n in named if n and n != mine and (project.folder / n).exists())
    if others and mine not in named:
        raise UsageError(
            f"the catalog name {article.slug!r} belongs to {others[0]}",
            path=article.path,
            remedy="choose another with --slug",
        )
