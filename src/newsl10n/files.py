"""Bytes <-> disk: whole files or none, under a lock where two processes may write."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from newsl10n.errors import FileError

LOCK_SECONDS = 30.0
"""How long a writer waits for another one before it gives up."""


def read_whole(path: Path, *, limit: int | None = None) -> bytes:
    """The bytes of a file. ``limit``: most bytes accepted.

    Raises:
        FileError: the file is missing, a folder, unreadable or larger than ``limit``.
    """
    try:
        with path.open("rb") as file:
            data = file.read() if limit is None else file.read(limit + 1)
    except FileNotFoundError as error:
        raise FileError("no such file", path=path, remedy="check the path") from error
    except OSError as error:
        raise FileError(
            f"cannot read ({error.strerror})", path=path, remedy="check that it is a file you may read"
        ) from error
    if limit is not None and len(data) > limit:
        raise FileError(f"larger than {limit // 1_000_000} MB", path=path, remedy="split it into articles")
    return data


def modified_at(path: Path) -> int:
    """When a file was changed last, in nanoseconds since 1970; 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LEFTOVER_SECONDS = 3600.0
"""Age at which the temporary file of a killed writer is removed."""


def write_whole(path: Path, data: bytes, *, expected: bytes | None = None, lasting: bool = True) -> bool:
    """Replace a file in one step: a reader, or a crash at any moment, sees the old bytes or the new ones, never a part.

    ``expected``: what the file must still hold at the last moment (``b""``: it must not exist); where an editor that takes no lock
    wrote it meanwhile, nothing is written and the answer is ``False``. ``lasting``: the new name is on the disk when this returns; a
    caller that goes on to write another file of the folder may leave that to the last one.

    Raises:
        FileError: no permission, no space, or the folder cannot be made. The old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        # Named before it is made, and taken away twice: whatever line Ctrl-C strikes, one of the two is still ahead.
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            try:
                return _replace(target, data, temporary, expected=expected, lasting=lasting)
            finally:
                temporary.unlink(missing_ok=True)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        remedy = (
            "free some space, or raise its limit" if error.errno in _NO_SPACE else "check the permissions of its folder"
        )
        raise FileError(f"cannot write ({error.strerror}); nothing was changed", path=path, remedy=remedy) from error


def _replace(target: Path, data: bytes, temporary: Path, *, expected: bytes | None, lasting: bool) -> bool:
    """Write ``temporary`` and put it in the place of ``target``, whose permissions it gets."""
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    first_mode = 0o666 if mode is None else 0o600
    with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, first_mode)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)
    if expected is not None and expected != (target.read_bytes() if target.exists() else b""):
        return False
    os.replace(temporary, target)
    if lasting:
        _sync_folder(target.parent)
    _remove_leftovers(target)
    return True


@contextlib.contextmanager
def locked(path: Path, *, timeout: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock of ``path`` (a file that need not exist yet) against other processes; do not nest it on one path.

    Raises:
        FileError: another process kept it for ``timeout`` seconds.
    """
    import filelock

    lock = filelock.FileLock(_lock_path(path), timeout=timeout)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise FileError(
            f"another process has held it for {timeout:.0f} s",
            path=path,
            remedy="wait for the other newsl10n, then try again",
        ) from error
    except OSError as error:
        raise FileError(
            f"cannot lock ({error.strerror})", path=path, remedy="check the permissions of the user state folder"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _lock_path(path: Path) -> Path:
    import platformdirs

    folder = platformdirs.user_state_path("newsl10n", appauthor=False) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return folder / f"{name}.lock"


def _remove_leftovers(target: Path) -> None:
    """Temporary files of this one that killed processes left behind."""
    named = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.tmp")
    with os.scandir(target.parent) as entries:
        for entry in entries:
            if named.fullmatch(entry.name):
                with contextlib.suppress(FileNotFoundError):
                    if time.time() - entry.stat().st_mtime > LEFTOVER_SECONDS:
                        Path(entry.path).unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
