"""Requests for pages -> HTML from the templates; files of ``static/``; the login of ``--host``."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from newsl10n import __version__
from newsl10n.locale import direction, display_name
from newsl10n.review.answers import dump_json
from newsl10n.review.api import desk_of, place_of
from newsl10n.review.lanes import UnknownPlace
from newsl10n.review.security import LOGIN_POLICY, PREVIEW_POLICY, cookie_header

_FOLDER = Path(__file__).parent
_STATIC_NAME = re.compile(r"[a-z0-9_-]+\.(css|js)")
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def make_environment() -> jinja2.Environment:
    """Templates that escape everything and know every name they use."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        article_url=lambda slug, locale: f"/a/{slug}/{locale}",
        api_url=lambda slug, locale: f"/api/{slug}/{locale}",
        preview_url=lambda slug, locale: f"/preview/{slug}/{locale}",
        direction=direction,
        locale_name=_locale_name,
        version=__version__,
    )
    return environment


def page_routes() -> list[Route]:
    return [
        Route("/", show_index, methods=["GET"]),
        Route("/a/{slug}/{locale}", show_article, methods=["GET"]),
        Route("/preview/{slug}/{locale}", show_preview, methods=["GET"]),
        Route("/static/{name}", show_static, methods=["GET"]),
        Route("/login", log_in, methods=["GET", "POST"]),
    ]


async def show_index(request: Request) -> Response:
    desk, lanes = desk_of(request)
    return await _page(request, "index.html", rows=await lanes.read(desk.list_articles))


async def show_article(request: Request) -> Response:
    desk, lanes = desk_of(request)
    article = await lanes.read(desk.open_article, *place_of(request))
    return await _page(
        request,
        "article.html",
        article=article,
        article_json=_embedded(article),
        shortcuts_json=_embedded(desk.shortcuts),
    )


async def show_preview(request: Request) -> Response:
    """The draft page, under a policy that allows nothing but its own style."""
    desk, lanes = desk_of(request)
    page = await lanes.follow(desk.preview, *place_of(request))
    style = _STYLE.search(page)
    digest = base64.b64encode(sha256((style[1] if style else "").encode("utf-8")).digest()).decode("ascii")
    policy = PREVIEW_POLICY.format(styles=f"'sha256-{digest}'")
    return HTMLResponse(page, headers={"content-security-policy": policy})


async def show_static(request: Request) -> Response:
    name = request.path_params["name"]
    path = _FOLDER / "static" / name
    if not _STATIC_NAME.fullmatch(name) or not path.is_file():
        raise UnknownPlace
    return Response(path.read_bytes(), media_type=_MEDIA_TYPES[path.suffix])


async def log_in(request: Request) -> Response:
    """A form, and what it sends: right passwords get a session."""
    sessions, place = request.app.state.sessions, request.app.state.place
    if not sessions.asks_password:
        raise UnknownPlace
    if request.method != "POST":
        return _login_page(request, "")
    address = request.client.host if request.client else ""
    if sessions.is_limited(address):
        return _login_page(request, "Too many wrong passwords. Wait a minute.", status=429)
    password = parse_qs((await request.body()).decode("utf-8", "replace")).get("password", [""])[0]
    session = sessions.log_in(password, address=address)
    if session is None:
        return _login_page(request, "That was not the password.", status=403)
    return RedirectResponse("/", 303, headers={"set-cookie": cookie_header(place, session)})


def _login_page(request: Request, reason: str, *, status: int = 200) -> Response:
    # Without a referrer the browser would send "Origin: null" with the form.
    headers = {"content-security-policy": LOGIN_POLICY, "referrer-policy": "same-origin"}
    if status == 429:
        headers["retry-after"] = "60"
    page = request.app.state.templates.get_template("login.html").render(reason=reason)
    return HTMLResponse(page, status, headers=headers)


async def _page(request: Request, name: str, **values: Any) -> Response:
    """Rendered in a thread: a long article takes its time."""
    _, lanes = desk_of(request)
    template = request.app.state.templates.get_template(name)
    return HTMLResponse(await lanes.read(template.render, reviewer=request.state.session.reviewer, **values))


def _embedded(value: Any) -> Any:
    """JSON for a data block: nothing in it can end the element."""
    return htmlsafe_json_dumps(value, dumps=lambda v, **_: dump_json(v))


def _locale_name(tag: str, in_locale: str = "en") -> str:
    return display_name(tag, in_locale)
