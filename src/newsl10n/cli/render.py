"""``newsl10n render``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newsl10n.cli import project_of, say
from newsl10n.cli.options import article_argument, article_options, to_option


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
) -> None:
    """Write the localized article.

    Only reviewed text is published: where a unit is missing or not reviewed, nothing is written, the units are listed and the
    exit status is 1.
    """
    from newsl10n.pipeline import render_article_bytes, render_article_file
    from newsl10n.pipeline.project import chosen_locales
    from newsl10n.render import RenderOptions

    project = project_of(ctx)
    names = {"encoding": options.pop("encoding"), "slug": options.pop("slug")}
    wanted = [RenderOptions(locale=locale, **options) for locale in chosen_locales(project, locales)]
    if output is not None and len(wanted) > 1:
        raise click.UsageError("-o takes one locale; name it with --to.")
    if output == Path("-"):
        click.echo(render_article_bytes(project, article, options=wanted[0], **names), nl=False)
        return
    for one in wanted:
        where, _ = render_article_file(project, article, options=one, output=output, **names)
        say(f"wrote {where}")
