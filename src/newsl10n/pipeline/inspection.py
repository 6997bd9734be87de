"""Paths -> findings of the checks, file by file, then those of the whole archive and of the thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from newsl10n.check import Suite, check_archive
from newsl10n.errors import FileError, UsageError
from newsl10n.formats import FORMATS
from newsl10n.locale import canonical_locale
from newsl10n.model import Finding, Severity
from newsl10n.pipeline.inspected_file import Archive, FileReport
from newsl10n.pipeline.project import Project, prepare_article
from newsl10n.pipeline.suites import project_suite
from newsl10n.pipeline.workers import inspect_files

EVERY_LOCALE = "*"
COMPLETENESS = frozenset(("missing", "fuzzy", "stale"))
"""Rules that say how far the review is; where a threshold decides that, they only warn."""
RULES_OF_FILES = (
    ("unreadable", Severity.ERROR, "the file cannot be read as a PO file, or its ledger as a ledger"),
    ("outdated", Severity.ERROR, "the article has other sentences than the catalog"),
    ("min-reviewed", Severity.ERROR, "fewer units are reviewed than --min-reviewed wants"),
)
"""Rules of this command that are no checks of units: they cannot be switched off. Each with severity and summary."""


@dataclass(frozen=True, slots=True)
class InspectOptions:
    """What to look at. ``locales``: only these. ``enable``, ``disable``: rules. ``min_reviewed``: locale, or ``*`` for all,
    -> lowest percentage of reviewed units. ``jobs``: processes, 0 for as many as there are cores and work for them.
    """

    locales: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    min_reviewed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    jobs: int = 1


def check_paths(
    project: Project,
    paths: Sequence[Path] = (),
    *,
    locales: tuple[str, ...] = (),
    enable: Sequence[str] = (),
    disable: Sequence[str] = (),
) -> list[Finding]:
    """Findings of PO files, all at once: :func:`inspect_paths` gives them as they come."""
    options = InspectOptions(locales=locales, enable=tuple(enable), disable=tuple(disable))
    return [finding for report in inspect_paths(project, paths, options=options) for finding in report.findings]


def inspect_paths(project: Project, paths: Sequence[Path] = (), *, options: InspectOptions) -> Iterator[FileReport]:
    """A report for each catalog, in order of the paths; the last one has what concerns no single file.

    A path is a PO file, a folder that holds some, or an article; without paths, all of the project's. A file that cannot be read
    is one finding. The catalogs are read while the iterator is consumed, and not kept.

    Raises:
        UsageError: a path that is none of these, a folder without PO files, or an unknown rule. FileError: no such path.
    """
    suite = project_suite(project, enable=options.enable, disable=options.disable)
    options = replace(options, locales=tuple(canonical_locale(tag) for tag in options.locales))
    chosen = list(dict.fromkeys(_catalogs_of(project, paths)))
    return _inspect(project, chosen, suite, options)


def _inspect(project: Project, paths: Sequence[Path], suite: Suite, options: InspectOptions) -> Iterator[FileReport]:
    archive, progress = Archive(), _Progress()
    keep = any(check.find_in_archive for check in suite.checks)
    reports = inspect_files(
        project, paths, rules=(options.enable, options.disable), locales=options.locales, jobs=options.jobs
    )
    for report in reports:
        progress.add(report)
        if keep:
            archive.add(report)
        found = tuple(_relax(finding, options) for finding in report.findings)
        yield replace(report, findings=found, archived=())
    late = [*check_archive(archive, suite=suite)] if keep else []
    late += _missed_thresholds(project, progress, options.min_reviewed)
    if late:
        yield FileReport(path=None, findings=tuple(late))


class _Progress:
    """Counts of units and reviewed units by locale, and where the first unit stands that is not reviewed. Mutable."""

    def __init__(self) -> None:
        self.units: dict[str, int] = {}
        self.reviewed: dict[str, int] = {}
        self.open: dict[str, tuple[Path, int]] = {}

    def add(self, report: FileReport) -> None:
        if not report.locale or report.path is None:
            return
        self.units[report.locale] = self.units.get(report.locale, 0) + report.units
        self.reviewed[report.locale] = self.reviewed.get(report.locale, 0) + report.reviewed
        if report.reviewed < report.units:
            self.open.setdefault(report.locale, (report.path, report.open_line))


def _missed_thresholds(project: Project, progress: _Progress, wanted: Mapping[str, float]) -> Iterator[Finding]:
    general = dict.fromkeys(progress.units, wanted[EVERY_LOCALE]) if EVERY_LOCALE in wanted else {}
    for locale, percent in {**general, **{k: v for k, v in wanted.items() if k != EVERY_LOCALE}}.items():
        if locale not in progress.units:
            where = Path(project.config.catalogs)
            message = f"{locale}: there is no catalog, {percent:g} % reviewed are wanted"
            yield Finding("min-reviewed", Severity.ERROR, message, where, 1)
            continue
        units, reviewed = progress.units[locale], progress.reviewed[locale]
        if reviewed * 100 < percent * units:
            shown = int(reviewed * 1000 / units) / 10  # rounded down: 99.96 is not 100
            message = f"{locale}: {reviewed} of {units} units are reviewed, {shown:g} %; {percent:g} % are wanted"
            yield Finding("min-reviewed", Severity.ERROR, message, *progress.open[locale])


def _relax(finding: Finding, options: InspectOptions) -> Finding:
    if options.min_reviewed and finding.rule in COMPLETENESS:
        return replace(finding, severity=Severity.WARNING)
    return finding


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
    elif not path.exists():
        raise FileError("no such file", path=path, remedy="check the path")
    else:
        yield path
