"""Token or password -> session: who may use the review page, and under which name."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from newsl10n import files
from newsl10n.errors import UsageError

MIN_PASSWORD = 12
"""Fewest characters of a password."""
FAILURE_SECONDS = 60.0
FAILURES_AN_ADDRESS = 5
FAILURES_IN_ALL = 50
"""Wrong passwords within ``FAILURE_SECONDS`` after which no more are looked at."""
MAX_SESSIONS = 200


@dataclass(slots=True)
class Session:
    """A browser that was let in. ``reviewer``: ``""`` before it was asked for. ``owner``: it came with the token."""

    key: str = field(repr=False)
    reviewer: str = ""
    owner: bool = False


class Sessions:
    """Holds the one-time token, the password and the browsers that were let in; all of it ends with the process."""

    def __init__(self, *, reviewer: str = "", password: str = "") -> None:
        self.token = secrets.token_urlsafe(32)
        self._token_used = False
        self._reviewer = reviewer
        self._password = password
        self._sessions: list[Session] = []
        self._failures: list[tuple[float, str]] = []

    @property
    def asks_password(self) -> bool:
        return bool(self._password)

    def redeem(self, token: str) -> Session | None:
        """A session for the token, the first time only."""
        right = _same(token, self.token)
        if self._token_used or not right:
            return None
        self._token_used = True
        return self._admit(Session(secrets.token_urlsafe(32), self._reviewer, owner=True))

    def log_in(self, password: str, *, address: str) -> Session | None:
        """A session for the right password. A wrong one counts against the address it came from."""
        if not self.asks_password or self.is_limited(address):
            return None
        if _same(password, self._password):
            return self._admit(Session(secrets.token_urlsafe(32)))
        self._failures.append((time.monotonic(), address))
        return None

    def is_limited(self, address: str) -> bool:
        """Whether too many wrong passwords came of late."""
        since = time.monotonic() - FAILURE_SECONDS
        self._failures = [f for f in self._failures if f[0] > since][-FAILURES_IN_ALL:]
        here = sum(where == address for _, where in self._failures)
        return here >= FAILURES_AN_ADDRESS or len(self._failures) >= FAILURES_IN_ALL

    def find(self, key: str) -> Session | None:
        """The session of a cookie's value."""
        found = None
        for session in self._sessions:
            if _same(key, session.key):
                found = session
        return found

    def _admit(self, session: Session) -> Session:
        strangers = [s for s in self._sessions if not s.owner]
        if len(strangers) >= MAX_SESSIONS:
            self._sessions.remove(strangers[0])
        self._sessions.append(session)
        return session


def read_password(path: Path) -> str:
    """The password in the first line of a file.

    Raises:
        UsageError: it is too short, or people other than the file's owner may read it.
        FileError: the file cannot be read.
    """
    data = files.read_whole(path, limit=10_000)
    if path.stat().st_mode & 0o077:
        raise UsageError("others may read the password", path=path, remedy=f"run: chmod 600 {path}")
    try:
        password = (data.decode("utf-8").splitlines() or [""])[0].strip()
    except UnicodeDecodeError as error:
        raise UsageError("the password is not UTF-8 text", path=path, remedy="write it as UTF-8") from error
    if len(password) < MIN_PASSWORD:
        raise UsageError(
            f"the password has fewer than {MIN_PASSWORD} characters", path=path, remedy="write a longer first line"
        )
    return password


def _same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing about where the texts differ, nor about their lengths."""
    digests = [sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (one, other)]
    return hmac.compare_digest(*digests)
