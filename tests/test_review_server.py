"""The review server: pages, the JSON interface, conflicts, and several people at once."""

import json
import os
import signal
import statistics
import subprocess
import threading
import time

import pytest

from newsl10n.catalog import load_catalog
from newsl10n.ledger import ledger_path, load_ledger
from tests.conftest import MODEL
from tests.review_client import Client, Server, id_of, serving, serving_flood, units_of

TR = "locales/tr/LC_MESSAGES/flood.po"
HEADLINE = "The river is falling"
FELL = "The river fell by 12 centimeters on Monday, officials said."
HOME = "Some 1,200 people went home."


@pytest.fixture
def flood(project, newsl10n):
    """A project with an empty Turkish catalog."""
    done = newsl10n("extract", "flood.md", "--to", "tr")
    assert done.status == 0, done.err
    return project


@pytest.fixture
def client(flood):
    with serving(flood, "flood.md", "--to", "tr", "--by", "Leyla") as client:
        yield client


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A folder and a client, for tests that leave the catalog as it is."""
    folder = tmp_path_factory.mktemp("shared")
    with serving_flood(folder, "--by", "Leyla") as client:
        yield folder, client


def stored(folder, source):
    """The unit as the PO file has it."""
    return next(u for u in load_catalog(folder / TR).units if u.source == source)


def save(client, unit, target, **more):
    return client.post(f"/api/flood/tr/units/{unit['id']}", {"target": target, "version": unit["version"], **more})


def test_the_article_comes_with_its_units_in_order(client):
    article = client.get("/api/flood/tr/article").json
    assert [u["source"] for u in article["units"]] == [
        HEADLINE,
        "NEHIRKENT —",
        FELL,
        HOME,
        "“We are **not** afraid,” said Mariam Aziz.",
        "See https://example.org/level for the level.",
    ]
    assert (article["slug"], article["locale"], article["direction"]) == ("flood", "tr", "ltr")
    assert article["units"][0]["state"] == "untranslated"
    assert article["units"][0]["id"] == id_of(HEADLINE)
    assert client.get("/api/flood/tr/stamp").json == {"stamp": article["stamp"]}
    assert client.get("/api/articles").json["rows"][0]["words_left"] == 33


def test_a_save_is_a_draft_in_the_file_and_a_confirmation_is_in_the_ledger(flood, client):
    unit = units_of(client)[HEADLINE]
    saved = save(client, unit, "Nehir alçalıyor")
    assert (saved.status, saved.json["target"], saved.json["state"]) == (200, "Nehir alçalıyor", "edited")
    assert stored(flood, HEADLINE).fuzzy
    confirmed = save(client, saved.json, "Nehir çekiliyor", confirm=True)
    assert (confirmed.status, confirmed.json["state"], confirmed.json["reviewer"]) == (200, "reviewed", "Leyla")
    assert (stored(flood, HEADLINE).target, stored(flood, HEADLINE).fuzzy) == ("Nehir çekiliyor", False)
    assert load_ledger(ledger_path(flood / TR)).entries[unit["id"]].review.by == "Leyla"


def test_an_old_version_is_a_conflict_that_shows_both_texts(flood, client):
    unit = units_of(client)[HEADLINE]
    assert save(client, unit, "Nehir alçalıyor").status == 200
    refused = save(client, unit, "Irmak alçalıyor")
    assert refused.status == 409
    assert (refused.json["mine"], refused.json["unit"]["target"]) == ("Irmak alçalıyor", "Nehir alçalıyor")
    assert stored(flood, HEADLINE).target == "Nehir alçalıyor"
    assert save(client, unit, "Irmak alçalıyor", overwrite=True).status == 200
    assert stored(flood, HEADLINE).target == "Irmak alçalıyor"


@pytest.mark.parametrize(
    "command",
    [
        ["sed", "-i", "s/Nehir alçalıyor/Nehir duruldu/", TR],
        ["msgattrib", "--clear-fuzzy", "--no-wrap", "-o", TR, TR],
    ],
    ids=["sed", "msgattrib"],
)
def test_a_change_underneath_is_noticed(flood, client, command):
    unit = save(client, units_of(client)[HEADLINE], "Nehir alçalıyor").json
    before = client.get("/api/flood/tr/stamp").json
    subprocess.run(command, cwd=flood, check=True)
    theirs = stored(flood, HEADLINE)
    assert client.get("/api/flood/tr/stamp").json != before
    refused = save(client, unit, "Nehir iniyor")
    assert (refused.status, refused.json["unit"]["target"]) == (409, theirs.target)
    assert stored(flood, HEADLINE).target == theirs.target


def test_live_findings_change_nothing(shared):
    flood, client = shared
    before = (flood / TR).read_bytes()
    found = client.post(
        f"/api/flood/tr/units/{id_of(FELL)}/check", {"target": "Yetkililer nehrin 21 santimetre alçaldığını söyledi."}
    )
    assert found.status == 200
    assert any(f["rule"].startswith("number") for f in found.json["findings"])
    assert (flood / TR).read_bytes() == before


def test_joining_and_splitting_change_both_units(flood, client):
    units = units_of(client)
    save(client, units[FELL], "Nehir 12 santimetre alçaldı.")
    save(client, units[HOME], "Yaklaşık 1.200 kişi döndü.")
    joined = client.post(f"/api/flood/tr/units/{units[HOME]['id']}/join")
    assert [u["target"] for u in joined.json["units"]] == [
        "Nehir 12 santimetre alçaldı. Yaklaşık 1.200 kişi döndü.",
        "\u2934",
    ]
    assert joined.json["units"][1]["joined"] is True
    split = client.post(f"/api/flood/tr/units/{units[HOME]['id']}/split")
    assert split.json["units"][1]["target"] == ""
    assert client.post(f"/api/flood/tr/units/{units[HEADLINE]['id']}/join").status == 422


def test_comments_and_ignored_findings_stand_in_the_file(flood, client):
    unit = id_of(HEADLINE)
    assert client.post(f"/api/flood/tr/units/{unit}/comment", {"text": "Is it one river?\r\nAsk Omar."}).json[
        "comments"
    ] == ["Is it one river?", "Ask Omar."]
    assert client.post(f"/api/flood/tr/units/{unit}/ignore", {"rule": "length", "reason": "a headline"}).status in (
        200,
        422,
    )
    assert client.post(f"/api/flood/tr/units/{unit}/ignore", {"rule": "no-such", "reason": ""}).status == 422
    assert stored(flood, HEADLINE).comments[:2] == ("Is it one river?", "Ask Omar.")


def test_clean_units_are_approved_together_and_changed_ones_left(flood, client):
    units = units_of(client)
    first, second = (
        save(client, units[HEADLINE], "Nehir alçalıyor").json,
        save(client, units[HOME], "Yaklaşık 1.200 kişi evine döndü.").json,
    )
    save(client, second, "Yaklaşık 1.200 kişi geri döndü.")
    done = client.post("/api/flood/tr/approve-clean", {"units": [[u["id"], u["version"]] for u in (first, second)]})
    assert [u["source"] for u in done.json["units"]] == [HEADLINE]
    assert stored(flood, HOME).fuzzy


def test_publishing_is_refused_with_a_list_until_nothing_blocks(example):
    with serving(example, "karsu-bridge", "--to", "tr", "--by", "Leyla") as client:
        place = "/api/karsu-bridge/tr"
        assert client.get(f"{place}/readiness").json == {"ready": True, "blocking": []}
        unit = client.get(f"{place}/article").json["units"][5]
        changed = client.post(
            f"{place}/units/{unit['id']}", {"target": unit["target"] + " ", "version": unit["version"]}
        )
        assert changed.json["state"] == "edited"
        refused = client.post(f"{place}/publish")
        assert (refused.status, len(refused.json["units"])) == (409, 1)
        client.post(
            f"{place}/units/{unit['id']}",
            {"target": unit["target"], "version": changed.json["version"], "confirm": True},
        )
        published = client.post(f"{place}/publish")
        assert published.status == 200, published.text
        assert (example / published.json["path"]).read_text("utf-8").startswith("<!DOCTYPE html>")


def test_an_approval_needs_a_name_that_is_asked_once(flood, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NEWSL10N_REVIEWER", raising=False)
    with serving(flood) as client:
        unit = units_of(client)[HEADLINE]
        refused = save(client, unit, "Nehir alçalıyor", confirm=True)
        assert (refused.status, refused.json["need"]) == (422, "reviewer")
        assert client.post("/api/reviewer", {"name": "  Leyla\nDemir "}).json == {"name": "Leyla Demir"}
        assert save(client, unit, "Nehir alçalıyor", confirm=True).json["reviewer"] == "Leyla Demir"
    with serving(flood) as client:
        assert client.get("/api/reviewer").json == {"name": "Leyla Demir"}


@pytest.mark.parametrize(
    "path, status",
    [
        ("/", 200),
        ("/a/flood/tr", 200),
        ("/a/flood/TR", 200),
        ("/preview/flood/tr", 200),
        ("/static/review.css", 200),
        ("/a/drought/tr", 404),
        ("/a/flood/ar", 404),
        ("/a/flood/klingon", 404),
        ("/a/..%2f..%2fetc/tr", 404),
        ("/a/%2e%2e/tr", 404),
        ("/a/a..b/tr", 404),
        ("/static/..%2fdesk.py", 404),
        ("/static/%2e%2e", 404),
        ("/static/review.py", 404),
        ("/api/flood/tr/nothing", 404),
        ("/api/drought/tr/article", 404),
        ("/api/..%2f..%2fflood/tr/article", 404),
        ("/login", 404),
        ("/favicon.ico", 404),
    ],
)
def test_addresses(shared, path, status):
    assert shared[1].get(path).status == status


@pytest.mark.parametrize("unit", ["0" * 16, "..", "%2e%2e%2fflood", "g" * 16, "1" * 400])
def test_an_unknown_unit_is_not_found(shared, unit):
    _, client = shared
    for what in ("", "/check", "/comment"):
        body = {"": {"target": "a", "version": "b"}, "/check": {"target": "a"}, "/comment": {"text": "a"}}[what]
        assert client.post(f"/api/flood/tr/units/{unit}{what}", body).status == 404


@pytest.mark.parametrize(
    "body, status",
    [
        ("", 400),
        ("[1]", 400),
        ("[" * 100_000, 400),
        ('{"target": "a"}', 400),
        ('{"target": 1, "version": "a"}', 400),
        ('{"target": "a", "version": "a", "confirm": 1}', 400),
        ('{"target": "a", "version": "a", "by": "somebody else"}', 400),
        ('{"target": "a\\u0000", "version": "a"}', 422),
        ('{"target": "a\\ud800", "version": "a"}', 422),
        (json.dumps({"target": "a" * 100_001, "version": "a"}), 422),
        (b'{"target": "\xff", "version": "a"}', 400),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_one_line(shared, body, status):
    flood, client = shared
    before = (flood / TR).read_bytes()
    headers = {"Content-Type": "application/json", "Origin": f"http://{client.host}"}
    answer = client.send("POST", f"/api/flood/tr/units/{id_of(HEADLINE)}", body, headers)
    assert answer.status == status, answer.text
    assert "\n" not in answer.json["error"]
    assert (flood / TR).read_bytes() == before


def test_a_broken_catalog_is_reported_and_the_server_goes_on(flood, client):
    good = (flood / TR).read_text(encoding="utf-8")
    (flood / TR).write_text(good + '\n<<<<<<< HEAD\nmsgid "x\n', encoding="utf-8")
    broken = client.get("/api/flood/tr/article")
    assert broken.status == 500
    assert "flood.po:" in broken.json["error"]
    (flood / TR).write_text(good, encoding="utf-8")
    assert client.get("/api/flood/tr/article").status == 200


def test_two_people_at_one_unit_cannot_both_win(flood, client):
    unit = units_of(client)[HEADLINE]
    answers = []

    def write(other, text):
        answers.append((save(other, unit, text).status, text))

    both = [
        threading.Thread(target=write, args=(client.twin(), text)) for text in ("Nehir alçalıyor", "Irmak alçalıyor")
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(status for status, _ in answers) == [200, 409]
    assert stored(flood, HEADLINE).target == dict(answers)[200]


def test_two_servers_at_once_lose_nothing(flood):
    sources = {"first": (HEADLINE, HOME), "second": (FELL, "NEHIRKENT —")}

    def work(client, mine):
        units = units_of(client)
        for turn in range(12):
            for source in mine:
                saved = save(client, units[source], f"{turn}. metin")
                assert saved.status == 200, saved.text
                units[source] = saved.json

    with serving(flood, "--by", "Leyla") as first, serving(flood, "--by", "Omar") as second:
        threads = [
            threading.Thread(target=work, args=(client, mine))
            for client, mine in ((first, sources["first"]), (second, sources["second"]))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {stored(flood, s).target for pair in sources.values() for s in pair} == {"11. metin"}


def test_no_answer_waits_for_an_acknowledgement(shared):
    """With Nagle's algorithm on, every answer on a kept connection would take 40 ms."""
    window = shared[1].twin(keep=True)
    times = []
    for _ in range(40):
        start = time.perf_counter()
        window.get("/api/flood/tr/stamp")
        times.append(time.perf_counter() - start)
    window.close()
    assert statistics.median(times) < 0.03


