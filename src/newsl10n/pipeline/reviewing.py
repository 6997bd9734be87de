"""Drafts -> approved units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n import files, ledger
from newsl10n.check import check_units
from newsl10n.errors import UsageError
from newsl10n.joins import torn_joins
from newsl10n.model import Catalog, State, Unit
from newsl10n.pipeline.project import (
    Key,
    Prepared,
    Project,
    chosen_locales,
    load_catalog,
    markup_finder,
    now_utc,
    prepare_article,
    rewrite_catalog,
    settle_ledger,
)
from newsl10n.pipeline.suites import project_suite


@dataclass(frozen=True, slots=True)
class ApproveOptions:
    """Which units to approve. ``drafts``: untouched machine text too. ``lines``: only the units at these lines of the PO file,
    whatever their state. ``findings``: also units that a check objects to.
    """

    by: str
    drafts: bool = False
    lines: tuple[int, ...] = ()
    findings: bool = False
    encoding: str | None = None
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class ApproveReport:
    """What was approved in a catalog: ``texts`` as ``source → target``. ``left``: why other units were not, as ``file:line: reason``,
    with the lines of the file as it is now.
    """

    path: Path
    locale: str
    approved: int
    reviewed_before: int
    texts: tuple[str, ...]
    left: tuple[str, ...]


def approve_article(
    project: Project, path: Path, *, locales: tuple[str, ...] = (), options: ApproveOptions
) -> list[ApproveReport]:
    """Confirm units of an article's catalogs in the reviewer's name.

    Raises:
        UsageError: no reviewer is named, ``lines`` names a line without a translated unit, or it is given for several catalogs.
    """
    if not options.by.strip():
        raise UsageError("an approval needs a reviewer's name", remedy="give it with --by NAME")
    if options.lines and len(chosen_locales(project, locales)) > 1:
        raise UsageError("a line belongs to one catalog", remedy="name its locale with --to")
    prepared = prepare_article(project, path, encoding=options.encoding, slug=options.slug)
    reports = []
    for locale in chosen_locales(project, locales):
        where = project.catalog_path(prepared.article.slug, locale)
        with files.locked(where):
            load_catalog(project, where)
            reports.append(_approve_catalog(project, where, prepared, locale, options))
    return reports


def _approve_catalog(
    project: Project, where: Path, prepared: Prepared, locale: str, options: ApproveOptions
) -> ApproveReport:
    chosen: tuple[tuple[Key, ...], tuple[tuple[Key, str], ...]] = ((), ())
    before, now = 0, now_utc()
    records = settle_ledger(load_catalog(project, where), now=now)

    def approved(found: Catalog | None) -> Catalog:
        nonlocal chosen, before
        catalog = found or load_catalog(project, where)
        states = ledger.unit_states(catalog, records)
        before = sum(state is State.REVIEWED for state in states.values())
        torn = torn_joins(prepared.keys, [s.block for s in prepared.segments], catalogs.active_units(catalog))
        joins = {prepared.keys[at]: f"joined: {why}" for at, why in torn.items()}
        chosen = _choose(project, catalog, states, records, joins, options)
        return ledger.approve_units(catalog, records, chosen[0], by=options.by, now=now)[0] if chosen[0] else catalog

    rewrite_catalog(where, approved)
    catalog = load_catalog(project, where)
    if chosen[0]:
        ledger.save_ledger(ledger.approve_units(catalog, records, chosen[0], by=options.by, now=now)[1])
    units = catalogs.active_units(catalog)
    return ApproveReport(
        path=project.shown(where),
        locale=locale,
        approved=len(chosen[0]),
        reviewed_before=before,
        texts=tuple(f"{shorten(units[key].source)} \u2192 {shorten(units[key].target)}" for key in chosen[0]),
        left=tuple(f"{project.shown(where)}:{units[key].line}: {reason}" for key, reason in chosen[1]),
    )


def shorten(text: str, *, most: int = 60) -> str:
    """At most so many characters, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def _choose(
    project: Project,
    catalog: Catalog,
    states: dict[Key, State],
    records: ledger.Ledger,
    joins: dict[Key, str],
    options: ApproveOptions,
) -> tuple[tuple[Key, ...], tuple[tuple[Key, str], ...]]:
    """Keys to approve, and keys to leave with the reason."""
    suite = project_suite(project, disable=("fuzzy", "stale", "missing"))
    findings = check_units(
        catalog,
        states,
        suite=suite,
        source_locale=project.config.source_locale,
        find_markup=markup_finder,
        do_not_translate=project.config.do_not_translate,
        glossary=project.glossary,
    )
    objections = {(f.context, f.source): f"{f.rule}: {f.message}" for f in findings} | joins
    units = [u for u in catalog.units if not u.obsolete]
    if options.lines:
        units = _units_at(project, catalog, units, options.lines)
    keys, left = [], []
    for unit in units:
        if states[unit.key] is State.REVIEWED:
            continue
        known = not unit.fuzzy or ledger.is_known(unit, records)
        if reason := _reason_to_leave(unit, states[unit.key], objections, options, catalog.locale, is_known=known):
            left.append((unit.key, reason))
        else:
            keys.append(unit.key)
    return tuple(keys), tuple(left)


def _reason_to_leave(
    unit: Unit, state: State, objections: dict[Key, str], options: ApproveOptions, locale: str, *, is_known: bool
) -> str:
    """Why a unit is not approved, and all that it takes to approve it; ``""`` where it is approved."""
    if state is State.UNTRANSLATED:
        return "not translated"
    objection = "" if options.findings else objections.get(unit.key, "")
    why, how = _doubt(state, options, locale, is_known=is_known)
    if why and objection:
        # A draft that somebody mends is a draft no longer.
        mended = "mend it" if state is State.DRAFT else f"mend it, then approve it with {how}"
        return f"{why}; {objection} ({mended}; or approve it as it is with --with-findings and {how})"
    if objection:
        return f"{objection} (mend it, or approve all the same with --with-findings)"
    return f"{why} (read it, then approve it with {how})" if why else ""


def _doubt(state: State, options: ApproveOptions, locale: str, *, is_known: bool) -> tuple[str, str]:
    """What a person has to look at before the approval, and the options that approve it then."""
    line = f"--to {locale} --line LINE"
    if options.lines:
        return "", ""
    if state is State.STALE:
        return "stale: the source changed", line
    if state is State.DRAFT and not options.drafts:
        return "untouched machine draft", f"--drafts (or {line})"
    if not is_known and not options.drafts:
        return "fuzzy, and the ledger does not know the text", f"--drafts (or {line})"
    return "", ""


def _units_at(project: Project, catalog: Catalog, units: Sequence[Unit], lines: tuple[int, ...]) -> list[Unit]:
    """The units whose entries hold the lines: an entry ends at the blank line after it."""
    text = catalog.text.split("\n")
    chosen = []
    for line in lines:
        start = end = min(line, len(text)) - 1
        while start > 0 and text[start - 1].strip():
            start -= 1
        while end < len(text) and text[end].strip():
            end += 1
        at = [u for u in units if line <= len(text) and start < u.line <= end]
        if not at:
            raise UsageError(
                "no unit at this line", path=project.shown(catalog.path), line=line, remedy="name a line of its entry"
            )
        chosen.append(at[0])
    return list(dict.fromkeys(chosen))
