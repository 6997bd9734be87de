"""Findings -> ``file:line: severity: message [rule]`` lines; any text -> text that shows all that is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsl10n.bidi import balance_controls, isolate_runs, unbalanced_controls
from newsl10n.model import Finding
from newsl10n.report.findings import Report

_WIDEST_QUOTE = 60
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Controls, bidi controls and what else has no width. Not ZWNJ and ZWJ: Arabic letters and emoji are spelled with them."""
_ISOLATE = re.compile("[\u2066-\u2069]")
_COMMAND = re.compile(r"\A(\s*):(?=:)|(?<=##)\[")
"""How a line starts that a GitHub workflow obeys, in its new and its old form (the old one counts anywhere in a line)."""


def format_text(report: Report) -> str:
    """A line for each finding, and a summary."""
    lines = [format_line(reported.finding) for reported in report.findings]
    return "".join(
        f"{line}\n" for line in [*lines, summarise_findings([r.finding for r in report.findings], known=report.known)]
    )


def format_line(finding: Finding, *, isolate: bool = False) -> str:
    """One line. ``isolate``: keep right-to-left text in its place, for a terminal; piped text stays as it is."""
    text = f"{finding.severity}: {one_line(without_isolates(finding.message))} [{finding.rule}]{_quoted(finding)}"
    if isolate and not text.isascii():
        text = isolate_runs(balance_controls(text), "ltr")
    return inert_line(f"{one_line(finding.path.as_posix())}:{finding.line}: {text}")


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
    """Text that stays on its line, sends a terminal no commands and shows what is in it: invisible characters become ``\\x1b``,
    ``\\u202e`` and the like."""
    return _INVISIBLE.sub(_escape, text)


def without_isolates(text: str) -> str:
    """Prose without its isolates where they are in order: there they only keep words in their places."""
    return _ISOLATE.sub("", text) if _ISOLATE.search(text) and not unbalanced_controls(text) else text


def inert_line(line: str) -> str:
    """A line that is no command to a GitHub workflow, whatever it quotes."""
    return _COMMAND.sub(lambda match: f"{match[1] or ''}\\x{ord(match[0][-1]):02x}", line)


def shorten(text: str, widest: int = _WIDEST_QUOTE) -> str:
    """At most so many characters of a quoted text, on one line."""
    text = without_isolates(text)
    return one_line(text if len(text) <= widest else f"{text[:widest]}…")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\n\t\r":
        return " "
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def _quoted(finding: Finding) -> str:
    if not finding.source:
        return ""
    return f" “{shorten(finding.source)}”" + (f" → “{shorten(finding.target)}”" if finding.target else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
