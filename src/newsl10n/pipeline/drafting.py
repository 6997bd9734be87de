"""Articles -> machine drafts in their catalogs, saved as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newsl10n import catalog as catalogs
from newsl10n import files, ledger, models
from newsl10n.errors import NewsL10nError
from newsl10n.formats import FORMATS
from newsl10n.model import Catalog, Draft, State, Unit
from newsl10n.pipeline.project import (
    Key,
    Prepared,
    Project,
    chosen_locales,
    now_utc,
    prepare_article,
    refresh_catalog,
    refresh_template,
    rewrite_catalog,
    terms_of,
)
from newsl10n.pipeline.updating import unmark_human_texts
from newsl10n.segment import split_sentences
from newsl10n.translate import SourceText, draft_texts, open_engine, unsupported_language

Progress = Callable[[int, int], None]
"""Called with units done and units in all."""


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """How to draft. ``retranslate``: draft again the units that still hold untouched machine text. ``beam``: ``None`` = configured."""

    model: str | None = None
    engine: str | None = None
    beam: int | None = None
    retranslate: bool = False
    dry_run: bool = False
    encoding: str | None = None
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class TranslateReport:
    """What happened to one catalog.

    ``pending``: units that needed a draft; ``drafted``: those that have one now; ``empty``: those for which nothing usable came
    out. ``flagged``: what the output guard objects to, as ``file:line: problems``.
    """

    path: Path
    locale: str
    units: int
    pending: int
    drafted: int = 0
    empty: int = 0
    flagged: tuple[str, ...] = ()
    signature: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    prepared: Prepared
    catalog: Catalog
    locale: str
    pending: tuple[Unit, ...]
    drafts: dict[Key, Draft] = field(default_factory=dict)


def translate_articles(
    project: Project,
    paths: Sequence[Path],
    *,
    locales: tuple[str, ...] = (),
    options: TranslateOptions | None = None,
    progress: Progress | None = None,
    failed: Callable[[NewsL10nError], None] | None = None,
) -> list[TranslateReport]:
    """Refresh the catalogs of the articles and draft what has no translation yet.

    Drafts are written while they come, so that a run that was stopped goes on where it was. A unit that somebody filled or
    changed meanwhile is left as it is. ``failed``: is told of an article or catalog that cannot be used, and the others go on;
    without it the error is raised.
    """
    options = options or TranslateOptions()
    wanted = chosen_locales(project, locales)
    if not options.dry_run:
        _refuse_unknown_languages(project, options, wanted)
    jobs: list[_Job] = []
    for path in paths:
        try:
            jobs += _open_jobs(project, path, wanted, options, now=now_utc())
        except NewsL10nError as error:
            if failed is None:
                raise
            failed(error)
    if not options.dry_run:
        _draft_jobs(project, jobs, options, progress or (lambda done, total: None))
    return [_report(project, job) for job in jobs]


def _refuse_unknown_languages(project: Project, options: TranslateOptions, locales: tuple[str, ...]) -> None:
    """Before anything is written: a model that is missing, or that does not know a language."""
    folder = models.find_model(options.model, project=project.folder, config=project.config)
    for locale in locales:
        if not folder.speaks(locale):
            raise unsupported_language(folder, locale)


def _open_jobs(
    project: Project, path: Path, locales: tuple[str, ...], options: TranslateOptions, *, now: datetime
) -> list[_Job]:
    prepared = prepare_article(project, path, encoding=options.encoding, slug=options.slug)
    if options.dry_run:
        return [_planned_job(project, prepared, locale, options, now=now) for locale in locales]
    template = refresh_template(project, prepared, now=now)
    jobs = []
    for locale in locales:
        unmark_human_texts(project.catalog_path(prepared.article.slug, locale))
        catalog, records = refresh_catalog(project, prepared, template, locale, now=now)
        jobs.append(_Job(prepared, catalog, locale, _pending(catalog, records, retranslate=options.retranslate)))
    return jobs


def _planned_job(
    project: Project, prepared: Prepared, locale: str, options: TranslateOptions, *, now: datetime
) -> _Job:
    """The job as it would be, without a file being written."""
    template = catalogs.build_template(
        prepared.article, prepared.segments, path=project.template_path(prepared.article.slug), segmenter="", now=now
    )
    path = project.catalog_path(prepared.article.slug, locale)
    if path.exists():
        catalog = catalogs.merge_template(catalogs.load_catalog(path), template)
    else:
        catalog = catalogs.new_catalog(template, locale=locale, path=path, now=now)
    records = ledger.load_ledger(ledger.ledger_path(path))
    return _Job(prepared, catalog, locale, _pending(catalog, records, retranslate=options.retranslate))


def _pending(catalog: Catalog, records: ledger.Ledger, *, retranslate: bool) -> tuple[Unit, ...]:
    states = ledger.unit_states(catalog, records)
    return tuple(
        unit
        for unit in catalog.units
        if not unit.obsolete
        and unit.plural is None
        and (
            states[unit.key] is State.UNTRANSLATED
            or (retranslate and states[unit.key] is State.DRAFT and ledger.is_machine_text(unit, records))
        )
    )


def _draft_jobs(project: Project, jobs: Sequence[_Job], options: TranslateOptions, progress: Progress) -> None:
    total = sum(len(job.pending) for job in jobs)
    if not total:
        return
    folder = models.find_model(options.model, project=project.folder, config=project.config)
    engine = open_engine(folder, engine=options.engine or project.config.engine)
    done = 0
    progress(done, total)
    for locale in dict.fromkeys(job.locale for job in jobs):
        mine = [job for job in jobs if job.locale == locale]
        texts = {_text_of(project, job, unit): None for job in mine for unit in job.pending}
        for chunk in draft_texts(
            tuple(texts),
            engine=engine,
            locale=locale,
            source_locale=project.config.source_locale,
            beam=options.beam or project.config.beam,
        ):
            drafts = {draft.source: draft for draft in chunk}
            for job in mine:
                done += _save_drafts(job, drafts, retranslate=options.retranslate, now=now_utc())
            progress(done, total)


def _text_of(project: Project, job: _Job, unit: Unit) -> SourceText:
    terms, wanted = terms_of(project, unit.source, job.locale)
    sentences = (
        tuple(split_sentences(unit.source, abbreviations=project.config.abbreviations))
        if project.config.unit == "paragraph"
        else ((0, len(unit.source)),)
    )
    return SourceText(
        unit.source,
        markup=FORMATS[job.prepared.article.format].find_markup(unit.source),
        terms=terms,
        sentences=sentences,
        wanted=wanted,
    )


def _save_drafts(job: _Job, drafts: dict[str, Draft], *, retranslate: bool, now: datetime) -> int:
    """Put the drafts of a job into its PO file as it is on disk now; returns how many units of the job are done with."""
    wanted = {u.key: u for u in job.pending if u.source in drafts and u.key not in job.drafts}
    if not wanted:
        return 0
    with files.locked(job.catalog.path):
        records = ledger.load_ledger(ledger.ledger_path(job.catalog.path))
        written: dict[Key, Draft] = {}

        def filled(found: Catalog | None) -> Catalog:
            catalog = found or job.catalog
            open_units = {u.key: u for u in _pending(catalog, records, retranslate=retranslate)}
            written.clear()
            written.update({key: drafts[unit.source] for key, unit in wanted.items() if key in open_units})
            changed = {key: catalogs.mark_draft(open_units[key], draft) for key, draft in written.items()}
            return catalogs.replace_units(catalog, changed)

        rewrite_catalog(job.catalog.path, filled)
        ledger.save_ledger(ledger.record_drafts(records, written, now=now))
    job.drafts.update({key: drafts[unit.source] for key, unit in wanted.items()})
    return len(wanted)


def _report(project: Project, job: _Job) -> TranslateReport:
    catalog = catalogs.load_catalog(job.catalog.path) if job.drafts else job.catalog
    lines = {u.key: u.line for u in catalog.units}
    return TranslateReport(
        path=project.shown(job.catalog.path),
        locale=job.locale,
        units=sum(not u.obsolete for u in catalog.units),
        pending=len(job.pending),
        drafted=sum(bool(d.target) for d in job.drafts.values()),
        empty=sum(not d.target for d in job.drafts.values()),
        flagged=tuple(_flags(project, job, lines)),
        signature=Counter(d.signature for d in job.drafts.values()).most_common(1)[0][0] if job.drafts else "",
    )


def _flags(project: Project, job: _Job, lines: dict[Key, int]) -> Iterable[str]:
    for key, draft in job.drafts.items():
        if draft.problems:
            yield f"{project.shown(job.catalog.path)}:{lines.get(key, 0)}: {'; '.join(draft.problems)}"
