"""Time of the review page's server over loopback: opening an article, saving a sentence, checking one while it is typed.

    python benchmarks/review_speed.py [--sentences N ...] [--saves N]

``save``: one draft right after the other. ``confirm``: the same, approved. ``paused``: a second after the last answer, as people save.
``busy``: while the same page asks for its preview and for what still blocks, over and over.

The article is made here from our own sentence patterns, always the same, every sentence with a target of its own. The server is the
real one in a process of its own; a save goes through the lock of the catalog and two fsyncs, as it does for a reviewer.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PATTERNS = (
    ("The council of {place} counted {n} letters that it never answered.", "{place} meclisi yanıtlamadığı {n} mektup saydı."),
    ("Officials in {place} said on Monday that {n} people had left the valley.", "{place} yetkilileri pazartesi günü {n} kişinin vadiden ayrıldığını söyledi."),
    ("A teacher from {place} told reporters that {n} pupils stayed.", "{place} kentinden bir öğretmen gazetecilere {n} öğrencinin kaldığını anlattı."),
    ("The bridge near {place} carries {n} trucks a day.", "{place} yakınındaki köprüden günde {n} kamyon geçiyor."),
)  # fmt: skip
PLACES = ("Karsu", "Selvi", "Old Port", "North Hill", "Demirkapi")
TARGETS = {"open": 1500.0, "save": 50.0, "confirm": 50.0, "paused": 50.0}
"""Milliseconds of the task: an article of 2,000 segments opens, a save comes back."""
COLUMNS = ("open", "article", "save", "confirm", "paused", "busy", "check")
PAUSED = 12
"""Saves with a pause, and saves while the preview is made."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, nargs="*", default=[30, 300, 2000])
    parser.add_argument("--saves", type=int, default=60)
    options = parser.parse_args()
    late = []
    print("sentences  page KB " + "".join(f"{name:>16}" for name in COLUMNS) + "   [median / p95 ms]", flush=True)
    for count in options.sentences:
        with tempfile.TemporaryDirectory() as folder:
            make_project(Path(folder), count)
            times = measure(Path(folder), options.saves)
        shown = [f"{statistics.median(times[name]):.1f} / {_p95(times[name]):.1f}" for name in COLUMNS]
        print(f"{count:>9} {times['size'][0] / 1000:>8.0f} " + "".join(f"{text:>16}" for text in shown), flush=True)
        late += [f"{count}: {name}" for name, limit in TARGETS.items() if statistics.median(times[name]) > limit]
    print("within the targets" if not late else f"slower than the targets: {', '.join(late)}")
    return 1 if late else 0


def make_project(folder: Path, count: int) -> None:
    """An article of ``count`` sentences in paragraphs of four, and its Turkish catalog with a fuzzy target everywhere."""
    pairs = [_pair(number) for number in range(count - 1)]
    paragraphs = [" ".join(source for source, _ in pairs[at : at + 4]) for at in range(0, len(pairs), 4)]
    (folder / "long.md").write_text("# The long story\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "newsl10n", "-C", str(folder), "extract", "long.md", "--to", "tr"]
    subprocess.run(command, check=True, capture_output=True, env=_variables(folder))
    path = folder / "locales/tr/LC_MESSAGES/long.po"
    text = path.read_text(encoding="utf-8")
    for source, target in pairs:
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'#, fuzzy\nmsgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")


def measure(folder: Path, saves: int) -> dict[str, list[float]]:
    """Milliseconds of each round trip; the first request of a kind, which finds nothing warm, counts only for ``open``."""
    command = [sys.executable, "-m", "newsl10n", "-C", str(folder), "review", "--no-browser", "--by", "Benchmark"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=_variables(folder)
    ) as server:
        assert server.stdout is not None
        address = urlsplit(server.stdout.readline().strip())
        connection = http.client.HTTPConnection(address.netloc, timeout=60)
        try:
            return _measure(connection, address.netloc, f"{address.path}?{address.query}", saves)
        finally:
            connection.close()
            server.send_signal(signal.SIGINT)


def _measure(connection: http.client.HTTPConnection, host: str, opening: str, saves: int) -> dict[str, list[float]]:
    connection.request("GET", opening)
    response = connection.getresponse()
    response.read()
    cookie = response.headers["set-cookie"].partition(";")[0]
    fields = {"Cookie": cookie, "Origin": f"http://{host}", "Content-Type": "application/json"}
    times: dict[str, list[float]] = {name: [] for name in COLUMNS}

    def ask(name: str, method: str, path: str, value: object = None) -> bytes:
        start = time.perf_counter()
        connection.request(method, path, None if value is None else json.dumps(value), fields)
        answer = connection.getresponse()
        body = answer.read()
        times[name].append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, body
        return body

    def save(name: str, unit: dict[str, Any], target: str, **more: object) -> dict[str, Any]:
        body = {"target": target, "version": unit["version"], **more}
        saved: dict[str, Any] = json.loads(ask(name, "POST", f"/api/long/tr/units/{unit['id']}", body))
        return saved

    size = 0
    for _ in range(5):
        size = len(ask("open", "GET", "/a/long/tr"))
        units = json.loads(ask("article", "GET", "/api/long/tr/article"))["units"]
    places = [1 + number * (len(units) - 1) // saves for number in range(saves)]
    drafts = {at: save("save", units[at], units[at]["target"] + f" {at}") for at in places}
    for at in places:
        units[at] = save("confirm", drafts[at], units[at]["target"], confirm=True)
    for at in range(2, 2 + PAUSED):
        time.sleep(1)
        units[at] = save("paused", units[at], units[at]["target"] + " x")
        ask("check", "POST", f"/api/long/tr/units/{units[at]['id']}/check", {"target": units[at]["target"] + "."})
    with _asking(host, fields, "/preview/long/tr", "/api/long/tr/readiness"):
        for at in range(2, 2 + PAUSED):
            time.sleep(0.3)
            units[at] = save("busy", units[at], units[at]["target"] + " y")
    return {**times, "size": [float(size)]}


@contextmanager
def _asking(host: str, fields: dict[str, str], *paths: str) -> Iterator[None]:
    """Something asks for each of these paths, one after the other, until the end."""
    done = threading.Event()

    def ask() -> None:
        connection = http.client.HTTPConnection(host, timeout=60)
        while not done.is_set():
            for path in paths:
                connection.request("GET", path, None, fields)
                connection.getresponse().read()
        connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        done.set()
        asking.join()


def _pair(number: int) -> tuple[str, str]:
    source, target = PATTERNS[number % len(PATTERNS)]
    values = {"place": PLACES[number % len(PLACES)], "n": number + 11}
    return source.format(**values), target.format(**values)


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _variables(folder: Path) -> dict[str, str]:
    return {**os.environ, "XDG_STATE_HOME": str(folder / "state")}


if __name__ == "__main__":
    sys.exit(main())
