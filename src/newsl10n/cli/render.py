"""``newsl10n render``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsl10n.cli import CLEAN, COULD_NOT_RUN, FINDINGS, project_of, say
from newsl10n.cli.options import article_argument, article_options, to_option

if TYPE_CHECKING:
    from newsl10n.errors import FileError, NotReadyError
    from newsl10n.pipeline import Project
    from newsl10n.render import RenderOptions

SHOWN_UNITS = 5
"""Open units of a locale that are listed."""


@click.command()
@article_argument
@to_option
@article_options
@click.option("--as", "as_format", type=click.Choice(["html", "markdown", "text", "source"]), default="html", show_default=True,
              help="A page of our template, or the article's own format ('source' writes into the article's own page).")  # fmt: skip
@click.option("--draft", is_flag=True, help="Render unreviewed text too, under a notice that says so.")
@click.option("--fallback", type=click.Choice(["refuse", "source"]), default="refuse", show_default=True,
              help="What stands where no reviewed translation is.")  # fmt: skip
@click.option("--digits", type=click.Choice(["latn", "arab"]), help="Digits of the rendered text.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="File to write, - for standard output; only with one locale.")  # fmt: skip
@click.pass_context
def render(
    ctx: click.Context, /, article: Path, locales: tuple[str, ...], *, output: Path | None, **options: Any
) -> int:
    """Write the localized article.

    Only reviewed text is published: a locale in which a unit is missing or not reviewed is not written, its first open units are
    listed with their lines in the catalog, and the exit status is 1.
    """
    from newsl10n.pipeline.project import chosen_locales
    from newsl10n.pipeline.publishing import render_article_files
    from newsl10n.render import RenderOptions

    project = project_of(ctx)
    names = {"encoding": options.pop("encoding"), "slug": options.pop("slug")}
    wanted = [RenderOptions(locale=locale, **options) for locale in chosen_locales(project, locales)]
    if output is not None and len(wanted) > 1:
        raise click.UsageError("-o takes one locale; name it with --to.")
    if output == Path("-"):
        return _print_page(project, article, wanted[0], **names)
    written, refused = render_article_files(project, article, options=wanted, output=output, **names)
    for where in written:
        say(f"wrote {where}")
    return _say_refused(refused)


def _print_page(project: Project, article: Path, options: RenderOptions, **names: Any) -> int:
    from newsl10n.errors import NotReadyError
    from newsl10n.pipeline import render_article_bytes

    try:
        click.echo(render_article_bytes(project, article, options=options, **names), nl=False)
    except NotReadyError as error:
        return _say_refused([error])
    return CLEAN


def _say_refused(refused: Sequence[NotReadyError | FileError]) -> int:
    """Every locale that was not written, with the first of its open units."""
    from newsl10n.errors import NotReadyError

    for error in refused:
        say(f"newsl10n: {error}", err=True)
        units = error.units if isinstance(error, NotReadyError) else ()
        for unit in units[:SHOWN_UNITS]:
            say(f"  {unit}", err=True)
        if len(units) > SHOWN_UNITS:
            say(f"  and {len(units) - SHOWN_UNITS} more; 'newsl10n check {error.path}' lists all", err=True)
    if not refused:
        return CLEAN
    return FINDINGS if all(isinstance(error, NotReadyError) for error in refused) else COULD_NOT_RUN
