"""Findings -> ``file:line: severity: message [rule]`` lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsl10n.bidi import balance_controls, isolate_runs
from newsl10n.model import Finding
from newsl10n.report.findings import Report

_WIDEST_QUOTE = 60
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def format_text(report: Report) -> str:
    """A line for each finding, and a summary."""
    lines = [format_line(reported.finding) for reported in report.findings]
    return "".join(
        f"{line}\n" for line in [*lines, summarise_findings([r.finding for r in report.findings], known=report.known)]
    )


def format_line(finding: Finding, *, isolate: bool = False) -> str:
    """One line. ``isolate``: keep right-to-left text in its place, for a terminal; piped text stays as it is."""
    text = f"{finding.severity}: {one_line(finding.message)} [{finding.rule}]{_quoted(finding)}"
    if isolate and not text.isascii():
        text = isolate_runs(balance_controls(text), "ltr")
    return f"{one_line(finding.path.as_posix())}:{finding.line}: {text}"


def summarise_findings(findings: Sequence[Finding], *, known: int = 0) -> str:
    """One line: how many, of which rules, in how many files."""
    rest = f" {known} known from the baseline." if known else ""
    if not findings:
        return f"No {'new ' if known else ''}findings.{rest}"
    rules = Counter(f.rule for f in findings)
    parts = ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
    return (
        f"{_counted(len(findings), 'finding')} in {_counted(len({f.path for f in findings}), 'file')}: {parts}.{rest}"
    )


def one_line(text: str) -> str:
    """Text that stays on its line and sends a terminal no commands: control characters become ``\\x1b`` and the like."""
    return _CONTROLS.sub(_escape, text)


def shorten(text: str, widest: int = _WIDEST_QUOTE) -> str:
    """At most so many characters, on one line."""
    return one_line(text if len(text) <= widest else f"{text[:widest]}…")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return {"\n": " ", "\t": " ", "\r": " "}.get(match[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def _quoted(finding: Finding) -> str:
    if not finding.source:
        return ""
    return f" “{shorten(finding.source)}”" + (f" → “{shorten(finding.target)}”" if finding.target else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
