"""``newsl10n approve``."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import click

from newsl10n.cli import CLEAN, FINDINGS, project_of, say
from newsl10n.cli.options import article_argument, article_options, to_option


@click.command()
@article_argument
@to_option
@article_options
@click.option("--by", envvar="NEWSL10N_REVIEWER", metavar="NAME", help="Who reviewed; your name in git otherwise.")
@click.option("--drafts", is_flag=True, help="Approve untouched machine drafts too. Only after reading them.")
@click.option(
    "--line",
    "lines",
    type=click.IntRange(1),
    multiple=True,
    help="Only the unit at this line of the PO file, in any state.",
)
@click.option("--with-findings", "findings", is_flag=True, help="Also what a check objects to.")
@click.pass_context
def approve(ctx: click.Context, /, article: Path, locales: tuple[str, ...], *, by: str | None, **options: Any) -> int:
    """Confirm translations in your name.

    Approves what people edited; machine drafts nobody touched only with --drafts or --line. Stale units only with --line. Exit
    status 1 where units are left.
    """
    from newsl10n.pipeline import ApproveOptions, approve_article

    reports = approve_article(
        project_of(ctx), article, locales=locales, options=ApproveOptions(by=by or _git_name(), **options)
    )
    for report in reports:
        say(
            f"{report.path}: approved {report.approved}, reviewed before {report.reviewed_before}, left {len(report.left)}"
        )
        for text in report.texts:
            say(f"  {text}")
        for reason in report.left:
            say(f"  {reason}")
    return FINDINGS if any(report.left for report in reports) else CLEAN


def _git_name() -> str:
    try:
        found = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return found.stdout.strip()
