"""``newsl10n extract`` and ``newsl10n update``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newsl10n.cli import project_of, say
from newsl10n.cli.options import article_options, articles_argument, to_option


@click.command()
@articles_argument
@to_option
@article_options
@click.pass_context
def extract(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> None:
    """Make the POT template and empty PO catalogs of articles, without machine translation."""
    _update(ctx, articles, locales, create=True, **options)


@click.command()
@articles_argument
@to_option
@article_options
@click.pass_context
def update(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> None:
    """Bring catalogs in line with articles that changed.

    Kept sentences keep their translation and approval. A changed sentence keeps its old translation, marked stale, with the old
    source and a word diff. What the article lost stays in the catalog as obsolete.
    """
    _update(ctx, articles, locales, create=False, **options)


def _update(ctx: click.Context, /, articles: tuple[Path, ...], locales: tuple[str, ...], **options: Any) -> None:
    from newsl10n.pipeline import update_articles

    for report in update_articles(project_of(ctx), articles, locales=locales, **options):
        say(
            f"{report.path}: {report.units} units: {report.kept} kept, {report.stale} stale, {report.new} without translation, "
            f"{report.obsolete} obsolete"
        )
        for change in report.changes:
            say(f"  {change.removeprefix('newsl10n: ')}")
