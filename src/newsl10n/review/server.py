"""Desk -> a web server on this machine, until Ctrl-C.

Starlette and uvicorn are imported only here, when the server starts.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsl10n.errors import MissingExtraError, NewsL10nError, UsageError
from newsl10n.review.desk import Desk
from newsl10n.review.security import Guard, Place, is_loopback
from newsl10n.review.sessions import Sessions, read_password

LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 20
"""How long a stop waits for what is under way."""
_WARMED = 4
"""Articles of the list that are made ready before anybody asks."""
_SWITCH_SECONDS = 0.0005
"""How long a thread that renders a preview may keep a save waiting, each of the many times that the save asks the disk for something."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """``port``: 0 takes a free one. ``path``: page to open first. ``known``: the user knows what a ``host`` beyond loopback means."""

    host: str = LOOPBACK
    port: int = 0
    path: str = "/"
    browser: bool = True
    known: bool = False
    password_file: Path | None = None


def serve_review(desk: Desk, *, options: ServeOptions, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; what was sent by then is saved when it returns. ``announce`` gets the opening address.

    Raises:
        MissingExtraError: Starlette or uvicorn are not installed.
        UsageError: the host or port cannot be used, or is open to others without a password.
    """
    uvicorn = _import_uvicorn()
    password = choose_password(options)
    listener = _listen(options)
    place = Place(options.host, listener.getsockname()[1])
    sessions = Sessions(reviewer=desk.reviewer(), password=password)
    application = Guard(_build_application(desk, sessions, place), sessions=sessions, place=place)
    config = uvicorn.Config(
        application, loop="asyncio", http="h11", ws="none", lifespan="off", interface="asgi3", log_config=None,
        access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=_GRACE_SECONDS,
    )  # fmt: skip
    sys.setswitchinterval(_SWITCH_SECONDS)
    address = f"http://{_shown_host(options.host)}:{place.port}{options.path}?token={sessions.token}"

    def begin() -> None:
        announce(address)
        threading.Thread(target=_warm_up, args=(desk, options.path), daemon=True).start()
        if options.browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    with listener, contextlib.suppress(KeyboardInterrupt):
        _make_server(uvicorn, config, begin).run(sockets=[listener])


def _make_server(uvicorn: Any, config: Any, begin: Callable[[], None]) -> Any:
    """A server that calls ``begin`` once it serves and hears signals: who reads the address may stop it at once."""

    class Server(uvicorn.Server):  # type: ignore[misc]
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            begin()

    return Server(config)


def _warm_up(desk: Desk, path: str) -> None:
    """Read and check what will be asked for first, while the browser starts. What goes wrong is said when it is asked for."""
    _, _, place = path.partition("/a/")
    with contextlib.suppress(NewsL10nError, KeyError):
        rows = (
            [tuple(place.split("/"))] if place else [(row.slug, row.locale) for row in desk.list_articles()[:_WARMED]]
        )
        for slug, locale in rows:
            desk.open_article(slug, locale)


def opening_path(desk: Desk, *, named: str | None) -> str:
    """The page to open: of the only catalog that the Desk lists where an article was named, else the list.

    Raises:
        UsageError: the Desk lists no catalog of the article.
    """
    if named is None:
        return "/"
    rows = desk.list_articles()
    if not rows:
        raise UsageError(
            f"no catalog of {named}", remedy=f"make it with 'newsl10n translate {named}' or 'newsl10n extract {named}'"
        )
    return f"/a/{rows[0].slug}/{rows[0].locale}" if len(rows) == 1 else "/"


def choose_password(options: ServeOptions) -> str:
    """The password, ``""`` where only this machine can connect.

    Raises:
        UsageError: others could connect and there is no password, or the user did not say that this is meant.
    """
    if is_loopback(options.host):
        return read_password(options.password_file) if options.password_file else ""
    if not options.known or options.password_file is None:
        raise UsageError(
            f"--host {options.host} would let other machines in",
            remedy="leave it out and use 'ssh -L', or add --i-know and --password-file FILE",
        )
    return read_password(options.password_file)


def _import_uvicorn() -> Any:
    try:
        import starlette  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise MissingExtraError(
            "the review page needs Starlette and uvicorn", remedy="pip install 'newsl10n[review]'"
        ) from error
    return uvicorn


def _build_application(desk: Desk, sessions: Sessions, place: Place) -> Any:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException

    from newsl10n.review.answers import answer_error, answer_unknown
    from newsl10n.review.api import api_routes
    from newsl10n.review.lanes import Lanes, UnknownPlace
    from newsl10n.review.pages import make_environment, page_routes

    application = Starlette(
        routes=[*api_routes(), *page_routes()],
        exception_handlers={
            NewsL10nError: answer_error,
            HTTPException: answer_error,
            UnknownPlace: answer_unknown,
            Exception: answer_error,
        },
    )
    state = application.state
    state.desk, state.lanes, state.templates, state.sessions, state.place = (
        desk,
        Lanes(),
        make_environment(),
        sessions,
        place,
    )
    return application


def _listen(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named; with it every answer waits 40 ms for the browser's ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # There it would let another program take over the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((options.host, options.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {options.host} port {options.port} ({error.strerror})",
            remedy="choose another --port, or none for a free one",
        ) from error
    return listener


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return LOOPBACK
    return f"[{host}]" if ":" in host else host
