"""``newsl10n review``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from newsl10n.cli import CLEAN, project_of
from newsl10n.cli.options import to_option


@click.command()
@click.argument("article", required=False, type=click.Path(path_type=Path))
@to_option
@click.option(
    "--by", default="", envvar="NEWSL10N_REVIEWER", metavar="NAME", help="Who reviews; the page asks otherwise."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; a free one otherwise.")
@click.option("--no-browser", "browser", flag_value=False, default=True, help="Print the address, open nothing.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--i-know", "known", is_flag=True, help="With --host: other machines may connect, and nothing is encrypted."
)
@click.option("--password-file", type=click.Path(path_type=Path), help="Its first line lets people in from elsewhere.")
@click.pass_context
def review(ctx: click.Context, /, article: Path | None, locales: tuple[str, ...], *, by: str, **options: Any) -> int:
    """Open the review page in the browser: the article, its translation beside it, every sentence to be edited in place.

    ARTICLE is a file or a slug. Everything is saved in the PO files as it is typed. Ctrl-C stops.
    """
    from newsl10n.locale import canonical_locale
    from newsl10n.pipeline.desk import open_desk
    from newsl10n.review.server import ServeOptions, opening_path, serve_review

    project = project_of(ctx)
    desk = open_desk(project, slugs=_slugs(article), locales=tuple(map(canonical_locale, locales)), by=by)
    path = opening_path(desk, named=None if article is None else str(article))
    serve_review(desk, options=ServeOptions(path=path, **options), announce=_announce)
    click.echo(f"newsl10n: stopped; everything is saved in {project.folder / project.config.catalogs}", err=True)
    return CLEAN


def _announce(address: str) -> None:
    click.echo(address)
    click.echo("newsl10n: this address opens the review page, once; Ctrl-C stops it", err=True)


def _slugs(article: Path | None) -> tuple[str, ...]:
    """The slug as it was typed, and the one that the file name makes."""
    if article is None:
        return ()
    return article.name, re.sub(r"[^a-z0-9._-]+", "-", article.stem.lower())
