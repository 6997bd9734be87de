"""Article + reviewed catalog -> a localized file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newsl10n import files
from newsl10n.errors import FileError, NotReadyError, UsageError
from newsl10n.formats import encode_text
from newsl10n.locale import numbering_systems
from newsl10n.model import Article, Catalog, State, Unit
from newsl10n.pipeline.project import Key, Prepared, Project, chosen_locales, load_catalog, load_states, prepare_article
from newsl10n.render import RenderOptions, find_open, render_article, shorten_source
from newsl10n.units import active_units

_STATES = frozenset(state.value for state in State)
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


def render_article_files(
    project: Project, path: Path, *, options: Sequence[RenderOptions], **named: Any
) -> tuple[list[Path], list[NotReadyError | FileError]]:
    """Render several locales of an article: the files of those that are ready, and why the others are not written.

    ``named``: as in :func:`render_article_file`.
    """
    written: list[Path] = []
    refused: list[NotReadyError | FileError] = []
    for one in options:
        try:
            written.append(render_article_file(project, path, options=one, **named)[0])
        except (NotReadyError, FileError) as error:
            refused.append(error)
    return written, refused


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
    units, states = active_units(catalog), load_states(catalog)
    if not options.draft and options.fallback == "refuse":
        _refuse_open(project, prepared, catalog, units, states)
    text = render_article_text(project, prepared, units, states, options=options)
    own_format = options.as_format in ("source", article.format) and options.as_format != "html"
    return where, text, encode_text(article, text) if own_format else text.encode("utf-8")


def _refuse_open(
    project: Project, prepared: Prepared, catalog: Catalog, units: Mapping[Key, Unit], states: Mapping[Key, State]
) -> None:
    """Units that are not reviewed stop a publication; each is named with its lines in catalog and article.

    Raises:
        NotReadyError: there are some.
    """
    article, segments = prepared.article, prepared.segments
    open_ones = find_open(segments, prepared.keys, units, states)
    if not open_ones:
        return
    where = project.shown(catalog.path)
    named, counts = [], Counter[str]()
    for index, why in open_ones.items():
        segment, unit = segments[index], units.get(prepared.keys[index])
        text = f"{article.path}:{segment.line}: {why}: {shorten_source(segment.source)}"
        named.append(f"{where}:{unit.line}: {text}" if unit else text)
        counts["not in the catalog" if unit is None else why if why in _STATES else "joined to another"] += 1
    raise NotReadyError(
        f"{catalog.locale} is not ready to publish: {len(open_ones)} of {len(segments)} units are open "
        f"({', '.join(f'{count} {why}' for why, count in counts.items())})",
        path=article.path,
        remedy="review them, or render with --draft or --fallback source",
        units=tuple(named),
    )


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
    asked = options.digits if options.digits in {"latn", *numbering_systems(options.locale)} else None
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
