"""``newsl10n check``."""

from __future__ import annotations

from pathlib import Path

import click

from newsl10n.cli import CLEAN, FINDINGS, project_of
from newsl10n.cli.options import to_option


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@to_option
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@click.option("--enable", multiple=True, metavar="RULE", help="Add a check that is off by default.")
@click.option("--disable", multiple=True, metavar="RULE", help="Leave a check out. May be given more than once.")
@click.option("--list", "list_only", is_flag=True, help="Name the checks and stop.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    locales: tuple[str, ...],
    *,
    as_format: str,
    enable: tuple[str, ...],
    disable: tuple[str, ...],
    list_only: bool,
) -> int:
    """Find what is missing or wrong in PO catalogs.

    PATH is a PO file, a folder that holds some, or an article; all catalogs of the project otherwise. Exit status: 0 clean,
    1 findings, 2 could not run.
    """
    from newsl10n.pipeline import check_paths
    from newsl10n.report import format_findings

    if list_only:
        return _list_checks()
    findings = check_paths(project_of(ctx), paths, locales=locales, enable=enable, disable=disable)
    click.echo(format_findings(findings, as_format=as_format), nl=False)
    return FINDINGS if findings else CLEAN


def _list_checks() -> int:
    from newsl10n.check import CHECKS

    for check in CHECKS.values():
        click.echo(f"{check.rule:<20} {check.severity:<8} {check.summary}")
    return CLEAN
