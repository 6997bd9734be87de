"""``newsl10n status``."""

from __future__ import annotations

import click

from newsl10n.cli import CLEAN, FINDINGS, project_of
from newsl10n.cli.options import json_option, only_option

COLUMNS = ("article", "locale", "units", "untranslated", "drafts", "edited", "stale", "reviewed", "words_left")


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@only_option("all that have catalogs")
@json_option
@click.option("--no-record", is_flag=True, help="Do not write reviews made in an editor into the ledgers.")
@click.pass_context
def status(
    ctx: click.Context, /, articles: tuple[str, ...], locales: tuple[str, ...], *, as_format: str, no_record: bool
) -> int:
    """Show how far each article is in each language.

    A unit whose 'fuzzy' flag was removed in an editor counts as reviewed and is recorded as such. Exit status: 0, 1 where a
    catalog or ledger cannot be read (its row says why), 2 could not run.
    """
    from newsl10n.pipeline import list_status
    from newsl10n.report import format_rows

    rows = list_status(project_of(ctx), articles=articles, locales=locales, record=not no_record)
    if not rows and as_format == "text":
        click.echo("No catalogs yet. Make them with 'newsl10n translate ARTICLE'.")
        return CLEAN
    columns = (*COLUMNS, "note") if any(row.note for row in rows) else COLUMNS
    click.echo(format_rows(rows, as_format=as_format, columns=columns), nl=False)
    return CLEAN if all(row.readable for row in rows) else FINDINGS
