"""Findings -> text, JSON, GitHub, GitLab, SARIF, JUnit; rows -> tables. Pure functions, one module a format."""

from __future__ import annotations

from collections.abc import Callable

from newsl10n.report.baseline import baseline_text, read_baseline, silenced
from newsl10n.report.checks import describe_checks, explain_check
from newsl10n.report.findings import Report, Reported, fingerprint_findings, repository_prefix
from newsl10n.report.github import SUMMARY_BYTES, format_github, format_step_summary
from newsl10n.report.gitlab import format_gitlab
from newsl10n.report.json_document import format_json
from newsl10n.report.junit import format_junit
from newsl10n.report.sarif import format_sarif
from newsl10n.report.tables import format_rows
from newsl10n.report.text import format_line, format_text, inert_line, one_line, summarise_findings, without_isolates

__all__ = [
    "FORMATS",
    "SUMMARY_BYTES",
    "Report",
    "Reported",
    "baseline_text",
    "describe_checks",
    "explain_check",
    "fingerprint_findings",
    "format_line",
    "format_rows",
    "format_step_summary",
    "format_text",
    "inert_line",
    "one_line",
    "read_baseline",
    "repository_prefix",
    "silenced",
    "summarise_findings",
    "without_isolates",
]

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "gitlab": format_gitlab,
    "sarif": format_sarif,
    "junit": format_junit,
}
