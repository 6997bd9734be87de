"""The review server against other sites, other programs and hostile bytes."""

import contextlib
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from newsl10n.errors import UsageError
from newsl10n.review.security import Place, is_loopback, is_own_host
from newsl10n.review.server import ServeOptions, choose_password
from newsl10n.review.sessions import Sessions
from tests.review_client import Client, Server, id_of, serving_flood, units_of

HEADLINE = "The river is falling"
UNIT = f"/api/flood/tr/units/{id_of(HEADLINE)}"
TR = "locales/tr/LC_MESSAGES/flood.po"
PASSWORD = "a password of some length"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "a\u202eb\u2066c",
    "\u2028\u2029",
)


@pytest.fixture
def flood(project, newsl10n):
    """A project with an empty Turkish catalog."""
    assert newsl10n("extract", "flood.md", "--to", "tr").status == 0
    return project


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    with serving_flood(folder, "--by", "Leyla") as client:
        yield folder, client


@pytest.fixture
def client(shared):
    return shared[1]


@pytest.fixture
def catalog(shared):
    """The bytes of the PO file must stay as they are."""
    path = shared[0] / TR
    before = path.read_bytes()
    yield
    assert path.read_bytes() == before


def edit(client, **headers):
    return client.post(UNIT, {"target": "Nehir", "version": "?", "overwrite": True}, **headers)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "127.0.0.1",
        "localhost:1",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:{port}@evil.example",
        "",
        "[::1",
        "2130706433:{port}",
    ],
)
def test_another_host_name_is_refused(catalog, client, host):
    port = client.host.rpartition(":")[2]
    for path in ("/", "/api/flood/tr/article", "/static/review.css"):
        assert client.get(path, Host=host.format(port=port)).status in (400, 421)
    assert edit(client, Host=host.format(port=port), Origin=f"http://{host.format(port=port)}").status in (400, 421)


def test_localhost_is_the_same_page(client):
    port = client.host.rpartition(":")[2]
    assert client.get("/api/flood/tr/stamp", Host=f"localhost:{port}").status == 200
    assert edit(client, Host=f"localhost:{port}", Origin=f"http://localhost:{port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": None, "Sec-Fetch-Site": "same-site"},
        {"Origin": None, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_a_write_from_another_origin_is_refused(catalog, client, headers):
    assert edit(client, **headers).status == 403


def test_a_write_without_origin_counts_where_the_browser_vouches_for_it(client):
    assert edit(client, **{"Origin": None, "Sec-Fetch-Site": "same-origin"}).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_data_is_not_read_by_another_site(client, site):
    for path in ("/api/flood/tr/article", "/preview/flood/tr"):
        assert client.get(path, **{"Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/jsonp"],
)
def test_another_content_type_is_refused(catalog, client, kind):
    assert edit(client, **{"Content-Type": kind}).status == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(catalog, client, method):
    for path in ("/", UNIT):
        answer = client.send(method, path, None, {"Origin": f"http://{client.host}"})
        assert answer.status == 405
        assert "access-control-allow-origin" not in answer.headers
    assert client.get(UNIT).status == 405
    assert client.post("/api/flood/tr/article").status == 405


@pytest.mark.parametrize(
    "path",
    ["/", "/a/flood/tr", "/preview/flood/tr", "/api/flood/tr/article", "/api/reviewer", "/?token=", "/?token=guessed"],
)
@pytest.mark.parametrize("cookie", [None, "newsl10n=x", "{name}=", "{name}=guessed"])
def test_without_a_session_there_is_nothing(client, path, cookie):
    name = client.cookie.partition("=")[0]
    stranger = Client(f"http://{client.host}/", (cookie or "").format(name=name))
    answer = stranger.get(path)
    assert answer.status == 403
    assert "flood" not in answer.text
    assert edit(stranger).status == 403


def test_the_token_works_once(flood):
    server = Server(flood)
    try:
        first, second = Client(server.address), Client(server.address)
        assert first.get("/?token=wrong").status == 403
        first.sign_in()
        assert second.get(second.opening).status == 403
        again = first.get(first.opening)
        assert (again.status, again.headers["location"], again.headers["set-cookie"]) == (303, "/", None)
        assert first.get("/").status == 200
    finally:
        server.stop()


def test_a_link_from_another_site_opens_the_page_without_a_redirect(flood):
    """Chromium keeps a Strict cookie back on redirects that began elsewhere."""
    server = Server(flood, "flood.md", "--to", "tr")
    try:
        client = Client(server.address)
        answer = client.get(client.opening, **{"Sec-Fetch-Site": "cross-site"})
        assert answer.status == 200
        assert 'content="0;url=/a/flood/tr"' in answer.text
        assert "SameSite=Strict" in answer.headers["set-cookie"]
    finally:
        server.stop()


def test_the_cookie_is_strict_and_unreadable_to_scripts(flood):
    server = Server(flood)
    try:
        client = Client(server.address)
        port = client.host.rpartition(":")[2]
        cookie = client.get(client.opening).headers["set-cookie"]
        assert re.fullmatch(rf"newsl10n-{port}=[\w-]{{43}}; Path=/; HttpOnly; SameSite=Strict", cookie)
    finally:
        server.stop()


def test_a_token_never_redirects_to_another_site(flood):
    server = Server(flood)
    try:
        client = Client(server.address)
        token = client.opening.partition("?")[2]
        for path in ("//evil.example/", "/%2fevil.example/", "/\\evil.example", "/a/flood/tr%0d%0aX:y"):
            answer = client.send("GET", f"{path}?{token}", None, {})
            assert (answer.status, answer.headers["location"]) == (403, None), path
    finally:
        server.stop()


PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "path",
    ["/", "/a/flood/tr", "/api/flood/tr/article", "/static/review.css", "/nothing", "/preview/flood/tr", "/?token=x"],
)
def test_every_answer_carries_the_headers(client, path):
    for who in (client, Client(f"http://{client.host}/")):
        headers = who.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert headers["server"] is None
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        if path != "/preview/flood/tr":
            assert policy == PAGE


