"""A server that plays data.gouv.fr: the list of resources in pages, the files with ranges, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

DATASET = "5eebbc067a14b6fecc9c9976"
#: Called with the handler instead of the right answer.
Fault = Callable[["Handler"], None]


class Publisher:
    """What is published, what was asked, and the faults to come; `address` is that of the site."""

    def __init__(self) -> None:
        self.resources: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.always: dict[str, Fault] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.largest_page = 3
        self.address = ""
        self.closing = threading.Event()

    def publish(self, name: str, content: bytes, **stated: Any) -> str:
        """Add a file at the head of the list; `stated` overrides what the list says of it. Returns its path."""
        path = f"/fichiers/{hashlib.md5(content).hexdigest()[:8]}/{name}"
        self.files[path] = content
        entry = {
            "id": hashlib.md5(name.encode()).hexdigest(),
            "title": name,
            "format": "zip",
            "type": "main",
            "url": self.address + path,
            "filesize": len(content),
            "checksum": {"type": "sha1", "value": hashlib.sha1(content).hexdigest()},
            "last_modified": f"2026-11-21T02:00:{len(self.resources):02}.000000+00:00",
        }
        self.resources.insert(0, entry | stated)
        return path

    def fail(self, path: str, *faults: Fault) -> None:
        """Answer the next requests of a path with these faults, one each."""
        self.faults[path] += faults

    def requests(self, path: str) -> list[Mapping[str, str]]:
        """The headers of the requests for a path so far."""
        return [headers for asked, headers in self.asked if urlsplit(asked).path == path]

    @property
    def listing(self) -> str:
        """The path of the list of resources."""
        return f"/api/2/datasets/{DATASET}/resources/"


class Handler(BaseHTTPRequestHandler):
    """One request to the publisher."""

    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def do_GET(self) -> None:
        publisher, path = self.publisher, urlsplit(self.path).path
        publisher.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        waiting = publisher.faults[path]
        fault = waiting.pop(0) if waiting else publisher.always.get(path)
        if fault is not None:
            fault(self)
        elif path == publisher.listing:
            self.send_listing()
        elif path in publisher.files:
            self.send_file(publisher.files[path])
        else:
            self.send(404, b"{}")

    def send_listing(self) -> None:
        """One page, and the address of the next."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        page, size = int(asked["page"]), min(int(asked["page_size"]), self.publisher.largest_page)
        found = [
            each for each in self.publisher.resources if asked.get("q", "").lower() in each["title"].lower()
        ]
        here = f"{self.publisher.address}{self.publisher.listing}?page_size={size}&q={asked.get('q', '')}"
        body = {
            "data": found[(page - 1) * size : page * size],
            "next_page": f"{here}&page={page + 1}" if page * size < len(found) else None,
            "page": page,
            "total": len(found),
        }
        self.send(200, json.dumps(body).encode(), {"content-type": "application/json"})

    def send_file(self, content: bytes, *, length: int | None = None) -> None:
        """The file, or the part that is asked for; `length` announces more than is sent, as a cut line does."""
        etag = f'"{hashlib.md5(content).hexdigest()}"'
        wanted = self.headers.get("range")
        headers = {"etag": etag, "accept-ranges": "bytes"}
        if wanted and self.headers.get("if-range", etag) == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(content):
                self.send(416, b"", {"content-range": f"bytes */{len(content)}"})
                return
            headers["content-range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self.send(206, content[start:], headers, length)
        else:
            self.send(200, content, headers, length)

    def send(
        self, status: int, body: bytes, headers: Mapping[str, str] | None = None, length: int | None = None
    ) -> None:
        """An answer; only the first `length` bytes of the body are sent before the line is cut."""
        self.send_response_only(status)
        for key, value in {"content-length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body if length is None else body[:length])
        if length is not None:
            self.close_connection = True

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the tests look at what was asked."""


def cut(after: int) -> Fault:
    """The right answer, cut after some bytes."""

    def fault(handler: Handler) -> None:
        path = urlsplit(handler.path).path
        if path == handler.publisher.listing:
            handler.send(200, b'{"data": [' + b" " * 5000, length=after)
        else:
            handler.send_file(handler.publisher.files[path], length=after)

    return fault


def busy(status: int, **headers: str) -> Fault:
    """An answer of this status without content."""
    return lambda handler: handler.send(
        status, b"", {key.replace("_", "-"): value for key, value in headers.items()}
    )


def silent(handler: Handler) -> None:
    """No answer until the server closes."""
    handler.publisher.closing.wait(30)
    handler.close_connection = True


def without_range(handler: Handler) -> None:
    """The whole file, whatever part was asked for."""
    handler.send(200, handler.publisher.files[handler.path])


def redirect(to: str) -> Fault:
    """A redirection."""
    return lambda handler: handler.send(302, b"", {"location": to})


@contextmanager
def server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server in a thread; gives its address."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


@contextmanager
def publishing() -> Iterator[Publisher]:
    """The publisher, served while the block runs."""
    publisher = Publisher()
    with server(type("Publishing", (Handler,), {"publisher": publisher})) as address:
        publisher.address = address
        try:
            yield publisher
        finally:
            publisher.closing.set()
