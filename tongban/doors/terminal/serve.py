"""``tongban serve``: the web processes and the relay, as one command."""

import argparse
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from tongban.doors.terminal.starting import start
from tongban.kit import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, with how many processes, and whether the relay runs beside them."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数，默认 2")
    parser.add_argument("--threads", type=int, default=1, help="每个进程的线程数，默认 1：多了只会互相等")
    parser.add_argument("--no-relay", action="store_true", help="不在这里跑传达进程（另用 tongban relay）")


def run(asked: argparse.Namespace) -> int:
    """Serve until a signal comes; the relay ends with the web."""
    from granian import Granian
    from granian.constants import Interfaces

    gather_static()
    count_together()
    relay = None if asked.no_relay else Relay()
    try:
        print(_welcome(asked.host, asked.port), flush=True)
        Granian(
            "tongban.config.wsgi:application",
            address=asked.host,
            port=asked.port,
            interface=Interfaces.WSGI,
            workers=asked.workers,
            blocking_threads=asked.threads,
            backpressure=max(16, asked.threads * 8),
            log_access=False,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if relay is not None:
            relay.stop()
    return 0


def _welcome(host: str, port: int) -> str:
    """The addresses; in a demonstration, the accounts too."""
    site = f"http://{host}:{port}"
    lines = [f"通办已启动：{site}/　按 Ctrl+C 停止。"]
    if environment.switch("TONGBAN_DEMO"):
        lines += [
            f"申请人 {site}/　窗口 {site}/desk/　审批 {site}/office/　接口 {site}/api/v1/openapi.json",
            "演示账号（密码都是 tongban-demo-2026）：申请人 13800000007，窗口 zhuji-12，审批 dazhou-1、benxi-1、zaozhuang-1",
        ]
    return "\n".join(lines)


def gather_static() -> None:
    """Lay style sheets and scripts out for serving, when one of them is newer than what was laid out last."""
    from django.conf import settings

    laid_out = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = (settings.ROOT / "tongban").rglob("static/**/*")
    newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0.0)
    if laid_out.exists() and laid_out.stat().st_mtime >= newest:
        return
    start()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def count_together() -> None:
    """Let the web processes add their counters up (``/metrics``), in a folder that begins empty."""
    from django.conf import settings

    folder = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(Path(settings.VAR) / "metrics")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


class Relay:
    """The relay as a process of its own, started again when it dies."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child = self._spawn()
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """End the relay and wait until it has finished the fact it was at."""
        self._stopping.set()
        self._child.terminate()
        self._child.wait(timeout=30)

    def _spawn(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", "tongban", "relay"], env=os.environ)  # our own word

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self._child.wait()
            if not self._stopping.wait(1.0):
                self._child = self._spawn()
