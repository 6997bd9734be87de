"""One PO file of any project -> what the checks found in it; the translated units of many files, kept small."""

from __future__ import annotations

import pickle
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.check import ArchivedUnit, Suite, archive_units, check_units
from newsl10n.errors import CatalogError, FileError, LedgerError, NewsL10nError, UsageError
from newsl10n.locale import canonical_locale, posix_locale
from newsl10n.model import Catalog, Finding, Markup, Severity, State, Unit
from newsl10n.pipeline.inspected_article import inspect_article
from newsl10n.pipeline.project import Project, load_states, markup_finder, refuse_blank

_TAG = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,4}){0,2}\Z")
"""What a file name must look like to be taken for a locale; three letters are too often a word."""
_MAY_BE_MARKUP = re.compile(r"[<>*_`\[\]!\\&@~^=+{}]|://|www\.|  ")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a catalog showed.

    ``path``: as messages name it, ``None`` for findings of no single file. ``open_line``: line of the first unit that is not
    reviewed. ``archived``: packed units, see ``Archive``.
    """

    path: Path | None
    findings: tuple[Finding, ...] = ()
    locale: str = ""
    units: int = 0
    reviewed: int = 0
    open_line: int = 1
    archived: tuple[bytes, ...] = ()


class Archive:
    """Translated units of many catalogs. Kept packed, at about a tenth of their size; each iteration unpacks file by file."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def add(self, report: FileReport) -> None:
        self._packed.extend(report.archived)

    def __iter__(self) -> Iterator[ArchivedUnit]:
        for packed in self._packed:
            yield from unpack_units(packed)


def pack_units(units: Iterator[ArchivedUnit], *, line_offset: int = 0) -> bytes:
    """The units of one catalog as bytes. ``line_offset``: added to their lines."""
    rows = list(units)
    if not rows:
        return b""
    first = rows[0]
    fields = [(unit.line + line_offset, unit.source, unit.target, unit.context, unit.state.value) for unit in rows]
    return zlib.compress(pickle.dumps((first.path, first.locale, fields), protocol=5), 1)


def unpack_units(packed: bytes) -> Iterator[ArchivedUnit]:
    """What :func:`pack_units` packed in this run."""
    if packed:
        path, locale, fields = pickle.loads(zlib.decompress(packed))
        for line, source, target, context, state in fields:
            yield ArchivedUnit(path, line, locale, source, target, context, State(state))


def inspect_file(project: Project, suite: Suite, path: Path, *, locales: tuple[str, ...] = ()) -> FileReport | None:
    """Findings of one PO file; ``None`` where it is of another locale. A file that cannot be read is one finding."""
    try:
        catalog = refuse_blank(catalogs.load_catalog(path))
        states = load_states(catalog, path)
    except (CatalogError, FileError, LedgerError) as error:
        return unreadable(project, path, error) if not locales or guess_locale(path) in ("", *locales) else None
    report = inspect_catalog(project, suite, catalog, states, locales=locales)
    return with_article(project, catalog, report)


def with_article(project: Project, catalog: Catalog, report: FileReport | None) -> FileReport | None:
    """The report with what the article says of the catalog."""
    if report is None or catalog.path.suffix.lower() == ".pot":
        return report
    beside = tuple(inspect_article(project, catalog))
    return replace(report, findings=(*beside, *report.findings)) if beside else report


def inspect_catalog(
    project: Project,
    suite: Suite,
    catalog: Catalog,
    states: dict[tuple[str | None, str], State],
    *,
    locales: tuple[str, ...] = (),
    line_offset: int = 0,
) -> FileReport | None:
    """Findings of a catalog that was read; ``None`` where it is of another locale. ``line_offset``: added to lines of units."""
    locale = catalog_locale(catalog)
    if locales and locale not in locales:
        return None
    if locale != catalog.locale:
        catalog = catalogs.set_header(catalog, "Language", posix_locale(locale) if locale else "")
    if catalog.path.suffix.lower() == ".pot":
        suite = replace(suite, checks=tuple(check for check in suite.checks if check.rule != "missing"))
    catalog = replace(catalog, path=project.shown(catalog.path))
    findings = check_units(
        catalog,
        states,
        suite=suite,
        source_locale=project.config.source_locale,
        find_markup=quick_markup_finder,
        do_not_translate=project.config.do_not_translate,
        glossary=project.glossary,
    )
    active = [unit for unit in catalog.units if not unit.obsolete]
    unreviewed = [unit for unit in active if states.get(unit.key) is not State.REVIEWED]
    keep = any(check.find_in_archive for check in suite.checks)
    return FileReport(
        path=catalog.path,
        findings=tuple(_moved(findings, line_offset)) if line_offset else tuple(findings),
        locale=locale,
        units=len(active),
        reviewed=len(active) - len(unreviewed),
        open_line=unreviewed[0].line + line_offset if unreviewed else 1,
        archived=(pack_units(archive_units(catalog, states), line_offset=line_offset),) if keep else (),
    )


def _moved(findings: Sequence[Finding], offset: int) -> Iterator[Finding]:
    for finding in findings:
        of_header = not finding.source and finding.context is None
        yield finding if of_header else replace(finding, line=finding.line + offset)


def unreadable(project: Project, path: Path, error: NewsL10nError) -> FileReport:
    """A file that cannot be read, as one finding that says where and why."""
    where = Path(error.path) if error.path is not None else path
    message = f"{error.what}; {error.remedy}" if error.remedy else error.what
    shown = project.shown(where)
    finding = Finding("unreadable", Severity.ERROR, message, shown, error.line or 1)
    return FileReport(path=shown, findings=(finding,))


def catalog_locale(catalog: Catalog) -> str:
    """BCP 47 tag from the Language header, else from the path; ``""`` where neither names a locale that CLDR knows."""
    declared = re.split(r"[.@]", catalog.locale.strip())[0]
    return _known(declared) or guess_locale(catalog.path)


def guess_locale(path: Path) -> str:
    """``ar/LC_MESSAGES/news.po``, ``ar.po`` and ``news.pt_BR.po`` name their locale; ``""`` where a path does not."""
    if len(path.parts) > 2 and path.parts[-2] == "LC_MESSAGES":
        return _known(re.split(r"[.@]", path.parts[-3])[0])
    last = path.stem.rpartition(".")[2]
    return _known(last) if _TAG.match(last) else ""


@lru_cache(maxsize=1024)
def _known(tag: str) -> str:
    try:
        return canonical_locale(tag) if tag else ""
    except UsageError:
        return ""


def quick_markup_finder(unit: Unit) -> Callable[[str], tuple[Markup, ...]]:
    """As ``markup_finder``, but texts that plainly hold none are not parsed, and no text twice."""
    return _remembering(markup_finder(unit))


@lru_cache(maxsize=8)
def _remembering(find: Callable[[str], tuple[Markup, ...]]) -> Callable[[str], tuple[Markup, ...]]:
    parse = lru_cache(maxsize=256)(find)

    def find_quickly(text: str) -> tuple[Markup, ...]:
        return parse(text) if _MAY_BE_MARKUP.search(text) else ()

    return find_quickly