def test_the_preview_may_do_nothing_but_use_its_own_style(client):
    answer = client.get("/preview/flood/tr")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        r"frame-ancestors 'self'; sandbox",
        answer.headers["content-security-policy"],
    )


def test_hostile_text_is_inert_wherever_it_is_shown(client):
    unit = units_of(client)[HEADLINE]
    for payload in PAYLOADS:
        saved = client.post(UNIT, {"target": payload, "version": unit["version"], "overwrite": True})
        assert (saved.status, saved.json["target"]) == (200, payload)
        client.post(f"{UNIT}/comment", {"text": payload})
        client.post("/api/reviewer", {"name": payload.replace("\u2028", "x").replace("\u2029", "x")})
        for path in ("/", "/a/flood/tr", "/preview/flood/tr"):
            page = client.get(path)
            assert page.status == 200
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
            assert not re.search(r"<[^>]*\bonerror=", page.text)
        block = re.search(
            r'<script type="application/json" id="article">(.*?)</script>', client.get("/a/flood/tr").text, re.DOTALL
        )
        article = json.loads(block[1])
        assert next(u["target"] for u in article["units"] if u["source"] == HEADLINE) == payload
        assert client.get("/api/flood/tr/article").headers["content-type"] == "application/json"


def test_the_errors_of_the_interface_do_not_echo_markup(client):
    answer = client.post(UNIT, {"target": "a", "version": "a", "<img src=x onerror=alert(1)>": 1})
    assert (answer.status, answer.headers["content-type"]) == (400, "application/json")


def body_of(size):
    return json.dumps({"target": "a" * size, "version": "x"}).encode()


def chunks(data):
    for start in range(0, len(data), 65536):
        yield data[start : start + 65536]


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("size, status", [(1_000_000, 422), (2_000_001, 413), (5_000_000, 413)])
def test_a_large_body_is_refused(catalog, client, chunked, size, status):
    body = body_of(size)
    headers = {"Content-Type": "application/json", "Origin": f"http://{client.host}"}
    answer = client.send("POST", UNIT, chunks(body) if chunked else body, headers)
    assert (answer.status, list(answer.json)) == (status, ["error"])


