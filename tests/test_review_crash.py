"""The review server is killed while it saves: no file breaks, and what was answered is there."""

import http.client
import signal
import subprocess
import threading

import pytest

from newsl10n.catalog import load_catalog
from newsl10n.ledger import ledger_path, load_ledger
from tests.review_client import Client, Server, units_of

TR = "locales/tr/LC_MESSAGES/flood.po"
ROUNDS = (0.05, 0.11, 0.19, 0.32, 0.51)
"""Seconds of saving before each kill."""


class Writer(threading.Thread):
    """Saves one text after another into some units until the server is gone.

    ``answered``: last text of each source that was answered with 200; ``sent``: the last one sent.
    """

    def __init__(self, client, units, *, label, confirm):
        super().__init__()
        self.client, self.units, self.label, self.confirm = client, units, label, confirm
        self.answered, self.sent, self.refused = {}, {}, []

    def run(self):
        for turn in range(2000):
            for source in list(self.units):
                text = f"{self.label}, {turn}. metin"
                self.sent[source] = text
                try:
                    answer = self.client.post(
                        f"/api/flood/tr/units/{self.units[source]['id']}",
                        {"target": text, "version": self.units[source]["version"], "confirm": self.confirm},
                    )
                except (OSError, http.client.HTTPException):
                    return
                if answer.status != 200:
                    self.refused.append(answer.text)
                    return
                self.units[source] = answer.json
                self.answered[source] = text


def stream_saves(client, label):
    """Three windows that save at once, one of them approvals."""
    units = list(units_of(client).items())
    return [
        Writer(client.twin(keep=True), dict(units[at::3]), label=f"{label}-{at}", confirm=at == 0) for at in range(3)
    ]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_server_leaves_whole_files_with_every_answered_save(project, newsl10n):
    assert newsl10n("extract", "flood.md", "--to", "tr").status == 0
    total = 0
    for number, seconds in enumerate(ROUNDS):
        server = Server(project, "--by", "Leyla")
        writers = stream_saves(Client(server.address).sign_in(), f"tur {number}")
        for writer in writers:
            writer.start()
        killer = threading.Timer(seconds, server.process.kill)
        killer.start()
        for writer in (*writers, killer):
            writer.join()
        server.stop(signal.SIGKILL)
        for writer in writers:
            writer.client.close()
        assert [w.refused for w in writers] == [[], [], []]
        total += check_files(project, writers)
    assert total > 10


def check_files(project, writers):
    """How many units an answered save was found in."""
    checked = subprocess.run(
        ["msgfmt", "--check-format", "-o", "/dev/null", TR], cwd=project, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    units = {u.source: u for u in load_catalog(project / TR).units}
    assert len(units) == 6
    load_ledger(ledger_path(project / TR))
    found = 0
    for writer in writers:
        for source, text in writer.answered.items():
            assert units[source].target in (text, writer.sent[source])
            assert units[source].fuzzy is not writer.confirm
            found += 1
    return found


def test_what_was_answered_is_there_after_a_kill_and_a_new_start(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    server = Server(project, "--by", "Leyla")
    client = Client(server.address).sign_in()
    for source, unit in units_of(client).items():
        place = f"/api/flood/tr/units/{unit['id']}"
        assert client.post(place, {"target": f"({source})", "version": unit["version"], "confirm": True}).status == 200
    server.stop(signal.SIGKILL)
    again = Server(project)
    client = Client(again.address).sign_in()
    units = units_of(client)
    again.stop()
    assert {(u["target"], u["state"], u["reviewer"]) for u in units.values()} == {
        (f"({source})", "reviewed", "Leyla") for source in units
    }


def test_a_stop_in_the_middle_of_saves_finishes_them(project, newsl10n):
    newsl10n("extract", "flood.md", "--to", "tr")
    server = Server(project, "--by", "Leyla")
    writers = stream_saves(Client(server.address).sign_in(), "son")
    for writer in writers:
        writer.start()
    threading.Event().wait(0.4)
    status, err = server.stop(signal.SIGINT)
    for writer in writers:
        writer.join()
        writer.client.close()
    assert (status, "Traceback" in err) == (0, False), err
    assert check_files(project, writers) > 0
