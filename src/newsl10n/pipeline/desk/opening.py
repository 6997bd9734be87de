"""Project -> Desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from newsl10n import files, models
from newsl10n.config import CONFIG_NAME
from newsl10n.errors import NotReadyError
from newsl10n.ledger import unit_hash
from newsl10n.model import Severity, State
from newsl10n.pipeline.desk import edits
from newsl10n.pipeline.desk.opened import Opened
from newsl10n.pipeline.desk.preview import render_preview
from newsl10n.pipeline.desk.room import Change, Room
from newsl10n.pipeline.desk.views import (
    NEIGHBOURS,
    find_all,
    find_findings,
    findings_of,
    view_article,
    view_row,
    view_unit,
)
from newsl10n.pipeline.project import Project, markup_finder, now_utc, terms_of
from newsl10n.pipeline.publishing import render_article_file
from newsl10n.render import RenderOptions
from newsl10n.review import (
    Alternative,
    ArticleRow,
    ArticleView,
    Conflict,
    Desk,
    Edit,
    FindingView,
    Readiness,
    UnitView,
    Written,
)
from newsl10n.review.shortcuts import read_shortcuts
from newsl10n.translate import SourceText, draft_texts, open_engine

ALTERNATIVE_BEAMS = (1, 3, 6)


def open_desk(project: Project, *, slugs: tuple[str, ...] = (), locales: tuple[str, ...] = (), by: str = "") -> Desk:
    """The functions behind the review page. ``slugs``, ``locales``: the catalogs it lists, all where empty. ``by``: the reviewer.

    Raises:
        ConfigError: a shortcut of newsl10n.toml cannot be used.
    """
    room = Room(project, locales)
    return Desk(
        list_articles=partial(_list_articles, room, slugs),
        open_article=partial(_open_article, room),
        stamp=room.stamp,
        save_unit=partial(_save_unit, room),
        check_text=partial(_check_text, room),
        join_unit=partial(_join_unit, room),
        split_unit=partial(_split_unit, room),
        comment_unit=partial(_comment_unit, room),
        ignore_finding=partial(_ignore_finding, room),
        approve_clean=partial(_approve_clean, room),
        alternatives=partial(_alternatives, room),
        preview=partial(_preview, room),
        readiness=partial(_readiness, room),
        publish=partial(_publish, room),
        reviewer=partial(_reviewer, by),
        remember_reviewer=_remember_reviewer,
        shortcuts=read_shortcuts(project.config.review.get("shortcuts", {}), project.folder / CONFIG_NAME),
    )


def _list_articles(room: Room, slugs: tuple[str, ...]) -> tuple[ArticleRow, ...]:
    rows = []
    for path in room.project.catalog_paths():
        locale = path.parent.parent.name.replace("_", "-")
        if (not slugs or path.stem in slugs) and (not room.locales or locale in room.locales):
            rows.append(view_row(room, path.stem, locale, room.open(path.stem, locale)))
    return tuple(sorted(rows, key=lambda row: (row.slug, row.locale)))


def _open_article(room: Room, slug: str, locale: str) -> ArticleView:
    opened = room.open(slug, locale)
    room.warm(slug, locale)
    return view_article(room, slug, locale, opened)


def _view(room: Room, opened: Opened, unit_id: str) -> UnitView:
    unit = opened.unit(unit_id)
    return view_unit(opened, unit, findings_of(room, opened, unit))


def _save_unit(room: Room, slug: str, locale: str, unit_id: str, edit: Edit) -> Written | Conflict:
    opened, taken, before = room.change(slug, locale, edits.edit_unit(unit_id, edit, now=now_utc()))
    view = _view(room, opened, unit_id)
    return Written((view,), before, opened.stamp) if taken else Conflict(edit.target, view)


def _check_text(room: Room, slug: str, locale: str, unit_id: str, target: str) -> tuple[FindingView, ...]:
    opened = room.open(slug, locale)
    unit = replace(opened.unit(unit_id), targets=(edits.clean_target(target),))
    active = [u if u.key != unit.key else unit for u in opened.catalog.units if not u.obsolete]
    at = next(i for i, u in enumerate(active) if u.key == unit.key)
    near = replace(opened.catalog, units=tuple(active[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]))
    states = {one.key: opened.state(one.key) for one in near.units}
    found = find_all(room.project, near, states, suite=room.suite)
    return view_unit(opened, unit, found.get(unit.key, ())).findings


def _join_unit(room: Room, slug: str, locale: str, unit_id: str, by: str) -> Written:
    return _change_two(room, slug, locale, unit_id, edits.join_unit(unit_id, by))


def _split_unit(room: Room, slug: str, locale: str, unit_id: str, by: str) -> Written:
    return _change_two(room, slug, locale, unit_id, edits.split_unit(unit_id, by))


def _change_two(room: Room, slug: str, locale: str, unit_id: str, edit: Change[bool]) -> Written:
    opened, _, before = room.change(slug, locale, edit)
    first = unit_hash(edits.unit_before(opened, unit_id).key)
    return Written((_view(room, opened, first), _view(room, opened, unit_id)), before, opened.stamp)


def _change_one(room: Room, slug: str, locale: str, unit_id: str, edit: Change[bool]) -> Written:
    opened, _, before = room.change(slug, locale, edit)
    return Written((_view(room, opened, unit_id),), before, opened.stamp)


def _comment_unit(room: Room, slug: str, locale: str, unit_id: str, text: str) -> Written:
    return _change_one(room, slug, locale, unit_id, edits.comment_unit(unit_id, text))


def _ignore_finding(room: Room, slug: str, locale: str, unit_id: str, rule: str, reason: str) -> Written:
    from newsl10n.check import CHECKS
    from newsl10n.errors import UsageError

    if rule not in CHECKS:
        raise UsageError(f"no check is called {rule!r}", remedy="reload the page")
    return _change_one(room, slug, locale, unit_id, edits.ignore_rule(unit_id, rule, reason))


def _approve_clean(room: Room, slug: str, locale: str, wanted: tuple[tuple[str, str], ...], by: str) -> Written:
    clean = edits.approve_clean(dict(wanted), by, findings=partial(find_findings, room), now=now_utc())
    opened, keys, before = room.change(slug, locale, clean)
    return Written(tuple(view_unit(opened, opened.units[key], ()) for key in keys), before, opened.stamp)


def _alternatives(room: Room, slug: str, locale: str, unit_id: str) -> tuple[Alternative, ...]:
    unit, project = room.open(slug, locale).unit(unit_id), room.project
    engine = open_engine(
        models.find_model(None, project=project.folder, config=project.config), engine=project.config.engine
    )
    terms, wanted = terms_of(project, unit.source, locale)
    text = SourceText(unit.source, markup=markup_finder(unit)(unit.source), terms=terms, wanted=wanted)
    found = [
        draft.target
        for beam in ALTERNATIVE_BEAMS
        for chunk in draft_texts(
            (text,), engine=engine, locale=locale, source_locale=project.config.source_locale, beam=beam
        )
        for draft in chunk
    ]
    return tuple(Alternative(target, "machine") for target in dict.fromkeys(found) if target and target != unit.target)


def _preview(room: Room, slug: str, locale: str) -> str:
    return render_preview(room.project, room.open(slug, locale), locale=locale)


def _readiness(room: Room, slug: str, locale: str) -> Readiness:
    opened = room.open(slug, locale)
    findings = find_findings(room, opened)
    ids = {key: unit_id for unit_id, key in opened.by_id.items()}
    blocking = []
    for key in dict.fromkeys(k for k in opened.prepared.keys if k in opened.units):
        if opened.state(key) is not State.REVIEWED:
            blocking.append((ids[key], opened.state(key).value))
        blocking += [
            (ids[key], f"{f.rule}: {f.message}") for f in findings.get(key, ()) if f.severity is Severity.ERROR
        ]
    return Readiness(not blocking, tuple(blocking))


def _publish(room: Room, slug: str, locale: str) -> str:
    readiness, opened = _readiness(room, slug, locale), room.open(slug, locale)
    if not readiness.ready:
        units = tuple(f"{opened.unit(unit_id).source[:60]}: {why}" for unit_id, why in readiness.blocking)
        raise NotReadyError(
            f"{len(units)} things block the publication", path=slug, remedy="settle them first", units=units
        )
    path = opened.prepared.article.path
    where, _ = render_article_file(room.project, path, options=RenderOptions(locale=locale), slug=slug)
    return where.as_posix()


def _reviewer_file() -> Path:
    import platformdirs

    return platformdirs.user_config_path("newsl10n", appauthor=False) / "reviewer"


def _reviewer(by: str) -> str:
    import os

    path = _reviewer_file()
    known = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    return by or known or os.environ.get("NEWSL10N_REVIEWER", "")


def _remember_reviewer(name: str) -> None:
    files.write_whole(_reviewer_file(), f"{' '.join(name.split())}\n".encode())