def test_a_slow_alternative_does_not_hold_up_a_save(flood):
    (flood / "newsl10n.toml").write_text(f'model = "{MODEL}"\n', encoding="utf-8")
    found = []
    with serving(flood, "--by", "Leyla") as client:
        unit = units_of(client)[FELL]
        slow = threading.Thread(
            target=lambda: found.append(client.twin().get(f"/api/flood/tr/units/{unit['id']}/alternatives"))
        )
        slow.start()
        assert save(client, unit, "Nehir 12 santimetre alçaldı.").status == 200
        assert slow.is_alive()
        slow.join()
    assert found[0].status == 200, found[0].text
    assert {a["origin"] for a in found[0].json["alternatives"]} == {"machine"}


def test_an_approval_on_the_command_line_meets_an_edit_on_the_page(flood, client, newsl10n):
    unit = save(client, units_of(client)[HEADLINE], "Nehir alçalıyor").json
    assert "approved 1" in newsl10n("approve", "flood.md", "--to", "tr", "--by", "Omar", "--with-findings").out
    refused = save(client, unit, "Nehir çekildi")
    assert (refused.status, refused.json["unit"]["state"], refused.json["unit"]["reviewer"]) == (
        409,
        "reviewed",
        "Omar",
    )


def test_ctrl_c_finishes_what_is_under_way_and_says_where_it_is(flood):
    server = Server(flood, "--by", "Leyla")
    client = Client(server.address).sign_in()
    unit = units_of(client)[HEADLINE]
    done = []
    thread = threading.Thread(target=lambda: done.append(save(client, unit, "Nehir alçalıyor")))
    thread.start()
    thread.join()
    status, err = server.stop(signal.SIGINT)
    assert (status, done[0].status) == (0, 200)
    assert f"everything is saved in {flood}" in err
    assert "Traceback" not in err
    assert stored(flood, HEADLINE).target == "Nehir alçalıyor"


