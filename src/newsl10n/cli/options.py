"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_Function = Callable[..., Any]


def split_locales(ctx: click.Context, /, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """``("ar,tr",)`` and ``("ar", "tr")`` -> ``("ar", "tr")``."""
    locales = tuple(part.strip() for value in values for part in value.split(",") if part.strip())
    if values and not locales:
        raise click.BadParameter("name a locale such as ar", ctx, parameter)
    return locales


def to_standard_output(ctx: click.Context, /, parameter: click.Parameter, value: Path | None) -> Path | None:
    """``-o -`` -> no file, where standard output is what no file means."""
    return None if value == Path("-") else value


def to_option(function: _Function) -> _Function:
    return click.option(
        "--to", "locales", multiple=True, metavar="LOCALE[,LOCALE]", callback=split_locales,
        help="Target locales; those of newsl10n.toml (ar, tr) where none is named.",
    )(function)  # fmt: skip


def only_option(otherwise: str) -> Callable[[_Function], _Function]:
    """``--to`` of a command that looks at what exists. ``otherwise``: which locales, where none is named."""
    return click.option(
        "--to", "locales", multiple=True, metavar="LOCALE[,LOCALE]", callback=split_locales,
        help=f"Only these locales; {otherwise} where none is named.",
    )  # fmt: skip


def article_options(function: _Function) -> _Function:
    """``--encoding`` and ``--slug``."""
    function = click.option("--slug", metavar="NAME", help="Catalog name; made from the file name otherwise.")(function)
    return click.option(
        "--encoding", metavar="NAME", help="Encoding of the article, where it is not UTF-8 and declares none."
    )(function)


articles_argument = click.argument(
    "articles", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE..."
)
article_argument = click.argument("article", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_format", flag_value="json", default="text", help="JSON instead of text.")
