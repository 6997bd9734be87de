"""Paths as they were typed -> what to check, project by project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsl10n.config import CONFIG_NAME
from newsl10n.errors import FileError, UsageError
from newsl10n.formats import FORMATS
from newsl10n.pipeline.known_articles import KnownArticle, LackingCatalog, lacking_catalogs, list_articles
from newsl10n.pipeline.project import Project, open_project, prepare_article


@dataclass(frozen=True, slots=True)
class Scope:
    """What to check of one project. ``lacking``: catalogs that its articles should have. ``named_files``: PO files were named
    one by one, so that other locales may be left out on purpose.
    """

    project: Project
    catalogs: tuple[Path, ...]
    lacking: tuple[LackingCatalog, ...] = ()
    named_files: bool = False


def find_scopes(project: Project, paths: Sequence[Path], *, locales: Sequence[str] = ()) -> list[Scope]:
    """A scope for each project that a path belongs to, in order of the paths; without paths, the whole of ``project``.

    Where the folder of ``project`` has no newsl10n.toml, a path belongs to the nearest folder above it that has one, below that
    folder. ``locales``: those that articles must have catalogs for.

    Raises:
        UsageError: no catalogs; a path that is none of a PO file, a folder with some, an article. FileError: no such path.
    """
    if not paths:
        return [_whole(project, locales)]
    named: dict[Path, list[Path]] = {}
    for path in paths:
        for file in _files_at(project, path):
            named.setdefault(_owner(project, file), []).append(file)
    folders = {path for path in paths if (project.folder / path).is_dir()}
    single = any(path not in folders and not _is_article(path) for path in paths)
    found = []
    for folder, files in named.items():
        own = _below(project, folder)
        inside = [own.folder / _relative(file, own.folder) for file in files] if folder.parts else files
        found.append(replace(_scope(own, inside, locales), named_files=single))
    return found


def _whole(project: Project, locales: Sequence[str]) -> Scope:
    paths = tuple(project.catalog_paths())
    lacking = tuple(lacking_catalogs(project, list_articles(project), locales=locales))
    if not paths and not lacking:
        raise UsageError(
            "no catalogs here",
            path=project.folder / project.config.catalogs,
            remedy="make them with 'newsl10n translate ARTICLE'",
        )
    return Scope(project, paths, lacking)


def _scope(project: Project, files: Sequence[Path], locales: Sequence[str]) -> Scope:
    named = [file for file in files if _is_article(file)]
    known = {article.path: article for article in list_articles(project)} if named else {}
    articles = {file: _article(project, file, known) for file in named}
    lacking = tuple(lacking_catalogs(project, list(dict.fromkeys(articles.values())), locales=locales))
    by_slug: dict[str, list[Path]] = {}
    for path in project.catalog_paths() if named else ():
        by_slug.setdefault(path.stem, []).append(path)
    paths: list[Path] = []
    for file in files:
        own = by_slug.get(articles[file].slug, []) if file in articles else [file]
        if not own and not any(lack.article == articles[file] for lack in lacking):
            raise UsageError(
                "this article has no catalogs", path=file, remedy="make them with 'newsl10n translate ARTICLE'"
            )
        paths += own
    return Scope(project, tuple(dict.fromkeys(paths)), lacking)


def _article(project: Project, file: Path, known: Mapping[Path, KnownArticle]) -> KnownArticle:
    """The article of a file, with the catalog name it was given."""
    prepared = prepare_article(project, _plain(file))
    article = prepared.article
    return known.get(article.path) or KnownArticle(article.slug, article.path, len(set(prepared.keys)))


def _files_at(project: Project, typed: Path) -> Iterator[Path]:
    path = project.folder / typed
    if path.is_dir():
        found = sorted(path.rglob("*.po"))
        if not found:
            raise UsageError(
                "no PO files in this folder", path=path, remedy="name a PO file, an article or another folder"
            )
        yield from found
    elif not path.exists() and not _is_article(path):
        remedy = f"with -C {project.folder} paths start at that folder" if typed.exists() else "check the path"
        raise FileError("no such file", path=path, remedy=remedy)
    else:
        yield path


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in {suffix for known in FORMATS.values() for suffix in known.suffixes}


def _owner(project: Project, file: Path) -> Path:
    """The folder of the project that a file belongs to, relative to that of ``project``."""
    root, here = _plain(project.folder), _plain(file)
    if (root / CONFIG_NAME).exists() or not here.is_relative_to(root):
        return Path()
    for folder in here.parents:
        if folder == root:
            break
        if (folder / CONFIG_NAME).is_file():
            return folder.relative_to(root)
    return Path()


def _below(project: Project, folder: Path) -> Project:
    if not folder.parts:
        return project
    return replace(open_project(project.folder / folder), prefix=project.prefix / folder)


def _relative(file: Path, folder: Path) -> Path:
    return _plain(file).relative_to(_plain(folder))


def _plain(path: Path) -> Path:
    """An absolute path without ``..``; symbolic links stay."""
    return Path(os.path.normpath(path.absolute()))
