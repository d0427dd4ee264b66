"""A server of its own for the bench, ready when it answers."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tongban.doors.terminal.bench.crowd import Client, request


@contextmanager
def served(workers: int) -> Iterator[int]:
    """The port of a server with so many web processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tongban", "serve", "--no-relay", "--port", str(port)]
    server = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL)
    try:
        wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait(port: int, patience: float = 20.0) -> None:
    """Until the server answers; ends the bench when it does not."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            status, _ = Client(port).ask(request("GET", "/healthz", {}))
        except OSError:
            status = 0
        if status == 200:
            return
        time.sleep(0.05)
    raise SystemExit(f"服务器 {patience:.0f} 秒内没有就绪。")
