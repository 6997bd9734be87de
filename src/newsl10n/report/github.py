"""Findings -> GitHub workflow commands (annotations), and Markdown for the summary of the step."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from newsl10n.bidi import balance_controls, isolate_runs
from newsl10n.model import Finding, Severity
from newsl10n.report.findings import BY_SEVERITY, Report
from newsl10n.report.text import format_line, one_line, shorten, summarise_findings, without_isolates

MOST_ANNOTATIONS = 10
"""Of each kind in a step; GitHub drops the rest without a word."""
SUMMARY_BYTES = 1_000_000
"""Below the 1 MiB that GitHub takes for the summary of a step."""
_MARKDOWN = re.compile(r"[\\`*_\[\]|~#@]")


def format_github(report: Report) -> str:
    """Annotations, errors first and at most ten of a kind; then all findings as lines in a folded group."""
    lines: list[str] = []
    worst = report.worst_first()
    for severity in BY_SEVERITY:
        found = [r.finding for r in worst if r.finding.severity is severity]
        lines += [_command(report, finding) for finding in found[:MOST_ANNOTATIONS]]
        if more := len(found) - MOST_ANNOTATIONS:
            lines += [f"and {more} more {severity}s, listed below"] if more > 0 else []
    if worst:
        lines += ["::group::All findings", *(format_line(r.finding) for r in report.findings), "::endgroup::"]
    lines.append(summarise_findings([r.finding for r in report.findings], known=report.known))
    return "".join(f"{line}\n" for line in lines)


def format_step_summary(report: Report, *, room: int = SUMMARY_BYTES) -> str:
    """A Markdown table of the rules and one of the findings, errors first, cut to ``room`` bytes of UTF-8."""
    summary = summarise_findings([r.finding for r in report.findings], known=report.known)
    head = f"### newsl10n check\n\n{summary}\n"
    if not report.findings:
        return head
    head += "\n| rule | severity | findings |\n|---|---|---:|\n" + "".join(_rule_rows(report))
    head += "\n| place | severity | rule | finding | text |\n|---|---|---|---|---|\n"
    rows = [_row(report, r.finding) for r in report.worst_first()]
    kept, used = 0, len(head.encode()) + 100
    for row in rows:
        used += len(row.encode("utf-8", "replace"))
        if used > room:
            break
        kept += 1
    rest = f"\n… and {len(rows) - kept} more.\n" if kept < len(rows) else ""
    return head + "".join(rows[:kept]) + rest


def _command(report: Report, finding: Finding) -> str:
    kind = "error" if finding.severity is Severity.ERROR else "warning"
    message = without_isolates(finding.message) + (f"\n“{shorten(finding.source, 200)}”" if finding.source else "")
    message += f"\n“{shorten(finding.target, 200)}”" if finding.target else ""
    place = f"file={_property(report.path(finding.path))},line={finding.line},title={_property(finding.rule)}"
    return f"::{kind} {place}::{_data(message)}"


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return one_line(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _rule_rows(report: Report) -> list[str]:
    rules = Counter((BY_SEVERITY.index(r.finding.severity), r.finding.rule) for r in report.findings)
    ordered = sorted(rules.items(), key=lambda item: (item[0][0], -item[1]))
    return [f"| {rule} | {BY_SEVERITY[severity]} | {count} |\n" for (severity, rule), count in ordered]


def _row(report: Report, finding: Finding) -> str:
    text = " → ".join(shorten(text, 80) for text in (finding.source, finding.target) if text)
    place = f"{report.path(finding.path)}:{finding.line}"
    cells = (place, finding.severity.value, finding.rule, without_isolates(finding.message), text)
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    """Plain text in a Markdown table, whatever it holds."""
    shown = isolate_runs(balance_controls(one_line(text)), "ltr")
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", escape(shown, quote=False))
