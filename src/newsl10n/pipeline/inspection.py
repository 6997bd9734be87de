"""Paths -> findings of the checks, file by file, then those of the whole archive and of the thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from newsl10n.check import Suite, check_archive
from newsl10n.errors import UsageError
from newsl10n.locale import canonical_locale
from newsl10n.model import Finding, Severity
from newsl10n.pipeline.inspected_file import Archive, FileReport, guess_locale
from newsl10n.pipeline.known_articles import describe_lack
from newsl10n.pipeline.project import Project
from newsl10n.pipeline.scopes import Scope, find_scopes
from newsl10n.pipeline.suites import project_suite
from newsl10n.pipeline.workers import inspect_files

EVERY_LOCALE = "*"
COMPLETENESS = frozenset(("missing", "fuzzy", "stale", "no-catalog"))
"""Rules that say how far the review is; where a threshold decides that, they only warn."""
RULES_OF_FILES = (
    ("unreadable", Severity.ERROR, "the file cannot be read as a PO file, or its ledger as a ledger"),
    ("outdated", Severity.ERROR, "the article has other sentences than the catalog"),
    ("no-catalog", Severity.ERROR, "an article has no catalog for a wanted locale"),
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

    A path is a PO file, a folder that holds some, or an article; without paths, all of the project's. Paths of projects below this
    folder are checked with their own settings, see ``find_scopes``. A file that cannot be read is one finding. The catalogs are read
    while the iterator is consumed, and not kept.

    Raises:
        UsageError: a path that is none of these, a folder without PO files, a locale that nothing is for, or an unknown rule.
        FileError: no such path.
    """
    options = replace(options, locales=tuple(canonical_locale(tag) for tag in options.locales))
    project_suite(project, enable=options.enable, disable=options.disable)  # a wrong rule is said before a missing file
    scopes = find_scopes(project, paths, locales=options.locales)
    suites = [project_suite(scope.project, enable=options.enable, disable=options.disable) for scope in scopes]
    return _inspect(project, list(zip(scopes, suites, strict=True)), options)


def _inspect(project: Project, scopes: Sequence[tuple[Scope, Suite]], options: InspectOptions) -> Iterator[FileReport]:
    progress = _Progress()
    late: list[Finding] = []
    for scope, suite in scopes:
        archive = Archive()
        keep = any(check.find_in_archive for check in suite.checks)
        for report in _reports(scope, options):
            progress.add(report)
            if keep:
                archive.add(report)
            found = tuple(_relax(finding, options) for finding in report.findings)
            yield replace(report, findings=found, archived=())
        progress.add_lacking(scope)
        found_late = [*check_archive(archive, suite=suite)] if keep else []
        found_late += [describe_lack(scope.project, lack) for lack in scope.lacking]
        late += [_relax(_prefixed(finding, scope.project.prefix), options) for finding in found_late]
    _refuse_strange_locales([scope for scope, _ in scopes], progress, options)
    late += _missed_thresholds(project, progress, options.min_reviewed)
    if late:
        yield FileReport(path=None, findings=tuple(late))


def _reports(scope: Scope, options: InspectOptions) -> Iterator[FileReport]:
    """Reports on the catalogs of a scope, with paths as seen from where the command was called."""
    rules = (options.enable, options.disable)
    for report in inspect_files(scope.project, scope.catalogs, rules=rules, locales=options.locales, jobs=options.jobs):
        prefix = scope.project.prefix
        if prefix.parts and report.path:
            found = tuple(_prefixed(finding, prefix) for finding in report.findings)
            report = replace(report, path=prefix / report.path, findings=found)
        yield report


def _prefixed(finding: Finding, prefix: Path) -> Finding:
    return replace(finding, path=prefix / finding.path) if prefix.parts else finding


def _refuse_strange_locales(scopes: Sequence[Scope], progress: _Progress, options: InspectOptions) -> None:
    """A wrong ``--to`` must not look like a clean project. PO files that were named one by one may be of other locales."""
    paths = [path for scope in scopes for path in scope.catalogs]
    known = {*progress.units, *map(guess_locale, paths), *(lack.locale for scope in scopes for lack in scope.lacking)}
    strange = [locale for locale in options.locales if locale not in known]
    if strange and not any(scope.named_files for scope in scopes):
        here = sorted(known - {""} - set(options.locales))
        raise UsageError(
            f"no catalog is for {strange[0]}, and no article here could have one",
            remedy=f"name another locale with --to (here: {', '.join(here)})"
            if here
            else "name another locale with --to",
        )


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

    def add_lacking(self, scope: Scope) -> None:
        """Count the units of catalogs that do not exist as not reviewed."""
        for lack in scope.lacking:
            self.units[lack.locale] = self.units.get(lack.locale, 0) + lack.article.units
            self.reviewed.setdefault(lack.locale, 0)
            self.open.setdefault(lack.locale, (scope.project.prefix / lack.article.path, 1))


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
