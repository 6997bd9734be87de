"""Paths -> findings of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.check import CHECKS, ArchivedUnit, archive_units, check_archive, check_units, choose_checks
from newsl10n.errors import UsageError
from newsl10n.formats import FORMATS
from newsl10n.model import Finding
from newsl10n.pipeline.project import Project, load_states, markup_finder, prepare_article


def check_paths(
    project: Project,
    paths: Sequence[Path] = (),
    *,
    locales: tuple[str, ...] = (),
    enable: Sequence[str] = (),
    disable: Sequence[str] = (),
) -> list[Finding]:
    """Findings of PO files. A path is a PO file, a folder that holds some, or an article; without paths, all of the project's.

    Raises:
        UsageError: a path that is none of these, a folder without PO files, or an unknown rule.
    """
    suite = choose_checks(CHECKS, project.config.check, enable=enable, disable=disable)
    findings: list[Finding] = []
    archive: list[ArchivedUnit] = []
    for path in _catalogs_of(project, paths):
        catalog = catalogs.load_catalog(path)
        if locales and catalog.locale not in locales:
            continue
        catalog = replace(catalog, path=project.shown(path))
        states = load_states(catalog, path)
        findings += check_units(
            catalog,
            states,
            suite=suite,
            source_locale=project.config.source_locale,
            find_markup=markup_finder,
            do_not_translate=project.config.do_not_translate,
        )
        archive += archive_units(catalog, states)
    return findings + check_archive(archive, suite=suite)


def _catalogs_of(project: Project, paths: Sequence[Path]) -> Iterator[Path]:
    if not paths:
        found = list(project.catalog_paths())
        if not found:
            raise UsageError(
                "no catalogs here",
                path=project.folder / project.config.catalogs,
                remedy="make them with 'newsl10n translate ARTICLE'",
            )
        yield from found
    for path in paths:
        yield from _catalogs_at(project, project.folder / path)


def _catalogs_at(project: Project, path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(path.rglob("*.po"))
        if not found:
            raise UsageError(
                "no PO files in this folder", path=path, remedy="name a PO file, an article or another folder"
            )
        yield from found
    elif path.suffix.lower() in {suffix for known in FORMATS.values() for suffix in known.suffixes}:
        slug = prepare_article(project, path).article.slug
        found = [p for p in project.catalog_paths() if p.stem == slug]
        if not found:
            raise UsageError(
                "this article has no catalogs", path=path, remedy="make them with 'newsl10n translate ARTICLE'"
            )
        yield from found
    else:
        yield path
