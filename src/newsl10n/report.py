"""Results -> text or JSON for standard output; pure functions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from newsl10n.model import Finding, Severity

SCHEMA_VERSION = 1


def format_findings(findings: Sequence[Finding], *, as_format: str = "text") -> str:
    """Findings as ``file:line: severity: message [rule]`` lines, or as JSON."""
    if as_format == "json":
        rows = [{**asdict(f), "path": f.path.as_posix()} for f in findings]
        return _json({"schema_version": SCHEMA_VERSION, "findings": rows, "counts": _counts(findings)})
    lines = [f"{f.path}:{f.line}: {f.severity}: {f.message} [{f.rule}]{_quoted(f.source)}" for f in findings]
    return "\n".join([*lines, summarise_findings(findings)]) + "\n"


def summarise_findings(findings: Sequence[Finding]) -> str:
    """One line: how many, of which rules, in how many files."""
    if not findings:
        return "No findings."
    rules = Counter(f.rule for f in findings)
    parts = ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
    files = len({f.path for f in findings})
    return f"{len(findings)} findings in {files} {'file' if files == 1 else 'files'}: {parts}."


def format_rows(rows: Sequence[Any], *, as_format: str = "text", columns: Sequence[str]) -> str:
    """Dataclass rows as an aligned table of ``columns``, or as JSON of all their fields."""
    if as_format == "json":
        return _json({"schema_version": SCHEMA_VERSION, "rows": [_plain(row) for row in rows]})
    table = [[c.replace("_", " ") for c in columns], *([str(getattr(row, c)) for c in columns] for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(columns))]
    numeric = [all(isinstance(getattr(row, c), int) for row in rows) for c in columns]
    return "\n".join(_line(line, widths, numeric) for line in table) + "\n"


def _line(cells: Iterable[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True))
    return "  ".join(padded).rstrip()


def _plain(row: Any) -> dict[str, Any]:
    return {
        k: v if isinstance(v, int | str | float | bool | list | tuple | None) else str(v)
        for k, v in asdict(row).items()
    }


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    return {severity.value: sum(f.severity is severity for f in findings) for severity in Severity}


def _quoted(source: str) -> str:
    return f" “{source[:60]}{'…' if len(source) > 60 else ''}”" if source else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
