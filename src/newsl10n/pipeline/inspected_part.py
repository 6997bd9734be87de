"""A part of a very big PO file -> its report; the reports of all parts -> that of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.check import Check, Suite
from newsl10n.errors import CatalogError, FileError, LedgerError
from newsl10n.pipeline.inspected_file import FileReport, inspect_catalog
from newsl10n.pipeline.project import Project, load_states

OTHER_LOCALE = FileReport(path=None)
"""Of a file that is not wanted."""


def inspect_part(
    project: Project, suite: Suite, path: Path, *, part: int, parts: int, locales: tuple[str, ...]
) -> FileReport | None:
    """Findings of one part, lines as in the file; ``None`` where it cannot be read.

    Part 0 is what rules find in the file as a whole; parts 1 to ``parts`` are its units.
    """
    try:
        if part == 0:
            catalog, offset = catalogs.load_catalog(path), 0
        else:
            catalog, offset = catalogs.load_catalog_part(path, part=part - 1, parts=parts)
        states = load_states(catalog, path)
    except (CatalogError, FileError, LedgerError):
        return None
    alone = replace(suite, checks=tuple(_of_file(check) if part == 0 else _of_units(check) for check in suite.checks))
    report = inspect_catalog(project, alone, catalog, states, locales=locales, line_offset=offset)
    return OTHER_LOCALE if report is None else report


def _of_file(check: Check) -> Check:
    return replace(check, find=None, find_in_archive=None)


def _of_units(check: Check) -> Check:
    return replace(check, find_in_header=None)


def merge_parts(parts: Sequence[FileReport | None]) -> FileReport | None:
    """The report of the file; ``None`` where a part could not be read."""
    reports = [part for part in parts if part is not None]
    if len(reports) < len(parts):
        return None
    return replace(
        reports[0],
        findings=tuple(finding for report in reports for finding in report.findings),
        archived=tuple(packed for report in reports[1:] for packed in report.archived),
    )
