"""Lanes: what follows a save waits for saves, and is done once for all who wait for it."""

import asyncio
import threading

import pytest

from newsl10n.review.lanes import Lanes, UnknownPlace


def test_what_follows_a_save_is_done_once_for_all_who_wait():
    done: list[tuple[str, bool]] = []

    async def ask():
        lanes, saving = Lanes(), threading.Event()
        save = asyncio.create_task(lanes.write(("flood", "tr"), saving.wait, 10))
        await asyncio.sleep(0.05)

        def preview(slug):
            done.append((slug, save.done()))
            return len(done)

        asked = [asyncio.create_task(lanes.follow(preview, slug)) for slug in ("flood", "flood", "bridge", "flood")]
        await asyncio.sleep(0.05)
        assert done == []
        saving.set()
        first = await asyncio.gather(*asked)
        return first, await lanes.follow(preview, "flood")

    assert asyncio.run(ask()) == ([1, 1, 2, 1], 3)
    assert done == [("flood", True), ("bridge", True), ("flood", True)]


def test_what_fails_fails_for_all_who_wait_and_the_next_goes_on():
    async def ask():
        lanes = Lanes()

        def readiness(slug):
            return {"flood": True}[slug]

        asked = [lanes.follow(readiness, slug) for slug in ("no-such", "no-such", "flood")]
        return await asyncio.gather(*asked, return_exceptions=True)

    one, two, three = asyncio.run(ask())
    assert (type(one), type(two), three) == (UnknownPlace, UnknownPlace, True)


def test_saves_of_one_catalog_keep_their_order():
    order: list[int] = []

    async def save():
        lanes = Lanes()
        await asyncio.gather(*(lanes.write(("flood", "tr"), order.append, number) for number in range(20)))

    asyncio.run(save())
    assert order == list(range(20))


@pytest.mark.parametrize("lane", ["read", "think", "follow"])
def test_a_place_that_is_not_there_is_named_so(lane):
    async def ask():
        await getattr(Lanes(), lane)({}.__getitem__, "flood")

    with pytest.raises(UnknownPlace):
        asyncio.run(ask())
