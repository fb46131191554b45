"""A line to the engine that can fail: a real HTTP server that hands requests on, or answers as one sick."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import urllib3


class Fault(Enum):
    CUT = "the connection breaks before the request arrives"
    LOST = "the request arrives, its answer does not"


@dataclass(slots=True)
class Trouble:
    """What happens to requests whose path holds a word, once `after` of them went through.

    `what` is a fault, a status to answer with, a body to answer with, or something to do first.
    """

    word: str
    what: Fault | int | dict[str, Any] | Callable[[], object]
    after: int = 0


class Line(ThreadingHTTPServer):
    """Listens on a free port of this machine; `url` is its address."""

    daemon_threads = True

    def __init__(self, engine: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine, self.pool = engine.rstrip("/"), urllib3.PoolManager()
        self.troubles: list[Trouble] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def trouble(
        self, word: str, what: Fault | int | dict[str, Any] | Callable[[], object], after: int = 0
    ) -> None:
        self.troubles.append(Trouble(word, what, after))

    def mend(self) -> None:
        self.troubles.clear()

    def trouble_for(self, path: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.word in path:
                trouble.after -= 1
                if trouble.after < 0:
                    return trouble
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        line = cast(Line, self.server)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        trouble = line.trouble_for(self.path)
        what = trouble.what if trouble else None
        if what is Fault.CUT:
            self.close_connection = True
        elif isinstance(what, int):
            self._answer(what, b"{}")
        elif isinstance(what, dict):
            self._answer(200, json.dumps(what).encode())
        else:
            if callable(what):
                what()
            self._hand_on(line, body, lose_answer=what is Fault.LOST)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - names of the base class

    def _hand_on(self, line: Line, body: bytes, *, lose_answer: bool) -> None:
        kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        answer = line.pool.request(self.command, line.engine + self.path, body=body, headers=kind)
        if lose_answer:
            self.close_connection = True
        else:
            self._answer(answer.status, answer.data)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
