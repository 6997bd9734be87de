"""``newsl10n check``."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from newsl10n.cli import CLEAN, FINDINGS, project_of, say
from newsl10n.cli.options import only_option, to_standard_output
from newsl10n.errors import UsageError

_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
_FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The options as they were typed; their help says what they mean."""

    paths: tuple[Path, ...]
    locales: tuple[str, ...]
    as_format: str | None
    output: Path | None
    fail_on: str
    baseline: Path | None
    write_baseline: bool
    min_reviewed: tuple[str, ...]
    min_locales: tuple[str, ...]
    enable: tuple[str, ...]
    disable: tuple[str, ...]
    jobs: int
    list_only: bool
    explain: str | None

    @property
    def format(self) -> str:
        default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" and not self.output else "text"
        return self.as_format or default


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@only_option("every catalog that exists")
@click.option(
    "--format",
    "as_format",
    type=click.Choice(_FORMATS),
    help="Form of the output: text, or github in a GitHub workflow, where none is named.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=to_standard_output,
    help="File to write instead of standard output.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING)),
    default="error",
    show_default=True,
    help="Lowest severity that makes the exit status 1.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Findings that are known: only new ones are shown and fail.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found now to the --baseline file.")
@click.option(
    "--min-reviewed",
    multiple=True,
    metavar="[LOCALE=]PERCENT",
    help="Units that must be reviewed; missing, fuzzy and stale units then only warn.",
)
@click.option(
    "--locale",
    "min_locales",
    multiple=True,
    metavar="LOCALE",
    help="Locale of --min-reviewed; all where none is named.",
)
@click.option("--enable", multiple=True, metavar="RULE", help="Add a check that is off by default.")
@click.option("--disable", multiple=True, metavar="RULE", help="Leave a check out. May be given more than once.")
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; as many as there are cores where it pays, otherwise.",
)
@click.option("--list", "list_only", is_flag=True, help="Name the checks and stop.")
@click.option("--explain", metavar="RULE", help="Say what a check finds, with examples, and stop.")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> int:
    """Find what is missing or wrong in PO catalogs.

    PATH is a PO file, a folder that holds some, or an article; the whole project otherwise. A file that cannot be read is a
    finding, and so is an article without a catalog for a locale of --to, else of target_locales in newsl10n.toml. Exit status:
    0 clean, 1 findings at or above --fail-on, 2 could not run.
    """
    wishes = _Wishes(**options)
    if wishes.list_only or wishes.explain:
        return _show_checks(project_of(ctx), wishes)
    return _run_checks(project_of(ctx), wishes)


def _show_checks(project: Any, wishes: _Wishes) -> int:
    from newsl10n.check import CHECKS
    from newsl10n.pipeline import RULES_OF_FILES
    from newsl10n.pipeline.suites import project_suite
    from newsl10n.report import describe_checks, explain_check

    suite = project_suite(project, enable=wishes.enable, disable=wishes.disable)
    on = {check.rule: check for check in suite.checks}
    if wishes.explain is None:
        click.echo(describe_checks(CHECKS.values(), on, always=RULES_OF_FILES), nl=False)
        return CLEAN
    if wishes.explain not in CHECKS:
        raise UsageError(f"no check is called {wishes.explain!r}", remedy=f"known checks: {', '.join(CHECKS)}")
    check = on.get(wishes.explain, CHECKS[wishes.explain])
    click.echo(explain_check(check, on=on, settings=suite.settings.get(check.rule, {})), nl=False)
    return CLEAN


def _run_checks(project: Any, wishes: _Wishes) -> int:
    from newsl10n.pipeline import InspectOptions, inspect_paths

    options = InspectOptions(
        locales=wishes.locales,
        enable=wishes.enable,
        disable=wishes.disable,
        min_reviewed=_thresholds(wishes.min_reviewed, wishes.min_locales),
        jobs=wishes.jobs,
    )
    known = _known_findings(wishes)
    report = _collect(project, inspect_paths(project, wishes.paths, options=options), wishes, known)
    if wishes.write_baseline:
        return _write_baseline(report, wishes)
    _deliver(report, wishes)
    return FINDINGS if any(reported.finding.severity in report.failing for reported in report.findings) else CLEAN


