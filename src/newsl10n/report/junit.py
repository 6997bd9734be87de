"""Findings -> JUnit XML: a suite for each catalog, a test case for each finding, one that passes for a clean catalog."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from newsl10n.model import Severity
from newsl10n.report.findings import Report, Reported

# Characters that XML 1.0 forbids, even escaped: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_junit(report: Report) -> str:
    """Severities that make the run fail are failures; others are test cases that pass and say what was found."""
    by_file: dict[Path, list[Reported]] = {path: [] for path in report.files}
    for reported in report.findings:
        by_file.setdefault(reported.finding.path, []).append(reported)
    root = ElementTree.Element("testsuites", {"name": "newsl10n check"})
    for path, found in by_file.items():
        root.append(_suite(report, report.path(path), found))
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.attrib[name]) for suite in root)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report, path: str, found: list[Reported]) -> ElementTree.Element:
    failures = sum(r.finding.severity in report.failing for r in found)
    counts = {"tests": str(max(len(found), 1)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ElementTree.Element("testsuite", {"name": _clean(path), **counts})
    if not found:
        ElementTree.SubElement(
            suite, "testcase", {"name": "all checks", "classname": _clean(path), "file": _clean(path)}
        )
    for reported in found:
        suite.append(_case(reported, path, failing=reported.finding.severity in report.failing))
    return suite


def _case(reported: Reported, path: str, *, failing: bool) -> ElementTree.Element:
    finding = reported.finding
    # The name is the test's identity over runs, so it holds no line; the fingerprint keeps two findings of a unit apart.
    name = f"{finding.rule}: {finding.source[:80] or 'the file'} ({reported.fingerprint[:8]})"
    case = ElementTree.Element("testcase", {"name": _clean(name), "classname": _clean(path), "file": _clean(path)})
    where = f"{path}:{finding.line}: {finding.severity}: {finding.message}"
    details = "\n".join((where, *(text for text in (finding.source, finding.target) if text)))
    if failing:
        kind = {"message": _clean(finding.message), "type": finding.severity.value}
        ElementTree.SubElement(case, "failure", kind).text = _clean(details)
    else:
        label = "Warning" if finding.severity is Severity.WARNING else "Error"
        ElementTree.SubElement(case, "system-out").text = _clean(f"{label}: {details}")
    return case


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
