"""Words typed -> one pipeline function called, its result printed, an exit status."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from newsl10n import __version__
from newsl10n.errors import NewsL10nError

CLEAN, FINDINGS, COULD_NOT_RUN, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit statuses."""

_COMMANDS = {
    "translate": "translate",
    "extract": "update",
    "update": "update",
    "check": "check",
    "status": "status",
    "approve": "approve",
    "review": "review",
    "render": "render",
    "models": "models",
    "evaluate": "evaluate",
}


class LazyGroup(click.Group):
    """A group that imports the module of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"newsl10n.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"No such command {args[0]!r}. Commands: {', '.join(_COMMANDS)}.", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-C", "folder", type=click.Path(path_type=Path), default=Path(), help="Work on the project in this folder."
)
@click.version_option(__version__, prog_name="newsl10n")
@click.pass_context
def cli(ctx: click.Context, /, folder: Path) -> None:
    """Publish a news article in other languages without losing what it says.

    An article becomes gettext PO catalogs with machine drafts; translators review them in any PO editor; checks find what is
    missing or wrong; pages are rendered from what was reviewed.

    Exit status: 0 clean, 1 findings (or not ready to publish), 2 could not run.
    """
    ctx.obj = folder


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    if os.environ.get("NO_COLOR"):
        os.environ.setdefault("TERM", "dumb")
    try:
        status = cli.main(args=arguments, prog_name="newsl10n", standalone_mode=False)
        code = status if isinstance(status, int) else CLEAN
    except NewsL10nError as error:
        code = _report_error(error)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = COULD_NOT_RUN
    except click.ClickException as error:
        error.show()
        code = COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        click.echo("newsl10n: stopped; what was finished is saved. Run the same command again to go on.", err=True)
        code = INTERRUPTED
    except SystemExit as end:
        # Nothing of ours exits this way; click does where the reader of the output went away, with a status that says "findings" here.
        code = BROKEN_PIPE if end.code == 1 else int(end.code or 0)
    sys.exit(code)


def _report_error(error: NewsL10nError) -> int:
    from newsl10n.errors import NotReadyError

    say(f"newsl10n: {error}", err=True)
    if isinstance(error, NotReadyError):
        for unit in error.units:
            say(f"  {unit}", err=True)
        return FINDINGS
    return COULD_NOT_RUN


def say(line: str, *, err: bool = False) -> None:
    """Print one line that quotes file names or texts: what is invisible is shown, and it is a command to nobody."""
    if not line.isprintable() or "::" in line or "##[" in line:
        from newsl10n.report import inert_line, one_line, without_isolates

        line = inert_line(one_line(without_isolates(line)))
    click.echo(line, err=err)


def project_of(ctx: click.Context) -> Any:
    """The project that ``-C`` names. A wrong table of shortcuts is refused here, not only by the command that needs it."""
    from newsl10n.pipeline.project import open_project

    project = open_project(ctx.find_root().obj)
    if table := project.config.review.get("shortcuts"):
        from newsl10n.config import CONFIG_NAME
        from newsl10n.review.shortcuts import read_shortcuts

        read_shortcuts(table, project.folder / CONFIG_NAME)
    return project
