"""``newsl10n evaluate``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from newsl10n.cli import project_of
from newsl10n.cli.options import json_option


@click.command()
@click.option("--source", type=click.Path(path_type=Path), required=True, help="Sentences, one a line.")
@click.option(
    "--reference", type=click.Path(path_type=Path), required=True, help="Their translations by people, one a line."
)
@click.option("--to", "locale", required=True, metavar="LOCALE", help="Language of the reference.")
@click.option("--model", metavar="NAME|FOLDER", help="Model to score; the default one otherwise.")
@click.option("--engine", type=click.Choice(["ctranslate2", "transformers"]), help="Engine to run it on.")
@click.option("--beam", type=click.IntRange(1, 12), help="Hypotheses kept while decoding.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the translations.")
@json_option
@click.pass_context
def evaluate(ctx: click.Context, /, *, as_format: str, **options: Any) -> None:
    """Score a model: BLEU and chrF with their signatures, numbers kept, decoder failures, speed.

    Needs newsl10n[evaluate].
    """
    from newsl10n.pipeline import evaluate_model

    if options["output"] == Path("-"):
        raise click.UsageError("-o takes a file, since the scores go to standard output; name one.")
    scores = evaluate_model(project_of(ctx), **options)
    click.echo(json.dumps(asdict(scores), indent=2) if as_format == "json" else _in_words(scores))


def _in_words(scores: Any) -> str:
    return "\n".join(
        (
            f"model      {scores.model}",
            f"lines      {scores.lines} into {scores.locale}",
            f"chrF       {scores.chrf:.2f}  {scores.chrf_signature}",
            f"BLEU       {scores.bleu:.2f}  {scores.bleu_signature}",
            f"numbers    {scores.numbers_kept:.1%} keep their value",
            f"failures   {scores.failures:.2%} of the lines (empty, loop, wrong script)",
            f"speed      {scores.words_per_second:,.0f} source words a second",
        )
    )
