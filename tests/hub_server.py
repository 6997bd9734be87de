"""A model hub on loopback: what huggingface.co answers for one repository, and the ways in which it can go wrong."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".spm", ".model")
"""Files that the hub keeps in large-file storage."""


@dataclass
class Hub:
    """The repository served and what is wrong with it. Mutated by tests between requests.

    ``cut``: file name -> how many more answers end after three quarters of the bytes. ``failing``: file -> HTTP status. ``corrupt``: files
    whose bytes are not those that the metadata describe. ``missing``: files listed but not there. ``log``: one line a request.
    """

    folder: Path
    hub_id: str
    sha: str = "c0ffee" + "0" * 34
    cut: dict[str, int] = field(default_factory=dict)
    failing: dict[str, int] = field(default_factory=dict)
    corrupt: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    url: str = ""

    def files(self) -> list[str]:
        """Names in the repository."""
        return sorted(p.name for p in self.folder.iterdir() if p.is_file() and p.name not in self.left_out)

    def data(self, name: str) -> bytes:
        """The bytes as published."""
        return (self.folder / name).read_bytes()


@contextmanager
def serve_hub(hub: Hub) -> Iterator[Hub]:
    """Run the hub on a free port of loopback."""

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        hub, path = self.hub, unquote(urlsplit(self.path).path)
        hub.log.append(f"{self.command} {path} {self.headers.get('Range', '')}".strip())
        api = re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/(revision|tree)/(.+))?", path)
        file = re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        match = api or file
        if match is None or match[1] != hub.hub_id:
            self._error(404, "RepoNotFound")
        elif (match[3 if api else 2] or "main") not in ("main", hub.sha):
            self._error(404, "RevisionNotFound")
        elif api:
            self._json(self._tree() if api[2] == "tree" else self._info())
        elif file:
            self._file(file[3], body=body)

    def _info(self) -> dict[str, Any]:
        siblings = [
            {
                "rfilename": f["path"],
                **{k: v for k, v in f.items() if k not in ("path", "oid", "type")},
                "blobId": f["oid"],
            }
            for f in self._tree()
        ]
        for sibling in siblings:
            if "lfs" in sibling:
                sibling["lfs"] = {"sha256": sibling["lfs"]["oid"], "size": sibling["size"], "pointerSize": 134}
        return {
            "_id": "0", "id": self.hub.hub_id, "modelId": self.hub.hub_id, "sha": self.hub.sha, "private": False, "downloads": 1,
            "likes": 0, "tags": [], "siblings": siblings, "cardData": {"license": "cc-by-4.0"},
        }  # fmt: skip

    def _tree(self) -> list[dict[str, Any]]:
        entries = []
        for name in self.hub.files():
            data = self.hub.data(name)
            entry: dict[str, Any] = {"type": "file", "path": name, "size": len(data), "oid": git_oid(data)}
            if name.endswith(LARGE):
                entry["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
            entries.append(entry)
        return entries

    def _file(self, name: str, *, body: bool) -> None:
        hub = self.hub
        if name in hub.missing or name not in hub.files():
            self._error(404, "EntryNotFound")
            return
        if body and name in hub.failing:
            self._error(hub.failing[name], "")
            return
        published = hub.data(name)
        data = bytes([published[0] ^ 1]) + published[1:] if name in hub.corrupt else published
        etag = hashlib.sha256(published).hexdigest() if name.endswith(LARGE) else git_oid(published)
        ranged = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(ranged[1]) if ranged else 0
        self.send_response(206 if ranged else 200)
        self.send_header("X-Repo-Commit", hub.sha)
        self.send_header("ETag", f'"{etag}"')
        if name.endswith(LARGE):
            self.send_header("X-Linked-Etag", f'"{etag}"')
            self.send_header("X-Linked-Size", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        if ranged:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        if body:
            self._send(name, data[start:])

    def _send(self, name: str, data: bytes) -> None:
        if self.hub.cut.get(name, 0) > 0:
            self.hub.cut[name] -= 1
            self.wfile.write(data[: len(data) * 3 // 4])
            self.close_connection = True
        else:
            self.wfile.write(data)

    def _json(self, value: object) -> None:
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _error(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()


def git_oid(data: bytes) -> str:
    """Git's name for a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
