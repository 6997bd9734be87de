"""``newsl10n extract`` and ``newsl10n update``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsl10n.cli import CLEAN, COULD_NOT_RUN, project_of, say
from newsl10n.cli.options import article_options, articles_argument, to_option

if TYPE_CHECKING:
    from newsl10n.pipeline import UpdateReport


@click.command()
@articles_argument
@to_option
@article_options
@click.pass_context
def extract(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> int:
    """Make the POT template and empty PO catalogs of articles, without machine translation."""
    return _update(ctx, articles, locales, create=True, **options)


@click.command()
@articles_argument
@to_option
@article_options
@click.pass_context
def update(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> int:
    """Bring catalogs in line with articles that changed.

    Kept sentences keep their translation and approval. A changed sentence keeps its old translation, marked stale, with the old
    source and a word diff. What the article lost stays in the catalog as obsolete.
    """
    return _update(ctx, articles, locales, create=False, **options)


def _update(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> int:
    """An article that cannot be read, or a catalog that is broken, does not hold up the others: it is named at the end."""
    from newsl10n.errors import NewsL10nError
    from newsl10n.pipeline import update_articles
    from newsl10n.pipeline.project import chosen_locales

    project = project_of(ctx)
    chosen_locales(project, locales)
    failed = []
    for article in articles:
        try:
            _print(update_articles(project, [article], locales=locales, **options))
        except NewsL10nError as error:
            failed.append(error)
    for failure in failed:
        say(f"newsl10n: {failure}", err=True)
    return COULD_NOT_RUN if failed else CLEAN


def _print(reports: Sequence[UpdateReport]) -> None:
    for report in reports:
        say(
            f"{report.path}: {report.units} units: {report.kept} kept, {report.stale} stale, {report.new} without translation, "
            f"{report.obsolete} obsolete"
        )
        for change in report.changes:
            say(f"  {change.removeprefix('newsl10n: ')}")
        if report.lost:
            texts = "1 approved text is" if report.lost == 1 else f"{report.lost} approved texts are"
            say(
                f"  warning: {texts} not in the catalog any more; the ledger holds only hashes of approved texts: get the texts "
                f"back from git (git log -- {report.path}) or a backup, then update again",
                err=True,
            )
