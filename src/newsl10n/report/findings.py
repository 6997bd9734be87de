"""Findings -> what every output format is given: findings with fingerprints, and paths as the repository has them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsl10n.model import Finding, Severity

BY_SEVERITY = (Severity.ERROR, Severity.WARNING)
"""Gravest first: the order where a format shows only some."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding and the name it keeps while lines move: 32 hexadecimal digits."""

    finding: Finding
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    ``files``: every catalog looked at. ``known``: findings left out because a baseline has them. ``failing``: severities that make
    the run fail. ``prefix``: where the project folder lies in the repository. ``summaries``: rule -> one line.
    """

    findings: tuple[Reported, ...]
    files: tuple[Path, ...] = ()
    known: int = 0
    failing: frozenset[Severity] = frozenset((Severity.ERROR,))
    prefix: Path = Path()
    summaries: tuple[tuple[str, str], ...] = ()

    def path(self, path: Path) -> str:
        """A path as the repository has it, with ``/``; absolute where it lies outside."""
        return (path if path.is_absolute() else self.prefix / path).as_posix()

    def worst_first(self) -> list[Reported]:
        """Errors before warnings, otherwise in order."""
        return sorted(self.findings, key=lambda reported: BY_SEVERITY.index(reported.finding.severity))

    def count(self, severity: Severity) -> int:
        return sum(reported.finding.severity is severity for reported in self.findings)


def fingerprint_findings(findings: Iterable[Finding], *, seen: Counter[tuple[str, ...]]) -> Iterator[Reported]:
    """Each finding with a fingerprint of rule, file, msgctxt, msgid and its number among those that share them.

    Neither line numbers nor translations nor messages move it. Mutates ``seen``: counts what came before.
    """
    for finding in findings:
        parts = (finding.rule, finding.path.as_posix(), finding.context or "", finding.source)
        seen[parts] += 1
        text = "\0".join((*parts, str(seen[parts])))
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield Reported(finding, digest[:32])


def repository_prefix(folder: Path) -> Path:
    """Where a folder lies in its git repository; empty at the top of it, and where there is none."""
    folder = folder.resolve()
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return folder.relative_to(parent)
    return Path()
