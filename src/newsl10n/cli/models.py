"""``newsl10n models``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsl10n.cli import CLEAN, FINDINGS, project_of, say

if TYPE_CHECKING:
    from newsl10n.errors import ModelError
    from newsl10n.pipeline import Project


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def models() -> None:
    """List, fetch, convert and verify translation models. Only 'pull' uses the network."""


@models.command(name="list")
@click.pass_context
def list_all(ctx: click.Context, /) -> None:
    """Show installed models and those the hub has."""
    from newsl10n.errors import ModelError
    from newsl10n.models import RECOMMENDED, list_models

    project = project_of(ctx)
    installed = list_models(project=project.folder, config=project.config)
    click.echo("Installed:" if installed else "Installed: none")
    for model in installed:
        if isinstance(model, ModelError):
            say(f"  broken: {model}")
        else:
            say(f"  {model.name}  {model.revision}  {project.shown(model.path)}")
    click.echo("\nOn the hub (newsl10n models pull NAME):")
    for row in RECOMMENDED:
        scores = ", ".join(f"{locale} BLEU {bleu} chrF {chrf}" for locale, bleu, chrf in row.scores)
        say(
            f"  {row.name:<22} {'/'.join(row.targets):<8} {row.size_mb:>6} MB  {row.licence}{f'  {scores}' if scores else ''}"
        )
        if row.warning:
            say(f"  {'':<22} {row.warning}")


@models.command()
@click.argument("name", metavar="NAME|OWNER/MODEL")
@click.option("--revision", metavar="COMMIT", help="Commit, branch or tag; it is pinned to its commit.")
def pull(name: str, revision: str | None) -> None:
    """Install a model of the hub: resolve its revision, download, verify, convert.

    Nothing is installed before all of it is there. A broken download goes on where it was. HF_ENDPOINT names another hub.
    """
    from newsl10n.models import has_ctranslate2, pull_model

    folder = pull_model(name, revision=revision)
    say(f"installed {folder.name} at revision {folder.revision}: {folder.path}")
    if not has_ctranslate2(folder.path):
        say(
            "It is not converted yet, because torch is missing: pip install 'newsl10n[torch]', "
            f"then newsl10n models convert {folder.path}"
        )


@models.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--quantization",
    type=click.Choice(["int8", "int8_float32", "float16", "float32"]),
    default="int8",
    show_default=True,
)
def convert(folder: Path, quantization: str) -> None:
    """Convert the model in FOLDER for the CTranslate2 engine. Needs newsl10n[torch]."""
    from newsl10n.models import convert_model

    say(f"wrote {convert_model(folder, quantization=quantization)}")


@models.command()
@click.argument("name", required=False)
@click.pass_context
def verify(ctx: click.Context, /, name: str | None) -> int:
    """Compare the files of a model with its checksums. NAME is a model or a folder; the default model otherwise."""
    from newsl10n.errors import ModelError
    from newsl10n.models import find_model, verify_model

    project = project_of(ctx)
    try:
        folder = find_model(name, project=project.folder, config=project.config)
    except ModelError as error:
        return _say_damaged(project, error)
    problems = verify_model(folder.path)
    for problem in problems:
        say(f"{project.shown(folder.path)}: {problem}")
    if not problems:
        say(f"{folder.name}: all files are as they were published")
    return FINDINGS if problems else CLEAN


def _say_damaged(project: Project, error: ModelError) -> int:
    """What differs from the checksums in a model that cannot even be described; without any, what the error says."""
    from newsl10n.errors import ModelError
    from newsl10n.models import verify_model
    from newsl10n.models.install import CHECKSUMS

    named = Path(error.path) if error.path else None
    folder = next((place for place in (named, named.parent) if (place / CHECKSUMS).is_file()), None) if named else None
    if folder is None and (named is None or not named.exists()):
        raise error
    problems = [] if folder is None else [p for p in verify_model(folder) if not p.startswith(str(folder))]
    if folder is None or not problems:
        raise ModelError(error.what, path=error.path, line=error.line, remedy="get the folder again") from error
    for problem in problems:
        say(f"{project.shown(folder)}: {problem}; get the folder again")
    return FINDINGS
