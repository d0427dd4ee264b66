"""A crowd of clients: keep-alive connections that send, wait, and note how long each answer took."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

PROCESSES = 2
MARK = b"@@@@@@@@@@@@"


@dataclass(slots=True)
class Heard:
    """What came back: seconds per answer, and the first answer that was not well."""

    took: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    wrong: int = 0
    first_wrong: str = ""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.took) / self.elapsed if self.elapsed else 0.0

    def percentile(self, share: float) -> float:
        """The time, in milliseconds, within which this share of the answers came."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Client:
    """One connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Send, and read the whole answer: its status and its body."""
        self._socket.sendall(wire)
        seen = b""
        while b"\r\n\r\n" not in seen:
            seen += self._more()
        head, _, body = seen.partition(b"\r\n\r\n")
        length = _length(head)
        while len(body) < length:
            body += self._more()
        return int(head[9:12]), body

    def _more(self) -> bytes:
        got = self._socket.recv(65536)
        if not got:
            raise ConnectionError("the server closed the connection")
        return got


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def press(port: int, wires: list[bytes], *, clients: int, seconds: float, once: bool = False) -> Heard:
    """Let so many clients send these requests in turn for so long, or each ``once``. A mark becomes a fresh number each time."""
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[Heard] = context.Queue()
    each = max(1, clients // PROCESSES)
    crowd = [
        context.Process(target=_some, args=(answers, port, wires[part::PROCESSES] or wires, each, seconds, once, part))
        for part in range(min(PROCESSES, clients))
    ]
    for part in crowd:
        part.start()
    heard = [answers.get() for _ in crowd]
    for part in crowd:
        part.join()
    first_wrong = next((one.first_wrong for one in heard if one.first_wrong), "")
    took = [second for one in heard for second in one.took]
    return Heard(took, max(one.elapsed for one in heard), sum(one.wrong for one in heard), first_wrong)


def _some(
    answers: "multiprocessing.Queue[Heard]",
    port: int,
    wires: list[bytes],
    clients: int,
    seconds: float,
    once: bool,
    part: int,
) -> None:
    heard = Heard()
    fresh = count(part * 10**9 + int(time.time()) % 10**5 * 10**4)
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_one, args=(heard, port, wires[number::clients] or wires, until, once, fresh))
        for number in range(clients)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard.elapsed = time.monotonic() - started
    answers.put(heard)


def _one(heard: Heard, port: int, wires: list[bytes], until: float, once: bool, fresh: Iterator[int]) -> None:
    client = Client(port)
    place = 0
    while (now := time.monotonic()) < until and not (once and place >= len(wires)):
        wire = wires[place % len(wires)]
        place += 1
        status, body = client.ask(wire.replace(MARK, b"%012d" % next(fresh)))
        heard.took.append(time.monotonic() - now)
        if status >= 400 or status in {301, 302}:
            heard.wrong += 1
            heard.first_wrong = heard.first_wrong or f"{status} {body[:300].decode(errors='replace')}"
