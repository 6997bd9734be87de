"""Findings -> JSON; ``docs/schema/check.schema.json`` describes it."""

from __future__ import annotations

import json
from typing import Any

from newsl10n.model import Severity
from newsl10n.report.findings import Report, Reported

SCHEMA_VERSION = 1


def format_json(report: Report) -> str:
    """``schema_version``, ``findings`` in order, ``counts`` by severity, the number of ``files`` and of ``known`` findings."""
    return dump_json(
        {
            "schema_version": SCHEMA_VERSION,
            "findings": [_row(report, reported) for reported in report.findings],
            "counts": {severity.value: report.count(severity) for severity in Severity},
            "files": len(report.files),
            "known": report.known,
        }
    )


def dump_json(value: Any) -> str:
    """Indented JSON that any reader decodes: half characters (lone surrogates) become U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _row(report: Report, reported: Reported) -> dict[str, Any]:
    finding = reported.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": report.path(finding.path),
        "line": finding.line,
        "source": finding.source,
        "target": finding.target,
        "context": finding.context,
        "fingerprint": reported.fingerprint,
    }
