"""A crowd of clients: keep-alive connections that send, wait, and note how long each answer took.

All of them live in one process and one thread, around one selector: the crowd shares the machine with what it measures, and
a thread for each client would take more of it than the server's answers do.
"""

import selectors
import socket
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import count

MARK = b"@@@@@@@@@@@@"


@dataclass(slots=True)
class Heard:
    """What came back: seconds per answer, and the first answer that was not well."""

    took: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    wrong: int = 0
    first_wrong: str = ""

    def note_wrong(self, words: str) -> None:
        """Count an answer that was not well; the first is kept in words."""
        self.wrong += 1
        self.first_wrong = self.first_wrong or words

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


Talk = Generator[bytes, tuple[int, bytes], None]
"""One client's side: it gives a request, is handed the answer (status and body), and gives the next, until it has no more."""


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._seen = b""
        self._end = 0
        self._whole = 0

    def send(self, wire: bytes) -> None:
        """Send one request."""
        self._seen, self._end, self._whole = b"", 0, 0
        self.socket.sendall(wire)

    def receive(self) -> tuple[int, bytes] | None:
        """Take what has come; the status and the body once all of it is there. Raises ConnectionError when it was cut."""
        got = self.socket.recv(262144)
        if not got:
            raise ConnectionError("the server closed the connection")
        self._seen += got
        if not self._whole and (end := self._seen.find(b"\r\n\r\n")) >= 0:
            self._end = end + 4
            self._whole = self._end + _length(self._seen[:end])
        if not self._whole or len(self._seen) < self._whole:
            return None
        return int(self._seen[9:12]), self._seen[self._end : self._whole]


class Client(Connection):
    """One connection that waits for its answers."""

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Send, and read the whole answer: its status and its body."""
        self.send(wire)
        while (answer := self.receive()) is None:
            pass
        return answer


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def press(port: int, wires: list[bytes], *, clients: int, seconds: float, once: bool = False) -> Heard:
    """Let so many clients send these requests in turn for so long, or each ``once``. A mark becomes a fresh number each time."""
    heard, fresh = Heard(), count(time.time_ns() // 1000 % 10**12)
    until = time.monotonic() + seconds
    talks = [_press(heard, wires[number::clients] or wires, until, once, fresh) for number in range(clients)]
    converse(port, talks, heard)
    return heard


def _press(heard: Heard, wires: list[bytes], until: float, once: bool, fresh: Iterator[int]) -> Talk:
    place = 0
    while (asked := time.monotonic()) < until and not (once and place >= len(wires)):
        wire = wires[place % len(wires)]
        place += 1
        status, body = yield wire.replace(MARK, b"%012d" % next(fresh))
        heard.took.append(time.monotonic() - asked)
        if status >= 400 or status in {301, 302}:
            heard.note_wrong(f"{status} {body[:300].decode(errors='replace')}")


def converse(port: int, talks: list[Talk], heard: Heard) -> None:
    """Lead all the talks side by side, each over a connection of its own, until the last has no more to ask."""
    began = time.monotonic()
    with selectors.DefaultSelector() as waiting:
        for talk in talks:
            connection = Connection(port)
            if _say(connection, talk, None):
                waiting.register(connection.socket, selectors.EVENT_READ, (connection, talk))
        while waiting.get_map():
            for key, _ in waiting.select():
                connection, talk = key.data
                answer = connection.receive()
                if answer is not None and not _say(connection, talk, answer):
                    waiting.unregister(connection.socket)
                    connection.socket.close()
    heard.elapsed = time.monotonic() - began


def _say(connection: Connection, talk: Talk, answer: tuple[int, bytes] | None) -> bool:
    """Hand the answer over and send what is asked next; False when nothing more is."""
    try:
        connection.send(next(talk) if answer is None else talk.send(answer))
    except StopIteration:
        return False
    return True
