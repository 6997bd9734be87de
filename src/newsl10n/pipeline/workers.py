"""Files -> their reports, in order, on one core or on several; a very big file is shared out in parts."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsl10n.check import Suite
from newsl10n.errors import NewsL10nError
from newsl10n.pipeline.inspected_file import FileReport, inspect_file
from newsl10n.pipeline.inspected_part import OTHER_LOCALE, inspect_part, merge_parts
from newsl10n.pipeline.project import Project, open_project
from newsl10n.pipeline.suites import project_suite

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

BIG_BYTES = 2_000_000
"""From this size on a file is worth several processes."""
PARTS = 6
"""Tasks a core that it is shared out in: so many that no core is long without work at the end."""
Rules = tuple[tuple[str, ...], tuple[str, ...]]
"""Rules enabled and disabled on the command line."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file, or where ``parts`` is not 0 one of its parts, see ``inspect_part``."""

    path: Path
    part: int = 0
    parts: int = 0


def inspect_files(
    project: Project, paths: Sequence[Path], *, rules: Rules, locales: tuple[str, ...], jobs: int
) -> Iterator[FileReport]:
    """Reports in the order of ``paths``, whatever the number of processes. ``jobs``: 0 for all cores where there is work."""
    big = {path for path in paths if _size(path) >= BIG_BYTES}
    cores = jobs or _cores()
    if not jobs and len(paths) < 2 * cores and sum(map(_size, paths)) < BIG_BYTES // 4:
        cores = 1  # starting processes would take longer than the checks
    suite = _suite(project, rules)
    if cores == 1:
        reports = (inspect_file(project, suite, path, locales=locales) for path in paths)
        yield from (report for report in reports if report)
        return
    tasks = [task for path in paths for task in _tasks(path, PARTS * cores - 1 if path in big else 0)]
    yield from _pooled(project, suite, tasks, rules=rules, locales=locales, cores=min(cores, len(tasks)))


def _tasks(path: Path, parts: int) -> list[Task]:
    """One for the file as a whole, and one for each part."""
    return [Task(path, part, parts) for part in range(parts + 1)] if parts else [Task(path)]


def _pooled(
    project: Project, suite: Suite, tasks: Sequence[Task], *, rules: Rules, locales: tuple[str, ...], cores: int
) -> Iterator[FileReport]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(cores, _context(), _start, (project.folder, project.prefix, rules, locales))
    parts: list[FileReport | None] = []
    try:
        for task, report in zip(tasks, pool.map(_run, tasks), strict=True):
            if task.parts:
                parts.append(report)
                if task.part < task.parts:
                    continue
                # A part that cannot be read tells no line of the file: the whole of it does.
                report = merge_parts(parts) or inspect_file(project, suite, task.path, locales=locales)
                parts = []
            if report is not None and report != OTHER_LOCALE:
                yield report
    except BrokenProcessPool as error:
        raise NewsL10nError("a process ended early, perhaps for want of memory", remedy="try --jobs 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


_state: list[tuple[Project, Suite, tuple[str, ...]]] = []
"""Of a worker process: its project, suite and locales, set once."""


def _start(folder: Path, prefix: Path, rules: Rules, locales: tuple[str, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    project = replace(open_project(folder), prefix=prefix)
    _state.append((project, _suite(project, rules), locales))


def _run(task: Task) -> FileReport | None:
    project, suite, locales = _state[0]
    if task.parts:
        return inspect_part(project, suite, task.path, part=task.part, parts=task.parts, locales=locales)
    return inspect_file(project, suite, task.path, locales=locales)


def _suite(project: Project, rules: Rules) -> Suite:
    enable, disable = rules
    return project_suite(project, enable=enable, disable=disable)


def _context() -> BaseContext:
    import multiprocessing

    # A forked worker has every module loaded already; elsewhere than on Linux forking is not safe.
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods and os.uname().sysname == "Linux" else None)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
