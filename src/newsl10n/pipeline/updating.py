"""Changed articles -> refreshed catalogs, and what changed in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import ledger
from newsl10n.model import State
from newsl10n.pipeline.project import (
    Project,
    chosen_locales,
    existing_locales,
    now_utc,
    prepare_article,
    refresh_catalog,
    refresh_template,
)


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What a catalog holds after an update. ``changes``: notes of the stale units, ``newsl10n: source changed (…): …``."""

    path: Path
    locale: str
    units: int
    kept: int
    stale: int
    new: int
    obsolete: int
    changes: tuple[str, ...]


def update_articles(
    project: Project,
    paths: Sequence[Path],
    *,
    locales: tuple[str, ...] = (),
    encoding: str | None = None,
    slug: str | None = None,
    create: bool = True,
) -> list[UpdateReport]:
    """Refresh the template and catalogs of every article, without machine translation.

    ``create``: make the catalogs that do not exist yet; without it, and without ``locales``, only those that exist are refreshed.
    """
    reports = []
    for path in paths:
        prepared = prepare_article(project, path, encoding=encoding, slug=slug)
        now = now_utc()
        template = refresh_template(project, prepared, now=now)
        known = existing_locales(project, prepared.article.slug) if not create and not locales else ()
        for locale in known or chosen_locales(project, locales):
            catalog, records = refresh_catalog(project, prepared, template, locale, now=now)
            states = Counter(ledger.unit_states(catalog, records).values())
            reports.append(
                UpdateReport(
                    path=project.shown(catalog.path),
                    locale=locale,
                    units=sum(states.values()),
                    kept=states[State.REVIEWED] + states[State.DRAFT] + states[State.EDITED],
                    stale=states[State.STALE],
                    new=states[State.UNTRANSLATED],
                    obsolete=sum(u.obsolete for u in catalog.units),
                    changes=tuple(
                        c
                        for u in catalog.units
                        if not u.obsolete
                        for c in u.comments
                        if c.startswith("newsl10n: source changed")
                    ),
                )
            )
    return reports
