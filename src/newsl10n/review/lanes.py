"""Blocking functions of the Desk -> awaited in threads, on lanes that do not wait for each other."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

import anyio
import anyio.to_thread

P = ParamSpec("P")
R = TypeVar("R")

_THREADS_A_LANE = 8
_PATIENCE_SECONDS = 2.0
"""How long saves that never end may keep a preview waiting."""


class UnknownPlace(Exception):  # noqa: N818
    """The Desk knows no such article, locale or unit."""


class Lanes:
    """Holds the limits of the threads: one lane for reading, one for writing, and one for what may take seconds."""

    def __init__(self) -> None:
        self._readers = anyio.CapacityLimiter(_THREADS_A_LANE)
        self._writers = anyio.CapacityLimiter(_THREADS_A_LANE)
        self._slow = anyio.CapacityLimiter(1)
        self._catalogs: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._following: dict[tuple[object, ...], asyncio.Future[Any]] = {}
        self._one_follows = asyncio.Lock()
        self._writes = 0
        self._calm = asyncio.Event()
        self._calm.set()

    async def read(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await _run(self._readers, partial(function, *args, **kwargs))

    async def write(self, place: tuple[str, str], function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """In the order of the calls for one catalog: waiting here costs less than polling for the lock of the file."""
        self._writes += 1
        self._calm.clear()
        try:
            async with self._catalogs[place]:
                return await _run(self._writers, partial(function, *args, **kwargs))
        finally:
            self._writes -= 1
            if not self._writes:
                self._calm.set()

    async def follow(self, function: Callable[..., R], *args: str) -> R:
        """What the page asks for by itself after a save: one at a time, begun when no save is under way, and only once for all
        who ask before it begins."""
        key = (function, *args)
        if key not in self._following:
            self._following[key] = asyncio.ensure_future(self._follow(key, partial(function, *args)))
        answer: R = await asyncio.shield(self._following[key])
        return answer

    async def _follow(self, key: tuple[object, ...], function: Callable[[], R]) -> R:
        async with self._one_follows:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), _PATIENCE_SECONDS)
            del self._following[key]
            return await _run(self._readers, function)

    async def think(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One at a time: a model uses all cores."""
        return await _run(self._slow, partial(function, *args, **kwargs))


async def _run(limiter: anyio.CapacityLimiter, function: Callable[[], R]) -> R:
    try:
        return await anyio.to_thread.run_sync(function, limiter=limiter)
    except KeyError as error:
        raise UnknownPlace from error
