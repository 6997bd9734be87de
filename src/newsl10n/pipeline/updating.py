"""Changed articles -> refreshed catalogs, and what changed in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import files, ledger
from newsl10n.model import Catalog, State, Unit
from newsl10n.pipeline.project import (
    Project,
    chosen_locales,
    existing_locales,
    now_utc,
    prepare_article,
    refresh_catalog,
    refresh_template,
    rewrite_catalog,
)
from newsl10n.update import unmark_texts


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What a catalog holds after an update. ``changes``: notes of the stale units, ``newsl10n: source changed (…): …``.

    ``lost``: units without translation of which the ledger knows that one was approved.
    """

    path: Path
    locale: str
    units: int
    kept: int
    stale: int
    new: int
    obsolete: int
    changes: tuple[str, ...]
    lost: int = 0


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
            unmark_human_texts(project.catalog_path(prepared.article.slug, locale))
            catalog, records = refresh_catalog(project, prepared, template, locale, now=now)
            reports.append(_report(project, catalog, records, locale))
    return reports


def _report(project: Project, catalog: Catalog, records: ledger.Ledger, locale: str) -> UpdateReport:
    by_unit = ledger.unit_states(catalog, records)
    states = Counter(by_unit.values())
    missing = [key for key, state in by_unit.items() if state is State.UNTRANSLATED]
    entries = [records.entries.get(ledger.unit_hash(key)) for key in missing]
    active = [unit for unit in catalog.units if not unit.obsolete]
    return UpdateReport(
        path=project.shown(catalog.path),
        locale=locale,
        units=sum(states.values()),
        kept=states[State.REVIEWED] + states[State.DRAFT] + states[State.EDITED],
        stale=states[State.STALE],
        new=states[State.UNTRANSLATED],
        obsolete=len(catalog.units) - len(active),
        changes=tuple(c for u in active for c in u.comments if c.startswith("newsl10n: source changed")),
        lost=sum(entry is not None and entry.review is not None for entry in entries),
    )


def unmark_human_texts(path: Path) -> None:
    """Before sentences move on: a text that the ledger knows to be a person's is called a machine draft no longer."""
    records = ledger.load_ledger(ledger.ledger_path(path))
    if records.entries and path.exists():
        with files.locked(path):
            rewrite_catalog(path, lambda found: unmark_texts(found or Catalog(path), lambda u: _is_human(u, records)))


def _is_human(unit: Unit, records: ledger.Ledger) -> bool:
    """Whether a text was confirmed or typed by a person, or differs from the draft; a stale one is known by its former sentence."""
    keys = {unit.key} if unit.previous_source is None else {unit.key, (unit.previous_context, unit.previous_source)}
    entries = [entry for key in keys if (entry := records.entries.get(ledger.unit_hash(key)))]
    text = ledger.target_hash(unit)
    drafts = {entry.draft.hash for entry in entries if entry.draft}
    typed = {record.hash for entry in entries for record in (entry.review, entry.edit) if record}
    return (
        unit.plural is None and bool(unit.target.strip()) and (text in typed or (bool(drafts) and text not in drafts))
    )
