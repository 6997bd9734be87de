"""A catalog beside its article -> what the two do not agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.errors import NewsL10nError
from newsl10n.joins import ALONE, torn_joins
from newsl10n.model import Catalog, Finding, Severity
from newsl10n.pipeline.known_articles import article_of
from newsl10n.pipeline.project import Key, Prepared, Project, prepare_article


def inspect_article(project: Project, catalog: Catalog) -> Iterator[Finding]:
    """``outdated``: the article has other sentences than the catalog. ``joined``: an arrow across paragraphs.

    Nothing is said of catalogs that newsl10n did not make, or whose article is not there.
    """
    path = _article_beside(project, catalog)
    if path is None:
        return
    shown = project.shown(catalog.path)
    try:
        prepared = prepare_article(project, path, slug=catalog.path.stem)
    except NewsL10nError as error:
        yield Finding("outdated", Severity.ERROR, f"the article cannot be read: {error}", shown, 1)
        return
    units = catalogs.active_units(catalog)
    wanted = dict.fromkeys(prepared.keys)
    missing, extra = [k for k in wanted if k not in units], [k for k in units if k not in wanted]
    if missing or extra:
        yield Finding("outdated", Severity.ERROR, _difference(project, path, missing, extra), shown, 1)
        return
    yield from _arrows_across_blocks(prepared, catalog, shown)


def describe_change(project: Project, catalog: Catalog) -> str:
    """That the article has other sentences than its catalog, and what to do; ``""`` where ``inspect_article`` finds none."""
    path = _article_beside(project, catalog)
    if path is None:
        return ""
    try:
        prepared = prepare_article(project, path, slug=catalog.path.stem)
    except NewsL10nError as error:
        return f"the article cannot be read: {error}"
    if set(prepared.keys) == set(catalogs.active_units(catalog)):
        return ""
    return f"the article has changed; run '{project.command(f'update {path}')}'"


def _difference(project: Project, path: Path, missing: Sequence[Key], extra: Sequence[Key]) -> str:
    """What ``outdated`` says. ``missing``: only in the article; ``extra``: only in the catalog."""
    parts, unit = [], project.config.unit
    if missing:
        parts.append(f"{_counted(len(missing), unit)} of the article {_is(missing)} not in the catalog")
    if extra:
        parts.append(f"{_counted(len(extra), unit)} of the catalog {_is(extra)} no longer in the article")
    first = (missing or extra)[0][1][:60]
    return f"{project.prefix / path}: {'; '.join(parts)} (first: {first!r}); run '{project.command(f'update {path}')}'"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _is(keys: Sequence[Key]) -> str:
    return "is" if len(keys) == 1 else "are"


def _arrows_across_blocks(prepared: Prepared, catalog: Catalog, shown: Path) -> Iterator[Finding]:
    units = catalogs.active_units(catalog)
    told = set()
    for at, why in torn_joins(prepared.keys, [s.block for s in prepared.segments], units).items():
        unit = units[prepared.keys[at]]
        if unit.key not in told:
            told.add(unit.key)
            place = "" if why == ALONE else f" (line {prepared.segments[at].line} of the article)"
            yield Finding(
                "joined", Severity.ERROR, why + place, shown, unit.line, unit.source, unit.target, unit.context
            )


def _article_beside(project: Project, catalog: Catalog) -> Path | None:
    if not catalog.path.resolve().is_relative_to((project.folder / project.config.catalogs).resolve()):
        return None
    return article_of(project, catalog.path.stem, catalog.units)
