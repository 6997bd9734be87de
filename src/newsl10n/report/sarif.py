"""Findings -> SARIF 2.1.0 (OASIS standard), within the limits of GitHub code scanning."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import quote

from newsl10n import __version__
from newsl10n.model import Severity
from newsl10n.report.findings import Report, Reported
from newsl10n.report.json_document import dump_json

MOST_RESULTS = 25_000
"""Of a run; GitHub refuses more and shows the first 5,000."""
MOST_BYTES = 10_000_000
"""Of the file in gzip; GitHub refuses more."""
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def format_sarif(report: Report, *, most_bytes: int = MOST_BYTES) -> str:
    """One run. What is over the limits is left out, errors last, and counted in a note. ``primaryLocationLineHash`` is the
    fingerprint that GitHub follows an alert by."""
    most = MOST_RESULTS
    text = _document(report, most)
    while most and len(text) > most_bytes < (size := len(gzip.compress(text.encode("utf-8", "replace")))):
        most = min(most, len(report.findings)) * most_bytes // size * 9 // 10
        text = _document(report, most)
    return text


def _document(report: Report, most: int) -> str:
    shown = report.worst_first()
    kept = shown[:most] if len(shown) > most else list(report.findings)
    rules = list(dict.fromkeys([*(rule for rule, _ in report.summaries), *(r.finding.rule for r in kept)]))
    run: dict[str, Any] = {
        "tool": {"driver": _driver(report, rules)},
        "automationDetails": {"id": "newsl10n/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "invocations": [_invocation(len(shown) - len(kept))],
        "results": [_result(report, reported, rules) for reported in kept],
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(report: Report, rules: list[str]) -> dict[str, Any]:
    summaries = dict(report.summaries)
    described = [
        {
            "id": rule,
            "name": "".join(word.capitalize() for word in rule.split("-")),
            "shortDescription": {"text": summaries.get(rule, rule)},
            "fullDescription": {"text": summaries.get(rule, rule)},
            "help": {"text": f"{summaries.get(rule, rule)}. Examples: newsl10n check --explain {rule}"},
        }
        for rule in rules
    ]
    return {"name": "newsl10n", "version": __version__, "rules": described}


def _invocation(left_out: int) -> dict[str, Any]:
    if not left_out:
        return {"executionSuccessful": True}
    note = {"level": "note", "message": {"text": f"{left_out} more findings are not in this file."}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [note]}


def _result(report: Report, reported: Reported, rules: list[str]) -> dict[str, Any]:
    finding = reported.finding
    path = report.path(finding.path)
    inside = not path.startswith("/")
    location = {"uri": quote(path), "uriBaseId": "%SRCROOT%"} if inside else {"uri": f"file://{quote(path)}"}
    text = finding.message + (f"\nsource: {finding.source}" if finding.source else "")
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": "error" if finding.severity is Severity.ERROR else "warning",
        "message": {"text": text + (f"\ntranslation: {finding.target}" if finding.target else "")},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": {"startLine": max(finding.line, 1)}}}],
        "partialFingerprints": {"primaryLocationLineHash": reported.fingerprint, "newsl10n/v1": reported.fingerprint},
    }  # fmt: skip
