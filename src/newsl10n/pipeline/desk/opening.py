"""Project -> Desk."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from newsl10n import files, models
from newsl10n.errors import NotReadyError
from newsl10n.model import Severity, State
from newsl10n.pipeline.desk import edits
from newsl10n.pipeline.desk.room import Opened, Room
from newsl10n.pipeline.desk.views import NEIGHBOURS, find_all, find_findings, view_article, view_row, view_unit
from newsl10n.pipeline.project import Project, markup_finder, now_utc
from newsl10n.pipeline.publishing import render_article_file, render_article_text
from newsl10n.render import RenderOptions
from newsl10n.review import Alternative, ArticleRow, ArticleView, Conflict, Desk, Edit, FindingView, Readiness, UnitView
from newsl10n.translate import SourceText, draft_texts, open_engine

ALTERNATIVE_BEAMS = (1, 3, 6)


def open_desk(project: Project, *, slugs: tuple[str, ...] = (), locales: tuple[str, ...] = (), by: str = "") -> Desk:
    """The functions behind the review page. ``slugs``, ``locales``: the catalogs it lists, all where empty. ``by``: the reviewer."""
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
    room.warm(opened.catalog)
    return view_article(room, slug, locale, opened)


def _view(room: Room, opened: Opened, unit_id: str) -> UnitView:
    unit = opened.unit(unit_id)
    return view_unit(opened, unit, find_findings(room, opened).get(unit.key, ()))


def _save_unit(room: Room, slug: str, locale: str, unit_id: str, edit: Edit) -> UnitView | Conflict:
    opened, taken = room.change(slug, locale, edits.edit_unit(unit_id, edit, now=now_utc()))
    view = _view(room, opened, unit_id)
    return view if taken else Conflict(edit.target, view)


def _check_text(room: Room, slug: str, locale: str, unit_id: str, target: str) -> tuple[FindingView, ...]:
    opened = room.open(slug, locale)
    unit = replace(opened.unit(unit_id), targets=(edits.clean_target(target),))
    active = [u if u.key != unit.key else unit for u in opened.catalog.units if not u.obsolete]
    at = next(i for i, u in enumerate(active) if u.key == unit.key)
    near = replace(opened.catalog, units=tuple(active[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]))
    found = find_all(room.project, near, opened.states, suite=room.suite)
    return view_unit(opened, unit, found.get(unit.key, ())).findings


def _join_unit(room: Room, slug: str, locale: str, unit_id: str, by: str) -> tuple[UnitView, ...]:
    opened, _ = room.change(slug, locale, edits.join_unit(unit_id, by))
    return _with_before(room, opened, unit_id)


def _split_unit(room: Room, slug: str, locale: str, unit_id: str, by: str) -> tuple[UnitView, ...]:
    opened, _ = room.change(slug, locale, edits.split_unit(unit_id, by))
    return _with_before(room, opened, unit_id)


def _with_before(room: Room, opened: Opened, unit_id: str) -> tuple[UnitView, ...]:
    before = next(i for i, key in opened.by_id.items() if key == edits.unit_before(opened, unit_id).key)
    return _view(room, opened, before), _view(room, opened, unit_id)


def _comment_unit(room: Room, slug: str, locale: str, unit_id: str, text: str) -> UnitView:
    opened, _ = room.change(slug, locale, edits.comment_unit(unit_id, text))
    return _view(room, opened, unit_id)


def _ignore_finding(room: Room, slug: str, locale: str, unit_id: str, rule: str, reason: str) -> UnitView:
    from newsl10n.check import CHECKS
    from newsl10n.errors import UsageError

    if rule not in CHECKS:
        raise UsageError(f"no check is called {rule!r}", remedy="reload the page")
    opened, _ = room.change(slug, locale, edits.ignore_rule(unit_id, rule, reason))
    return _view(room, opened, unit_id)


def _approve_clean(
    room: Room, slug: str, locale: str, wanted: tuple[tuple[str, str], ...], by: str
) -> tuple[UnitView, ...]:
    clean = edits.approve_clean(dict(wanted), by, findings=partial(find_findings, room), now=now_utc())
    opened, keys = room.change(slug, locale, clean)
    return tuple(view_unit(opened, opened.units[key], ()) for key in keys)


def _alternatives(room: Room, slug: str, locale: str, unit_id: str) -> tuple[Alternative, ...]:
    unit, project = room.open(slug, locale).unit(unit_id), room.project
    engine = open_engine(
        models.find_model(None, project=project.folder, config=project.config), engine=project.config.engine
    )
    text = SourceText(unit.source, markup=markup_finder(unit)(unit.source), terms=project.config.do_not_translate)
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
    opened = room.open(slug, locale)
    options = RenderOptions(locale=locale, draft=True, fallback="source")
    page = render_article_text(room.project, opened.prepared, opened.units, opened.states, options=options)
    folder = (room.project.folder / opened.prepared.article.path).parent
    return _IMAGE.sub(lambda match: f"{match[1]}{_embedded(room.project.folder, folder, match[2])}{match[3]}", page)


_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')
_IMAGE_TYPES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif"}
LARGEST_IMAGE = 2_000_000
"""Bytes of a picture that the preview shows."""


def _embedded(project: Path, folder: Path, address: str) -> str:
    """A picture beside the article as a ``data:`` address: the preview's frame may load nothing. Others stay as they are."""
    path = (folder / unquote(address)).resolve()
    kind = _IMAGE_TYPES.get(path.suffix.lower())
    if kind is None or ":" in address or not path.is_relative_to(project.resolve()) or not path.is_file():
        return address
    if path.stat().st_size > LARGEST_IMAGE:
        return address
    return f"data:image/{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"


def _readiness(room: Room, slug: str, locale: str) -> Readiness:
    opened = room.open(slug, locale)
    findings = find_findings(room, opened)
    ids = {key: unit_id for unit_id, key in opened.by_id.items()}
    blocking = []
    for key in dict.fromkeys(k for k in opened.prepared.keys if k in opened.units):
        if opened.states[key] is not State.REVIEWED:
            blocking.append((ids[key], opened.states[key].value))
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
