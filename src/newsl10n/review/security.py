"""An HTTP request -> an answer that refuses it, or the application below: host, session, origin, size, headers.

A pure ASGI layer. What comes from a browser is hostile until it passed: a page of another site may send requests here (so writes
need our origin), another name may be made to point here (so the host must be ours), another program of this machine may connect (so
a session is needed).
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from newsl10n.review.sessions import Session, Sessions

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 2_000_000
"""Most bytes of a request's body."""
_DRAINED = 16_000_000
"""Bytes of a body that is too large which are read and dropped, so that the sender gets to see the answer."""
METHODS = ("GET", "HEAD", "POST")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LOGIN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PREVIEW_POLICY = (
    "default-src 'none'; style-src {styles}; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""``styles``: hashes of the page's own style."""
_HEADERS = (
    ("cache-control", "no-store"),
    ("content-security-policy", PAGE_POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
)
_PAGE_PATH = re.compile(r"/|/a/[a-z0-9][a-z0-9._-]*/[A-Za-z0-9-]+")
_FORWARD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={path}">'
    '<title>newsl10n</title><p><a href="{path}">Open the review page</a></p></html>'
)
_NO_SESSION = (
    "open the address that 'newsl10n review' prints; it works once, so run the command again for another browser"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens. ``host``: name or address as it was asked for."""

    host: str
    port: int

    @property
    def cookie(self) -> str:
        """Name of the session cookie. Cookies know no ports, so that two servers on one machine need two names."""
        return f"newsl10n-{self.port}"


class Guard:
    """Holds the sessions; calls ``app`` with what it let through, the session as ``request.state.session``."""

    def __init__(self, app: Application, *, sessions: Sessions, place: Place) -> None:
        self._app, self._sessions, self._place = app, sessions, place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = _headers(scope)
        send = _with_headers(send)
        session = self._sessions.find(_cookie(headers, self._place.cookie))
        if refusal := refuse(scope, headers, place=self._place):
            await _answer(send, scope, *refusal)
        elif token := _token(scope):
            await self._exchange(scope, headers, send, token, session)
        elif session is None and not self._is_open(scope["path"]):
            await self._turn_away(scope, send)
        elif refusal := refuse_foreign(scope, headers):
            await _answer(send, scope, *refusal)
        else:
            await self._pass_on(scope, receive, send, session)

    def _is_open(self, path: str) -> bool:
        return path.startswith("/static/") or (path == "/login" and self._sessions.asks_password)

    async def _exchange(
        self, scope: Scope, headers: dict[str, str], send: Send, token: str, session: Session | None
    ) -> None:
        new = None if session else self._sessions.redeem(token)
        if session is None and new is None:
            await _answer(send, scope, 403, f"this address was used up or is of an earlier run; {_NO_SESSION}")
            return
        path = scope["path"]
        fields = [("set-cookie", cookie_header(self._place, new))] if new else []
        if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
            await _send_whole(send, 303, "", [*fields, ("location", path)])
        else:  # After a link on another site the browser would keep a Strict cookie back on the redirect, but not on our own page.
            page = _FORWARD.format(path=path)
            await _send_whole(send, 200, page, [*fields, ("content-type", "text/html; charset=utf-8")])

    async def _turn_away(self, scope: Scope, send: Send) -> None:
        if self._sessions.asks_password and scope["method"] == "GET" and _PAGE_PATH.fullmatch(scope["path"]):
            await _send_whole(send, 303, "", [("location", "/login")])
        else:
            await _answer(send, scope, 403, _NO_SESSION)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, session: Session | None) -> None:
        body = b""
        if scope["method"] == "POST":
            whole = await read_body(receive)
            if whole is None:
                await _answer(send, scope, 413, f"the request is larger than {MAX_BODY // 1_000_000} MB")
                return
            body = whole
        scope.setdefault("state", {})["session"] = session
        await self._app(scope, _replay(body, receive), send)


def refuse(scope: Scope, headers: dict[str, str], *, place: Place) -> tuple[int, str] | None:
    """Status and reason where a request is wrong whoever sent it."""
    if not is_own_host(headers.get("host", ""), place):
        return 421, "this host name is not the review page's; open the address that 'newsl10n review' prints"
    if scope["method"] not in METHODS:
        return 405, "use GET or POST"
    return None


def refuse_foreign(scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
    """Status and reason where a write, or a request for data, comes from a page of another site."""
    site, path = headers.get("sec-fetch-site", ""), scope["path"]
    if scope["method"] != "POST":
        foreign = path.startswith(("/api/", "/preview/")) and site not in ("", "none", "same-origin")
        return (403, "requests from other sites are refused") if foreign else None
    origin = headers.get("origin")
    if origin is None and site != "same-origin":
        return 403, "a write needs an Origin header that names this page"
    if origin is not None and origin != f"http://{headers['host']}":
        return 403, "requests from other sites are refused"
    wanted = "application/x-www-form-urlencoded" if path == "/login" else "application/json"
    if headers.get("content-type", "").partition(";")[0].strip().lower() != wanted:
        return 415, f"the content type must be {wanted}"
    return None


def is_own_host(host: str, place: Place) -> bool:
    """Whether a Host header names this server: loopback, or what ``--host`` says.

    Where that is every address of the machine, any address will do: only a name can be made to point somewhere else.
    """
    name, found_port = _split_host(host)
    if found_port != place.port:
        return False
    if name in ("127.0.0.1", "localhost", "::1"):
        return True
    if is_loopback(place.host):
        return name == place.host
    if place.host in ("0.0.0.0", "::"):
        return _is_address(name) or name == socket.gethostname().lower()
    return name == place.host.lower()


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can connect there."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def cookie_header(place: Place, session: Session) -> str:
    """Value of ``Set-Cookie``; the browser forgets it when it is closed."""
    return f"{place.cookie}={session.key}; Path=/; HttpOnly; SameSite=Strict"


async def read_body(receive: Receive, *, limit: int = MAX_BODY) -> bytes | None:
    """The body of a request, ``None`` where it is larger than ``limit`` (declared or sent in chunks)."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part = message.get("body", b"")
        size += len(part)
        if size <= limit:
            parts.append(part)
        else:
            parts.clear()
        if not message.get("more_body") or size > _DRAINED:
            return None if size > limit else b"".join(parts)


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by lower-case name. One that came twice is joined by a comma, so that no check accepts it."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joint = "; " if key == "cookie" else ","
        found[key] = f"{found[key]}{joint}{text}" if key in found else text
    return found


def _cookie(headers: dict[str, str], name: str) -> str:
    for pair in headers.get("cookie", "").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return value
    return ""


def _token(scope: Scope) -> str:
    """The token of an opening address, ``""`` for every other request."""
    if scope["method"] != "GET" or not _PAGE_PATH.fullmatch(scope["path"]):
        return ""
    query: str = scope["query_string"].decode("latin-1")
    return parse_qs(query).get("token", [""])[0]


def _split_host(host: str) -> tuple[str, int]:
    """``[::1]:80`` -> ``("::1", 80)``; port 0 where there is none that can be read."""
    match = re.fullmatch(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::([0-9]{1,5}))?", host.lower())
    if not match:
        return "", 0
    return match[1] or match[2], int(match[3] or 80)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", ())}
            more = [(n.encode(), v.encode()) for n, v in _HEADERS if n.encode() not in given]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return send_guarded


def _replay(body: bytes, receive: Receive) -> Receive:
    first = True

    async def receive_again() -> Message:
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return receive_again


async def _answer(send: Send, scope: Scope, status: int, reason: str) -> None:
    """A refusal: JSON for the interface, text for people."""
    fields = [("allow", ", ".join(METHODS))] if status == 405 else []
    if status == 413:
        fields.append(("connection", "close"))
    if scope["path"].startswith("/api/"):
        fields.append(("content-type", "application/json"))
        await _send_whole(send, status, json.dumps({"error": reason}), fields)
    else:
        fields.append(("content-type", "text/plain; charset=utf-8"))
        await _send_whole(send, status, f"newsl10n: {reason}\n", fields)


async def _send_whole(send: Send, status: int, text: str, fields: list[tuple[str, str]]) -> None:
    body = text.encode("utf-8")
    fields = [*fields, ("content-length", str(len(body)))]
    headers = [(name.encode(), value.encode("latin-1")) for name, value in fields]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
