"""``newsl10n translate``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from newsl10n.cli import CLEAN, COULD_NOT_RUN, project_of, say
from newsl10n.cli.options import article_options, articles_argument, to_option

STARTER = "newsl10n-starter@"
STARTER_NOTE = (
    "Note: the starter model is small and still translates badly. Where you can reach a model hub, use a better one: "
    "newsl10n models pull opus-mt-en-ar, newsl10n models pull opus-mt-tc-big-en-tr."
)


@click.command()
@articles_argument
@to_option
@article_options
@click.option("--model", metavar="NAME|FOLDER", help="Model to draft with; see 'newsl10n models list'.")
@click.option(
    "--engine", type=click.Choice(["ctranslate2", "transformers"]), help="ctranslate2 is the fast one, without torch."
)
@click.option("--beam", type=click.IntRange(1, 12), help="Hypotheses kept while decoding.")
@click.option(
    "--retranslate", is_flag=True, help="Draft again what still is untouched machine text. Human text is never touched."
)
@click.option("--dry-run", is_flag=True, help="Say what would be drafted; write nothing.")
@click.option("--no-progress", is_flag=True, help="No progress bar.")
@click.pass_context
def translate(
    ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], *, no_progress: bool, **options: Any
) -> int:
    """Draft articles in other languages with a machine translation model.

    Makes or refreshes the PO catalogs of each ARTICLE and fills what has no translation. Every draft is marked fuzzy. A run
    that is stopped goes on where it was.
    """
    from newsl10n.errors import NewsL10nError
    from newsl10n.pipeline import TranslateOptions, translate_articles

    failures: list[NewsL10nError] = []
    with _progress_bar(shown=not no_progress and not options["dry_run"]) as progress:
        reports = translate_articles(
            project_of(ctx), articles, locales=locales, options=TranslateOptions(**options), progress=progress,
            failed=failures.append,
        )  # fmt: skip
    for report in reports:
        _print(report, dry_run=options["dry_run"])
    if any(report.signature.startswith(STARTER) for report in reports):
        click.echo(STARTER_NOTE, err=True)
    for failure in failures:
        say(f"newsl10n: {failure}", err=True)
    return COULD_NOT_RUN if failures else CLEAN


def _print(report: Any, *, dry_run: bool) -> None:
    if dry_run:
        say(f"{report.path}: would draft {report.pending} of {report.units} units")
        return
    with_what = f" with {report.signature}" if report.drafted else ""
    left = f", {report.empty} left empty" if report.empty else ""
    say(f"{report.path}: drafted {report.drafted} of {report.units} units{left}{with_what}")
    for flag in report.flagged:
        say(f"  {flag}")
    if report.flagged:
        say(f"  {len(report.flagged)} to look at closely: the lines above name what the machine got wrong.")


@contextmanager
def _progress_bar(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    import os
    import sys

    if not shown or not sys.stderr.isatty() or os.environ.get("CI"):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("Translating"), BarColumn(), MofNCompleteColumn(), TextColumn("units"), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