def test_the_address_leads_to_the_article_where_one_catalog_fits(flood, newsl10n):
    newsl10n("extract", "flood.md", "--to", "ar")
    for words, path in (
        (("flood.md", "--to", "tr"), "/a/flood/tr"),
        (("flood", "--to", "AR"), "/a/flood/ar"),
        (("flood.md",), "/"),
        ((), "/"),
    ):
        server = Server(flood, *words)
        assert Client(server.address).opening.startswith(f"{path}?token="), words
        assert server.stop()[0] == 0


def test_a_server_that_was_started_in_the_background_hears_the_first_signal(flood):
    """Shells start background jobs with SIGINT ignored: only a handler of ours hears it, so it is there before the address is."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(3):
            server = Server(flood)
            assert server.stop()[0] == 0
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    "words, message",
    [
        (("drought.md",), "no catalog of drought.md"),
        (("flood.md", "--to", "xx"), "unknown locale"),
        (("--port", "1"), "cannot listen"),
        (("--host", "0.0.0.0"), "--password-file"),
    ],
)
def test_what_cannot_start_says_why(flood, newsl10n, words, message):
    if words == ("--port", "1") and os.geteuid() == 0:
        blocker = Server(flood)
        words = ("--port", Client(blocker.address).host.rpartition(":")[2])
    done = newsl10n("review", "--no-browser", *words)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    if words[0] == "--port" and os.geteuid() == 0:
        blocker.stop()
