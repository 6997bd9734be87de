"""The real review server in a process of its own, and a client that speaks HTTP to it."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

from newsl10n.ledger import unit_hash

FLOOD = (
    "# The river is falling\n\n"
    "NEHIRKENT — The river fell by 12 centimeters on Monday, officials said. Some 1,200 people went home.\n\n"
    "“We are **not** afraid,” said Mariam Aziz. See https://example.org/level for the level.\n"
)
"""The article of the ``project`` fixture, for servers that serve a whole module."""


class Answer:
    """Status, headers and body of a response."""

    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """A browser in short: keeps its cookie, and where told so its connection; sends the Origin of its page."""

    def __init__(self, address, cookie="", *, keep=False):
        split = urlsplit(address)
        self.host, self.cookie, self._keep = split.netloc, cookie, keep
        self.opening = f"{split.path}?{split.query}"
        self._connection = http.client.HTTPConnection(split.netloc, timeout=60)

    def sign_in(self):
        """Open the address as the first one."""
        answer = self.get(self.opening)
        assert answer.status == 303, answer.text
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def twin(self, *, keep=False):
        """Another window of the same browser."""
        return Client(f"http://{self.host}/", self.cookie, keep=keep)

    def get(self, path, **headers):
        return self.send("GET", path, None, headers)

    def post(self, path, value=None, **headers):
        given = {"Content-Type": "application/json", "Origin": f"http://{self.host}"} | headers
        return self.send("POST", path, json.dumps({} if value is None else value), given)

    def send(self, method, path, body, headers):
        """``None`` as a header's value leaves it out."""
        given = ({"Cookie": self.cookie} if self.cookie else {}) | headers
        fields = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
        try:
            self._connection.request(method, path, body=body, headers=fields)
            return Answer(self._connection.getresponse())
        finally:
            if not self._keep:
                self.close()

    def close(self):
        self._connection.close()


class Server:
    """``newsl10n review`` in a project folder. ``address``: what it printed."""

    def __init__(self, folder, *words, **variables):
        command = [sys.executable, "-m", "newsl10n", "-C", str(folder), "review", "--no-browser", *map(str, words)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **variables},
        )
        self.address = self.process.stdout.readline().strip()

    def stop(self, how=signal.SIGINT):
        """Exit status and what was printed to standard error."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@contextlib.contextmanager
def serving(folder, *words, **variables):
    """A signed-in client of a server that is stopped in the end."""
    server = Server(folder, *words, **variables)
    try:
        yield Client(server.address).sign_in()
    finally:
        server.stop()


@contextlib.contextmanager
def serving_flood(folder, *words):
    """The same for a project that is made in ``folder``: one small article with an empty Turkish catalog."""
    (folder / "flood.md").write_text(FLOOD, encoding="utf-8")
    variables = {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    command = [sys.executable, "-m", "newsl10n", "-C", str(folder), "extract", "flood.md", "--to", "tr"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **variables})
    with serving(folder, *words, **variables) as client:
        yield client


def units_of(client, place="flood/tr"):
    """Units of an article by source."""
    return {unit["source"]: unit for unit in client.get(f"/api/{place}/article").json["units"]}


def id_of(source):
    return unit_hash((None, source))
