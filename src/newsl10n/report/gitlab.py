"""Findings -> GitLab Code Quality report."""

from __future__ import annotations

from newsl10n.model import Severity
from newsl10n.report.findings import Report
from newsl10n.report.json_document import dump_json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def format_gitlab(report: Report) -> str:
    """An array of issues, as the artifact ``codequality`` wants it."""
    return dump_json(
        [
            {
                "description": f"{reported.finding.message} [{reported.finding.rule}]",
                "check_name": reported.finding.rule,
                "fingerprint": reported.fingerprint,
                "severity": _SEVERITIES[reported.finding.severity],
                "location": {
                    "path": report.path(reported.finding.path),
                    "lines": {"begin": max(reported.finding.line, 1)},
                },
            }
            for reported in report.findings
        ]
    )
