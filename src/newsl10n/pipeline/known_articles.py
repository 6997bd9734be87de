"""Project -> the articles it knows, and the catalogs they lack. An article is known from the template that was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n.config import CONFIG_NAME, setting_line
from newsl10n.locale import canonical_locale
from newsl10n.model import Catalog, Finding, Severity, Unit
from newsl10n.pipeline.project import Project, named_article


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article with its catalog name. ``path``: relative to the project folder. ``units``: how many a catalog of it has."""

    slug: str
    path: Path
    units: int


@dataclass(frozen=True, slots=True)
class LackingCatalog:
    """A wanted catalog that does not exist."""

    article: KnownArticle
    locale: str


def list_articles(project: Project) -> tuple[KnownArticle, ...]:
    """The articles of the project's templates, sorted by catalog name; those whose file is gone are left out."""
    found = []
    for path in sorted((project.folder / project.config.catalogs).glob("*.pot")):
        template = _own_template(path)
        if template and (article := named_article(project, template.units)):
            found.append(KnownArticle(path.stem, article, len(catalogs.active_units(template))))
    return tuple(found)


def article_of(project: Project, slug: str, units: Sequence[Unit] = ()) -> Path | None:
    """The article that a template of newsl10n was made of, relative to the project folder. ``units``: whose references are asked first."""
    template = _own_template(project.template_path(slug))
    return named_article(project, (*units, *template.units)) if template else None


def _own_template(path: Path) -> Catalog | None:
    """A template, where it is there and newsl10n made it."""
    template = catalogs.load_catalog(path) if path.exists() else None
    return template if template and "X-Segmenter" in dict(template.headers) else None


def lacking_catalogs(
    project: Project, articles: Sequence[KnownArticle], *, locales: Sequence[str] = ()
) -> Iterator[LackingCatalog]:
    """What the articles lack in ``locales``, by default those that newsl10n.toml names, else those that any article has."""
    if not articles:
        return
    have = _catalog_locales(project)
    wanted = locales or _expected_locales(project, articles, have)
    for article in articles:
        for locale in wanted:
            if locale not in (*have.get(article.slug, ()), project.config.source_locale):
                yield LackingCatalog(article, locale)


def describe_lack(project: Project, lack: LackingCatalog) -> Finding:
    """The finding ``no-catalog``. The locale is its context, which keeps fingerprints of several locales apart."""
    article = lack.article
    slug = "" if article.path.stem.lower() == article.slug else f" --slug {article.slug}"
    command = project.command(f"translate {article.path} --to {lack.locale}{slug}")
    message = f"no catalog for {lack.locale}; run '{command}', or 'extract' in its place for one without drafts"
    return Finding("no-catalog", Severity.ERROR, message, article.path, 1, context=lack.locale)


def _expected_locales(
    project: Project, articles: Sequence[KnownArticle], have: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    config = project.folder / CONFIG_NAME
    if config.exists() and setting_line(config, "", "target_locales"):
        return tuple(dict.fromkeys(canonical_locale(tag) for tag in project.config.target_locales))
    slugs = {article.slug for article in (*articles, *list_articles(project))}
    return tuple(sorted({locale for slug in slugs for locale in have.get(slug, ())}))


def _catalog_locales(project: Project) -> dict[str, tuple[str, ...]]:
    """Slug -> the locales of its catalogs, as their folders name them."""
    found: dict[str, tuple[str, ...]] = {}
    for path in project.catalog_paths():
        found[path.stem] = (*found.get(path.stem, ()), path.parent.parent.name.replace("_", "-"))
    return found
