"""Article + reviewed catalog -> a localized file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from newsl10n import files
from newsl10n.errors import UsageError
from newsl10n.formats import encode_text
from newsl10n.locale import numbering_systems
from newsl10n.model import Article, State, Unit
from newsl10n.pipeline.project import Key, Prepared, Project, chosen_locales, load_catalog, load_states, prepare_article
from newsl10n.render import RenderOptions, render_article
from newsl10n.units import active_units

SUFFIXES = {"html": ".html", "markdown": ".md", "text": ".txt"}


def render_article_file(
    project: Project,
    path: Path,
    *,
    options: RenderOptions,
    output: Path | None = None,
    encoding: str | None = None,
    slug: str | None = None,
) -> tuple[Path, str]:
    """Render one locale of an article and write it; returns where, and the text.

    ``output``: a file, relative to the project folder; ``None`` writes ``<output folder>/<locale>/<slug>.<suffix>`` (an HTML article's own
    page goes into a folder ``source`` there).

    Raises:
        NotReadyError: units are missing or not reviewed, and the options do not allow that.
    """
    where, text, data = _rendered(project, path, options=options, output=output, encoding=encoding, slug=slug)
    files.write_whole(where, data)
    return project.shown(where), text


def render_article_bytes(
    project: Project, path: Path, *, options: RenderOptions, encoding: str | None = None, slug: str | None = None
) -> bytes:
    """What a file in the project folder would hold, see ``render_article_file``; nothing is written."""
    _, _, data = _rendered(project, path, options=options, output=Path("page"), encoding=encoding, slug=slug)
    return data


def _rendered(
    project: Project,
    path: Path,
    *,
    options: RenderOptions,
    output: Path | None,
    encoding: str | None,
    slug: str | None,
) -> tuple[Path, str, bytes]:
    """Where one locale of an article goes, its text, and the file's bytes."""
    prepared = prepare_article(project, path, encoding=encoding, slug=slug)
    article = prepared.article
    (locale,) = chosen_locales(project, (options.locale,))
    catalog = load_catalog(project, project.catalog_path(article.slug, locale))
    suffix = SUFFIXES.get(options.as_format, article.path.suffix)
    folder = project.folder / project.config.output / locale
    own_page = options.as_format == "source" and suffix in (".html", ".htm", ".xhtml")
    where = project.folder / output if output else folder / ("source" if own_page else "") / f"{article.slug}{suffix}"
    _refuse_inputs(project, where, article)
    options = replace(
        options, locale=locale, media_base=options.media_base or _media_base(project.folder / article.path, where)
    )
    text = render_article_text(project, prepared, active_units(catalog), load_states(catalog), options=options)
    own_format = options.as_format in ("source", article.format) and options.as_format != "html"
    return where, text, encode_text(article, text) if own_format else text.encode("utf-8")


def _refuse_inputs(project: Project, output: Path, article: Article) -> None:
    """What is rendered never replaces what it is made from."""
    same = output.exists() and output.samefile(project.folder / article.path)
    if same or output.suffix in (".po", ".pot", ".mo", ".jsonl", ".toml"):
        raise UsageError("rendering would replace a file it reads", path=output, remedy="name another file with -o")


def render_article_text(
    project: Project,
    prepared: Prepared,
    units: Mapping[Key, Unit],
    states: Mapping[Key, State],
    *,
    options: RenderOptions,
) -> str:
    """The localized article with the project's settings; nothing is written."""
    config = project.config
    # ``--digits`` goes for all locales of a run; a number of a language that has no such digits would change its value.
    asked = options.digits if options.digits in numbering_systems(options.locale) else None
    options = replace(
        options,
        digits=asked or config.digits.get(options.locale),
        base_url=options.base_url or config.base_url,
        locales=options.locales or config.target_locales,
    )
    return render_article(prepared.article, prepared.segments, prepared.keys, units, states, options=options)


def _media_base(article: Path, page: Path) -> str:
    """What leads from the folder of a page to the folder of its article: ``../../examples/``."""
    way = os.path.relpath(article.resolve().parent, page.resolve().parent).replace(os.sep, "/")
    return "" if way == "." else quote(f"{way}/")
