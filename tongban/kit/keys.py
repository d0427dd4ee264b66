"""The node's own secrets: made once at first start, kept in files only the node's user can read."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Secrets of one node: ``web`` signs cookies, ``sealing`` encrypts personal data, ``index`` makes blind indexes."""

    web: str
    sealing: bytes
    index: bytes


def key_ring(folder: Path) -> KeyRing:
    """Read the node's secrets from ``folder``, making those that are not there yet (256 bits each, mode 0600)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return KeyRing(
        web=_secret(folder / "web"),
        sealing=bytes.fromhex(_secret(folder / "sealing")),
        index=bytes.fromhex(_secret(folder / "index")),
    )


def _secret(path: Path) -> str:
    """The secret in the file; of two processes that start together, both read the one that was written first."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.write_text(secrets.token_hex(32))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
