"""Servers on this computer that fail the way the real ones do."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_DRIPS = 100
Behaviour = Callable[["_Handler"], None]


def answer(document: object, status: int = 200, **headers: str) -> Behaviour:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()

    def behave(handler: "_Handler") -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def hang_up_before_the_answer(handler: "_Handler") -> None:
    handler.close_connection = True


def hang_up_in_the_body(handler: "_Handler") -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"errcode":')


def never_answer(handler: "_Handler") -> None:
    handler.server.patience.wait(10)  # type: ignore[attr-defined]


def drip_heads(handler: "_Handler") -> None:
    """A byte now and then, for five seconds: no single wait is ever too long."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(_DRIPS):
            handler.server.patience.wait(0.05)  # type: ignore[attr-defined]
            handler.wfile.write(b"x")
        handler.server.robot.waited_for = True  # type: ignore[attr-defined]


@dataclass
class RobotServer:
    """Answers in the order of its script, the last one for ever.

    Attributes:
        waited_for: Whether somebody listened to the end of what came a byte at a time.
    """

    url: str = ""
    script: list[Behaviour] = field(default_factory=list)
    requests: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)
    waited_for: bool = False


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        robot: RobotServer = self.server.robot  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        robot.requests.append((self.path, json.loads(body), len(body)))
        behave = robot.script.pop(0) if len(robot.script) > 1 else robot.script[0]
        behave(self)

    def log_message(self, *_: Any) -> None:
        pass


def _with_a_certificate_that_nobody_trusts(listener: socket.socket) -> socket.socket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    return context.wrap_socket(listener, server_side=True)


@contextmanager
def robot_server(*script: Behaviour, path: str = "/send?key=s3cret", untrusted: bool = False) -> Iterator[RobotServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        if untrusted:
            server.socket = _with_a_certificate_that_nobody_trusts(server.socket)
        server.daemon_threads = False
        server.patience = threading.Event()  # type: ignore[attr-defined]
        server.robot = RobotServer(  # type: ignore[attr-defined]
            f"http{'s' if untrusted else ''}://127.0.0.1:{server.server_address[1]}{path}", list(script)
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.robot  # type: ignore[attr-defined]
        finally:
            server.patience.set()  # type: ignore[attr-defined]
            server.shutdown()
            thread.join()


HANG_UP = "hang up"
SILENCE = "say nothing"
DRIP = "say it a sign at a time"


@dataclass
class MailServer:
    """A small SMTP server; ``replies`` differ at a stage: connect, EHLO, AUTH, MAIL, RCPT <address>, DATA, END."""

    port: int = 0
    replies: dict[str, str] = field(default_factory=dict)
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    connections: int = 0
    extensions: Sequence[str] = ("AUTH PLAIN LOGIN",)


_USUAL = {"connect": "220 hello", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "END": "250 taken",
          "AUTH": "235 welcome", "RSET": "250 ok", "NOOP": "250 ok", "QUIT": "221 bye"}  # fmt: skip


class _Session:
    def __init__(self, server: MailServer, connection: socket.socket, stop: threading.Event) -> None:
        self.server, self.connection, self.stop = server, connection, stop
        self.to = ""

    def reply(self, stage: str, address: str = "") -> bool:
        """Answer; whether the talk goes on."""
        said = self.server.replies.get(f"{stage} {address}" if address else stage) or self.server.replies.get(
            stage, _USUAL.get(stage, "500 what?")
        )
        if said == SILENCE:
            self.stop.wait(10)
            return False
        if said == HANG_UP:
            return False
        if said == DRIP:
            said = _USUAL[stage]
            for _ in range(_DRIPS):
                self.connection.sendall(b"2")
                self.stop.wait(0.05)
        self.connection.sendall(f"{said}\r\n".encode())
        return not said.startswith("421")

    def run(self) -> None:
        with self.connection, self.connection.makefile("rb") as lines:
            if not self.reply("connect"):
                return
            for line in lines:
                words = line.decode("ascii", "replace").strip()
                self.server.lines.append(words)
                if not self.answer(words, lines):
                    return

    def answer(self, words: str, lines: Any) -> bool:
        verb = words.partition(" ")[0].upper()
        if verb == "EHLO" and "EHLO" not in self.server.replies:
            offered = ["hello", *self.server.extensions]
            text = "".join(f"250{'-' if each != offered[-1] else ' '}{each}\r\n" for each in offered)
            self.connection.sendall(text.encode())
            return True
        if verb == "RCPT":
            self.to = words.partition("<")[2].partition(">")[0]
            return self.reply("RCPT", self.to)
        if verb == "DATA":
            return self.take(lines) if self.reply("DATA") and "DATA" not in self.server.replies else True
        return self.reply(verb) and verb != "QUIT"

    def take(self, lines: Any) -> bool:
        letter = b""
        for line in lines:
            if line == b".\r\n":
                self.server.letters.append((self.to, letter))
                return self.reply("END", self.to)
            letter += line[1:] if line.startswith(b".") else line
        return False


@contextmanager
def mail_server(*, untrusted: bool = False, **replies: str) -> Iterator[MailServer]:
    stop, threads = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(listener.getsockname()[1], dict(replies))
        listener.settimeout(0.02)

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                connection.settimeout(10)
                if untrusted:
                    with suppress(OSError):
                        _with_a_certificate_that_nobody_trusts(connection).close()
                    connection.close()
                    continue
                server.connections += 1
                session = threading.Thread(target=_quietly, args=(_Session(server, connection, stop),))
                threads.append(session)
                session.start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()
            for session in threads:
                session.join()


def _quietly(session: _Session) -> None:
    with suppress(OSError):
        session.run()