def test_an_endless_body_is_cut_off(catalog, client):
    host, port = client.host.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as raw:
        raw.sendall(
            f"POST {UNIT} HTTP/1.1\r\nHost: {client.host}\r\nCookie: {client.cookie}\r\nOrigin: http://{client.host}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        assert send_chunks(raw, most=200_000_000) < 60_000_000
    assert client.twin().get("/api/flood/tr/stamp").status == 200


def send_chunks(raw, *, most):
    """Bytes sent before the other side hung up."""
    sent = 0
    with contextlib.suppress(OSError):
        while sent < most:
            raw.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")
            sent += 65536
    return sent


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_malformed_requests_get_nothing(client, raw):
    host, port = client.host.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(raw.replace(b"{host}", client.host.encode()))
        status = int(connection.recv(4096).split(b" ", 2)[1])
    assert status in (400, 403, 421)


def test_only_loopback_listens(client):
    port = int(client.host.rpartition(":")[2])
    # 127.0.0.2 is an address of this machine too, and another one than 127.0.0.1: a server that listens everywhere would answer.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=2):
        pass


@pytest.mark.parametrize(
    "host, loopback",
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.8.8.8", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_what_counts_as_loopback(host, loopback):
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    "host, listens, own",
    [
        ("127.0.0.1:80", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("LOCALHOST:80", "127.0.0.1", True),
        ("192.0.2.7:80", "127.0.0.1", False),
        ("192.0.2.7:80", "0.0.0.0", True),
        ("news.example:80", "0.0.0.0", False),
        ("news.example:80", "news.example", True),
        ("evil.example:80", "news.example", False),
        ("[::1]:80", "::1", True),
        ("[2001:db8::1]:80", "::", True),
    ],
)
def test_which_host_names_are_ours(host, listens, own):
    assert is_own_host(host, Place(listens, 80)) is own


@pytest.fixture
def password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def test_other_machines_are_let_in_only_with_a_password(password_file):
    assert choose_password(ServeOptions()) == ""
    assert choose_password(ServeOptions(host="0.0.0.0", known=True, password_file=password_file)) == PASSWORD
    for options in (
        ServeOptions(host="0.0.0.0"),
        ServeOptions(host="0.0.0.0", known=True),
        ServeOptions(host="0.0.0.0", password_file=password_file),
    ):
        with pytest.raises(UsageError, match="other machines"):
            choose_password(options)
    password_file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        choose_password(ServeOptions(host="0.0.0.0", known=True, password_file=password_file))
    password_file.write_text("short", encoding="utf-8")
    password_file.chmod(0o600)
    with pytest.raises(UsageError, match="fewer than 12"):
        choose_password(ServeOptions(host="0.0.0.0", known=True, password_file=password_file))


def log_in(client, password, **headers):
    given = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{client.host}"} | headers
    return client.send("POST", "/login", f"password={password}".replace(" ", "+"), given)


def test_a_password_lets_others_in_and_guessing_ends(flood, password_file):
    server = Server(flood, "--host", "0.0.0.0", "--i-know", "--password-file", password_file, "--by", "Leyla")
    try:
        guest, guesser = Client(server.address), Client(server.address)
        turned = guest.get("/a/flood/tr")
        assert (turned.status, turned.headers["location"]) == (303, "/login")
        assert guest.get("/api/flood/tr/article").status == 403
        form = guest.get("/login")
        assert "form-action 'self'" in form.headers["content-security-policy"]
        assert form.headers["referrer-policy"] == "same-origin"
        assert log_in(guest, PASSWORD, Origin="http://evil.example").status == 403
        inside = log_in(guest, PASSWORD)
        assert (inside.status, inside.headers["location"]) == (303, "/")
        guest.cookie = inside.headers["set-cookie"].partition(";")[0]
        assert guest.get("/api/reviewer").json == {"name": ""}
        assert guest.post("/api/reviewer", {"name": "Omar"}).json == {"name": "Omar"}
        owner = Client(server.address).sign_in()
        assert owner.get("/api/reviewer").json == {"name": "Leyla"}
        assert [log_in(guesser, f"guess {n}").status for n in range(7)] == [403] * 5 + [429] * 2
        assert log_in(guesser, PASSWORD).status == 429
        assert guest.get("/api/reviewer").status == 200
    finally:
        server.stop()


def test_wrong_passwords_count_for_a_minute_and_an_address(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    sessions = Sessions(password=PASSWORD)
    for _ in range(5):
        assert sessions.log_in("wrong", address="192.0.2.1") is None
    assert sessions.log_in(PASSWORD, address="192.0.2.1") is None
    assert sessions.log_in(PASSWORD, address="192.0.2.2") is not None
    now[0] += 61
    assert sessions.log_in(PASSWORD, address="192.0.2.1") is not None


def test_without_a_password_nobody_logs_in():
    assert Sessions().log_in("", address="127.0.0.1") is None


def test_missing_packages_are_named(flood):
    """Starlette is hidden from the interpreter, as where the extra was not installed."""
    code = (
        "import sys; sys.modules['starlette'] = None; from newsl10n.cli import main; main(['review', '--no-browser'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=flood, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 2
    assert "pip install 'newsl10n[review]'" in done.stderr


def test_a_slow_request_does_not_hold_up_the_others(client):
    """A connection that sends nothing more stays alone with its wait."""
    host, port = client.host.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(f"POST {UNIT} HTTP/1.1\r\nHost: {client.host}\r\n".encode())
        assert client.get("/api/flood/tr/stamp").status == 200


CHROMIUM = Path("/usr/bin/chromium")
in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium; apt-get install chromium"),
]


@pytest.fixture
def page():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=str(CHROMIUM))
        yield browser.new_page()
        browser.close()


@pytest.fixture
def other_site():
    """A web server under another host name; its page is a link to whatever it is told."""

    class Page(http.server.BaseHTTPRequestHandler):
        target = ""

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<a href="{Page.target}">Review</a>'.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Page, f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join()


class TestInChromium:
    pytestmark = in_chromium

    def test_a_link_on_another_site_opens_the_page(self, flood, page, other_site):
        site, address = other_site
        server = Server(flood, "flood.md", "--to", "tr")
        try:
            site.target = server.address
            page.goto(address)
            page.click("a")
            page.wait_for_url("**/a/flood/tr")
            assert "The river is falling" in page.title()
            assert page.evaluate("document.cookie") == ""
        finally:
            server.stop()

    def test_a_guest_signs_in_with_the_password(self, flood, page, password_file):
        server = Server(flood, "--host", "0.0.0.0", "--i-know", "--password-file", password_file)
        try:
            page.goto(f"http://{Client(server.address).host}/")
            page.fill("#password", "not the password")
            page.click("button")
            assert page.text_content("[role=alert]") == "That was not the password."
            page.fill("#password", PASSWORD)
            page.click("button")
            page.wait_for_url("**/")
            assert page.text_content("h1") == "Articles"
        finally:
            server.stop()
