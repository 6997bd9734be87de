"""Findings <-> a baseline file: fingerprints of what is known, one finding a line, so that git shows what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from newsl10n.errors import FileError, UsageError
from newsl10n.files import read_whole
from newsl10n.report.findings import Reported
from newsl10n.report.json_document import SCHEMA_VERSION

NEVER_KNOWN = frozenset(("unreadable", "min-reviewed"))
"""Rules that a baseline cannot silence: a broken file would hide all else in it."""
_MAKE = "make it with --write-baseline"


def silenced(reported: Reported) -> bool:
    """Whether a baseline may make this finding known."""
    return reported.finding.rule not in NEVER_KNOWN


def baseline_text(findings: Iterable[Reported]) -> str:
    """The file, sorted, without what a baseline cannot silence."""
    rows = sorted(
        (r.finding.path.as_posix(), r.finding.rule, r.finding.source, r.fingerprint) for r in findings if silenced(r)
    )
    lines = [
        json.dumps({"fingerprint": fingerprint, "rule": rule, "path": path, "source": source}, ensure_ascii=True)
        for path, rule, source, fingerprint in rows
    ]
    return f'{{"schema_version": {SCHEMA_VERSION}, "findings": [\n' + ",\n".join(lines) + "\n]}\n"


def read_baseline(path: Path) -> frozenset[str]:
    """Fingerprints of a baseline file, or of a report that ``--format json`` wrote.

    Raises:
        UsageError: it is neither. FileError: it cannot be read.
    """
    if not path.exists():
        raise FileError("no such baseline", path=path, remedy=_MAKE)
    try:
        document = json.loads(read_whole(path).decode("utf-8-sig"))
        return frozenset(str(row["fingerprint"]) for row in document["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError("not a baseline", path=path, remedy=_MAKE) from error