def _collect(project: Any, reports: Iterable[Any], wishes: _Wishes, known: frozenset[str]) -> Any:
    """All new findings as one report. Text for standard output is printed as it comes."""
    from newsl10n.check import CHECKS
    from newsl10n.model import Severity
    from newsl10n.pipeline import RULES_OF_FILES
    from newsl10n.report import Report, fingerprint_findings, format_line, repository_prefix

    seen: Counter[tuple[str, ...]] = Counter()
    files, new, left_out = [], [], 0
    stream = wishes.format == "text" and not wishes.output and not wishes.write_baseline
    isolate = stream and sys.stdout.isatty()
    for file in reports:
        files += [file.path] if file.path else []
        for reported in fingerprint_findings(file.findings, seen=seen):
            if reported.fingerprint in known:
                left_out += 1
                continue
            new.append(reported)
            if stream:
                click.echo(format_line(reported.finding, isolate=isolate))
    summaries = [(check.rule, check.summary) for check in CHECKS.values()]
    return Report(
        findings=tuple(new),
        files=tuple(files),
        known=left_out,
        failing=frozenset(Severity(name) for name in _FAILING[wishes.fail_on]),
        prefix=repository_prefix(project.folder),
        summaries=(*summaries, *((rule, summary) for rule, _, summary in RULES_OF_FILES)),
    )


def _deliver(report: Any, wishes: _Wishes) -> None:
    from newsl10n.files import write_whole
    from newsl10n.report import FORMATS, summarise_findings

    summary = summarise_findings([reported.finding for reported in report.findings], known=report.known)
    if wishes.output:
        write_whole(wishes.output, FORMATS[wishes.format](report).encode("utf-8", "replace"))
        click.echo(summary, err=True)
    elif wishes.format == "text":
        click.echo(summary)
    else:
        click.echo(FORMATS[wishes.format](report).encode("utf-8", "replace"), nl=False)
    _add_step_summary(report)


def _add_step_summary(report: Any) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY") if os.environ.get("GITHUB_ACTIONS") == "true" else None
    if not path:
        return
    from newsl10n.report import SUMMARY_BYTES, format_step_summary

    file = Path(path)
    try:
        used = file.stat().st_size if file.exists() else 0
        with file.open("a", encoding="utf-8", errors="replace", newline="\n") as out:
            out.write(format_step_summary(report, room=SUMMARY_BYTES - used))
    except OSError as error:
        say(f"newsl10n: no step summary: {path}: {error.strerror}", err=True)


def _known_findings(wishes: _Wishes) -> frozenset[str]:
    from newsl10n.report import read_baseline

    if wishes.write_baseline and wishes.baseline is None:
        raise UsageError("--write-baseline needs a file", remedy="name it with --baseline FILE")
    if wishes.baseline is None or wishes.write_baseline:
        return frozenset()
    return read_baseline(wishes.baseline)


def _write_baseline(report: Any, wishes: _Wishes) -> int:
    from newsl10n.files import write_whole
    from newsl10n.report import baseline_text, silenced

    path = wishes.baseline or Path()
    write_whole(path, baseline_text(report.findings).encode())
    kept = [reported.finding for reported in report.findings if not silenced(reported)]
    known = len(report.findings) - len(kept)
    say(f"{path}: {known} {'finding is' if known == 1 else 'findings are'} known from now on.")
    for finding in kept:
        say(f"{finding.path}:{finding.line}: {finding.message} [{finding.rule}] (never known)", err=True)
    return CLEAN


def _thresholds(values: tuple[str, ...], locales: tuple[str, ...]) -> dict[str, float]:
    """``("100",), ("ar",)`` and ``("ar=100",)`` -> ``{"ar": 100.0}``; without a locale the key is ``*``."""
    plain = [value for value in values if "=" not in value]
    wanted = dict(_pair(*value.split("=", 1)) for value in values if "=" in value)
    if locales and not plain:
        raise UsageError("--locale belongs to --min-reviewed", remedy="to check only some locales name them with --to")
    if len(plain) > 1 and len(plain) != len(locales):
        raise UsageError("several --min-reviewed, but not as many --locale", remedy="write --min-reviewed ar=100")
    if not locales:
        return wanted | dict(_pair("*", value) for value in plain)
    named = plain if len(plain) > 1 else plain * len(locales)
    return wanted | dict(_pairs(locales, named))


def _pairs(locales: Iterable[str], values: Iterable[str]) -> Iterator[tuple[str, float]]:
    return (_pair(locale, value) for locale, value in zip(locales, values, strict=True))


def _pair(locale: str, value: str) -> tuple[str, float]:
    from newsl10n.locale import canonical_locale

    try:
        percent = float(value.strip().removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise UsageError(f"--min-reviewed {value}", remedy="write a percentage from 0 to 100, or ar=100")
    return (locale if locale == "*" else canonical_locale(locale.strip())), percent
