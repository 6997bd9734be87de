"""A catalog beside its article -> what the two do not agree on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.errors import NewsL10nError
from newsl10n.formats import FORMATS
from newsl10n.model import JOINED, Catalog, Finding, Severity
from newsl10n.pipeline.project import Prepared, Project, prepare_article


def inspect_article(project: Project, catalog: Catalog) -> Iterator[Finding]:
    """``outdated``: the article has other sentences than the catalog. ``joined``: an arrow across paragraphs.

    Nothing is said of catalogs that newsl10n did not make, or whose article is not there.
    """
    path = _article_of(project, catalog)
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
        first = (missing or extra)[0][1][:60]
        message = (
            f"{path} has {len(missing)} sentences that are not here, and {len(extra)} of these are gone from it (first: {first!r}); "
            f"run 'newsl10n update {path}'"
        )
        yield Finding("outdated", Severity.ERROR, message, shown, 1)
        return
    yield from _arrows_across_blocks(prepared, catalog, shown)


def _arrows_across_blocks(prepared: Prepared, catalog: Catalog, shown: Path) -> Iterator[Finding]:
    units = catalogs.active_units(catalog)
    told = set()
    for at, (segment, key) in enumerate(zip(prepared.segments, prepared.keys, strict=True)):
        unit = units[key]
        alone = at == 0 or prepared.segments[at - 1].block != segment.block
        if unit.target.strip() == JOINED and alone and key not in told:
            told.add(key)
            message = f"{JOINED} joins this sentence to one of another paragraph; it would not be published"
            yield Finding("joined", Severity.ERROR, message, shown, unit.line, unit.source, unit.target, unit.context)


def _article_of(project: Project, catalog: Catalog) -> Path | None:
    template = project.template_path(catalog.path.stem)
    if not template.exists() or not catalog.path.resolve().is_relative_to(
        (project.folder / project.config.catalogs).resolve()
    ):
        return None
    if "X-Segmenter" not in dict(catalogs.load_catalog(template).headers):
        return None
    suffixes = {suffix for known in FORMATS.values() for suffix in known.suffixes}
    named = dict.fromkeys(
        reference.rpartition(":")[0].strip("\u2068\u2069")
        for unit in (*catalog.units, *catalogs.load_catalog(template).units)
        if not unit.obsolete
        for reference in unit.references
    )
    return next((Path(n) for n in named if Path(n).suffix.lower() in suffixes and (project.folder / n).is_file()), None)
