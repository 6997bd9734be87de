"""Requests under ``/api/`` -> functions of the Desk -> JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsl10n.errors import UsageError
from newsl10n.locale import canonical_locale
from newsl10n.review.answers import NeedsReviewer, fields_of, json_answer, read_fields
from newsl10n.review.desk import Conflict, Desk, Edit, Written
from newsl10n.review.lanes import Lanes, UnknownPlace

MAX_NAME = 100
"""Most characters of a reviewer's name."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
_UNIT = re.compile(r"[0-9a-f]{16}")


def place_of(request: Request) -> tuple[str, str]:
    """Slug and locale of an address.

    Raises:
        UnknownPlace: they have not the form of such names, or no locale is called so.
    """
    slug, locale = request.path_params["slug"], request.path_params["locale"]
    if not _SLUG.fullmatch(slug) or ".." in slug:
        raise UnknownPlace
    try:
        return slug, canonical_locale(locale)
    except UsageError as error:
        raise UnknownPlace from error


def desk_of(request: Request) -> tuple[Desk, Lanes]:
    return request.app.state.desk, request.app.state.lanes


async def list_articles(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return json_answer({"rows": await lanes.read(desk.list_articles)})


async def get_article(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return json_answer(await lanes.read(desk.open_article, *place_of(request)))


async def get_stamp(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return json_answer({"stamp": await lanes.read(desk.stamp, *place_of(request))})


async def get_readiness(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return json_answer(await lanes.follow(desk.readiness, *place_of(request)))


async def get_alternatives(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return json_answer({"alternatives": await lanes.think(desk.alternatives, *place_of(request), _unit_of(request))})


async def save_unit(request: Request) -> Response:
    place, unit = place_of(request), _unit_of(request)
    body = await read_fields(request, {"target": str, "version": str}, {"confirm": bool, "overwrite": bool})
    by = _approver(request) if body.get("confirm") else request.state.session.reviewer
    desk, lanes = desk_of(request)
    saved = await lanes.write(place, desk.save_unit, *place, unit, Edit(by=by, **body))
    if isinstance(saved, Conflict):
        reason = "somebody else changed this sentence meanwhile; choose one of the texts"
        return json_answer({"error": reason, "mine": saved.mine, "unit": saved.unit}, status=409)
    return _one_answer(saved)


async def check_unit(request: Request) -> Response:
    place, unit = place_of(request), _unit_of(request)
    body = await read_fields(request, {"target": str})
    desk, lanes = desk_of(request)
    return json_answer({"findings": await lanes.read(desk.check_text, *place, unit, body["target"])})


async def join_unit(request: Request) -> Response:
    return await _join_or_split(request, desk_of(request)[0].join_unit)


async def split_unit(request: Request) -> Response:
    return await _join_or_split(request, desk_of(request)[0].split_unit)


async def comment_unit(request: Request) -> Response:
    place, unit = place_of(request), _unit_of(request)
    body = await read_fields(request, {"text": str})
    desk, lanes = desk_of(request)
    return _one_answer(await lanes.write(place, desk.comment_unit, *place, unit, body["text"]))


async def ignore_finding(request: Request) -> Response:
    place, unit = place_of(request), _unit_of(request)
    body = await read_fields(request, {"rule": str, "reason": str})
    desk, lanes = desk_of(request)
    changed = await lanes.write(place, desk.ignore_finding, *place, unit, body["rule"], body["reason"])
    return _one_answer(changed)


async def approve_clean(request: Request) -> Response:
    place = place_of(request)
    body = await read_fields(request, {"units": list})
    seen = tuple(_seen_unit(pair) for pair in body["units"])
    desk, lanes = desk_of(request)
    return json_answer(await lanes.write(place, desk.approve_clean, *place, seen, _approver(request)))


async def publish(request: Request) -> Response:
    place = place_of(request)
    await read_fields(request, {})
    desk, lanes = desk_of(request)
    return json_answer({"path": await lanes.read(desk.publish, *place)})


async def get_reviewer(request: Request) -> Response:
    return json_answer({"name": request.state.session.reviewer})


async def set_reviewer(request: Request) -> Response:
    """Remembered for the next run only where it is the project owner's own: others came in with the password."""
    name = " ".join((await read_fields(request, {"name": str}))["name"].split())
    if not 1 <= len(name) <= MAX_NAME:
        raise HTTPException(400, f"a name has 1 to {MAX_NAME} characters")
    desk, lanes = desk_of(request)
    session = request.state.session
    if session.owner:
        await lanes.write(("", ""), desk.remember_reviewer, name)
    session.reviewer = name
    return json_answer({"name": name})


async def unknown(request: Request) -> Response:
    raise UnknownPlace


def api_routes() -> list[Route]:
    """``/api/…``; what a method or path is not listed for is answered with 405 or 404."""
    here, unit = "/{slug}/{locale}", "/{slug}/{locale}/units/{unit}"
    rows: tuple[tuple[str, str, Any], ...] = (
        ("GET", "/articles", list_articles),
        ("GET", "/reviewer", get_reviewer),
        ("POST", "/reviewer", set_reviewer),
        ("GET", f"{here}/article", get_article),
        ("GET", f"{here}/stamp", get_stamp),
        ("GET", f"{here}/readiness", get_readiness),
        ("POST", f"{here}/approve-clean", approve_clean),
        ("POST", f"{here}/publish", publish),
        ("POST", unit, save_unit),
        ("GET", f"{unit}/alternatives", get_alternatives),
        ("POST", f"{unit}/check", check_unit),
        ("POST", f"{unit}/join", join_unit),
        ("POST", f"{unit}/split", split_unit),
        ("POST", f"{unit}/comment", comment_unit),
        ("POST", f"{unit}/ignore", ignore_finding),
    )
    return [Route(f"/api{path}", function, methods=[method]) for method, path, function in rows]


async def _join_or_split(request: Request, function: Callable[[str, str, str, str], Written]) -> Response:
    place, unit = place_of(request), _unit_of(request)
    await read_fields(request, {})
    _, lanes = desk_of(request)
    return json_answer(await lanes.write(place, function, *place, unit, request.state.session.reviewer))


def _one_answer(written: Written) -> Response:
    """The unit itself, the stamps beside its fields."""
    return json_answer({**fields_of(written.unit), "before": written.before, "stamp": written.stamp})


def _unit_of(request: Request) -> str:
    unit: str = request.path_params["unit"]
    if not _UNIT.fullmatch(unit):
        raise UnknownPlace
    return unit


def _seen_unit(pair: Any) -> tuple[str, str]:
    match pair:
        case [str(unit), str(version)] if _UNIT.fullmatch(unit) and len(version) <= MAX_NAME:
            return unit, version
    raise HTTPException(400, "'units' is not an array of [id, version]")


def _approver(request: Request) -> str:
    name: str = request.state.session.reviewer
    if not name:
        raise NeedsReviewer("an approval needs a reviewer's name", remedy="say who you are")
    return name
