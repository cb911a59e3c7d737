"""What stands between: proxies of the environment, and networks that lead nowhere."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from passerelles.errors import UpdateError
from passerelles.update import Patience
from passerelles.update.client import Client
from tests.update.data_gouv import Publisher, server
from tests.update.exports import archive, name


class Proxy(BaseHTTPRequestHandler):
    """A proxy that notes what it is asked for, and passes it on."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(self.path) as answer:
            body = answer.read()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.asked.append(self.path)
        self.send_error(403)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def ask(url: str, patience: Patience) -> object:
    with Client(patience) as client:
        return client.json(url)


def test_the_proxy_of_the_environment_is_used_but_where_it_is_not_wanted(
    publisher: Publisher, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(name("RNCP", "2026-11-21"), archive("RNCP", "2026-11-21", ()))
    url = f"{publisher.address}{publisher.listing}?page=1&page_size=10"
    asked: list[str] = []
    with server(type("Recording", (Proxy,), {"asked": asked})) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        through = ask(url, patience)
        assert asked == [url]
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert ask(url, patience) == through and asked == [url]


def test_a_proxy_that_refuses_is_told(patience: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    with server(type("Refusing", (Proxy,), {"asked": asked})) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        with pytest.raises(UpdateError, match="serveur mandataire"):
            ask("https://www.data.gouv.fr/", patience)
    assert asked == ["www.data.gouv.fr:443"]


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://moi:secret@127.0.0.1:{closed_port()}")
    with pytest.raises(UpdateError, match=r"par le mandataire 127\.0\.0\.1") as told:
        ask("https://www.data.gouv.fr/", patience)
    assert "secret" not in str(told.value)


def test_a_proxy_of_an_unknown_kind_is_told(patience: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    with pytest.raises(UpdateError, match="ALL_PROXY"):
        ask("https://www.data.gouv.fr/", patience)


def test_no_network_is_told_at_once_with_what_to_do(patience: Patience, pauses: list[float]) -> None:
    with pytest.raises(UpdateError, match="refuse la connexion") as told:
        ask(f"http://127.0.0.1:{closed_port()}/", patience)
    assert "HTTPS_PROXY" in str(told.value) and "n’a pas changé" in str(told.value)
    with pytest.raises(UpdateError, match="relié à Internet"):
        ask("http://nulle-part.invalid/", patience)
    assert pauses == []


def test_a_network_that_comes_back_is_waited_for(
    publisher: Publisher, patience: Patience, pauses: list[float]
) -> None:
    """Once the server has answered, a refused connection may pass."""
    with Client(patience) as client:
        client.json(f"{publisher.address}{publisher.listing}?page=1&page_size=1")
        with pytest.raises(UpdateError, match="4 fois"):
            client.json(f"http://127.0.0.1:{closed_port()}/")
    assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("url", ["http://", "http://[::1", "file:///etc/passwd"])
def test_an_address_that_is_none_is_told(url: str, patience: Patience) -> None:
    with pytest.raises(UpdateError, match="https://"):
        ask(url, patience)


def test_a_certificate_that_nobody_vouches_for_is_told(
    tmp_path: Path, patience: Patience, pauses: list[float]
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl n’est pas installé")
    key, certificate = tmp_path / "cle.pem", tmp_path / "certificat.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    http = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    http.socket = context.wrap_socket(http.socket, server_side=True)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with pytest.raises(UpdateError, match="certificat TLS") as told:
            ask(f"https://127.0.0.1:{http.server_address[1]}/", patience)
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
    assert "SSL_CERT_FILE" in str(told.value) and pauses == []


def test_a_certificate_file_that_is_not_there_is_told(
    patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/absent/certificat.pem")
    with pytest.raises(UpdateError, match="SSL_CERT_FILE"):
        ask("https://www.data.gouv.fr/", patience)
