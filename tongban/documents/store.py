"""Where contents lie: Django's default storage, a local folder or an S3-compatible store, by content.

A content is laid beside the shelf first and moved onto it whole: nothing half-written is ever found under a name.
"""

import errno
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from tongban.kit.blocked import Blocked

log = logging.getLogger(__name__)
NO_ROOM = "现在存不下文件，您填的已经存好。请 10 分钟后再交一次，或到窗口交，也可以打 12345。"
UNREADABLE = "这份文件现在读不出来，请 10 分钟后再试，或打 12345 说明。"


@dataclass(frozen=True, slots=True)
class Laid:
    """A content that has arrived completely and waits to be inspected: its digest, its length in bytes, its place."""

    path: Path
    sha256: str
    size: int


class _Movable(File):
    """A file Django may move instead of copying; moving is what makes the write atomic."""

    def temporary_file_path(self) -> str:
        """Where the content lies now."""
        return str(self.name)


@contextmanager
def lay_down(chunks: Iterable[bytes]) -> Iterator[Laid]:
    """Write the chunks to a passing file while counting and hashing; it is gone afterwards, whatever happens.

    Raises ``Blocked`` when the disk is full.
    """
    path: Path | None = None
    try:
        with _told_when_full(), tempfile.NamedTemporaryFile(dir=_workbench(), delete=False) as file:
            path = Path(file.name)
            digest, size = _copy(chunks, cast(BinaryIO, file))
        yield Laid(path, digest, size)
    finally:
        if path is not None:
            path.unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        file.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def put(name: str, laid: Laid) -> None:
    """Move a content onto the shelf under ``name``, unless it lies there already. Raises ``Blocked`` when it cannot."""
    with _told_when_full():
        if default_storage.exists(name):
            return
        with laid.path.open("rb") as file:
            kept = default_storage.save(name, _Movable(file, name=str(laid.path)))
    if kept != name:  # somebody laid the same content there in this very moment
        default_storage.delete(kept)


def open_content(name: str) -> BinaryIO:
    """The content under ``name``, to be read. Raises ``Blocked`` when the store does not answer or lost it."""
    try:
        return cast(BinaryIO, default_storage.open(name, "rb"))
    except Exception as problem:
        log.exception("content cannot be read", extra={"content": name})
        raise Blocked(UNREADABLE, code="store_unreadable") from problem


def remembered(name: str) -> bytes | None:
    """A derived picture drawn before, or None."""
    try:
        with default_storage.open(name, "rb") as file:
            return cast(bytes, file.read())
    except Exception:  # absent, or the store is out of reach: drawing it again needs neither
        return None


def remember(name: str, content: bytes) -> None:
    """Keep a derived picture for next time; a full disk costs time later, not an answer now."""
    try:
        with lay_down([content]) as laid:
            put(name, laid)
    except Blocked:
        log.warning("derived picture was not kept", extra={"content": name})


# --- taking away ---------------------------------------------------------------------------------------------------
_ASIDE = "aside"  # swept contents lie here for a moment: nothing is gone before it is certain that nobody wants it


@contextmanager
def aside(name: str) -> Iterator[None]:
    """Lay a content aside, let its taker look once more, then drop it. Raises ``Blocked`` when the store does not answer."""
    with _told_when_full():
        if default_storage.exists(name):
            _copied(name, f"{_ASIDE}/{name}")
            default_storage.delete(name)
    yield
    drop_aside(name)


def put_back(name: str) -> None:
    """Move a content that was laid aside onto its shelf again, unless it lies there."""
    with _told_when_full():
        if default_storage.exists(f"{_ASIDE}/{name}"):
            _copied(f"{_ASIDE}/{name}", name)


def drop_aside(name: str) -> None:
    """What was laid aside is gone for good."""
    with _told_when_full():
        default_storage.delete(f"{_ASIDE}/{name}")


def laid_aside() -> list[str]:
    """The names of contents a sweep laid aside and did not come to drop."""
    return [f"{folder}/{name}" for folder in _listed(_ASIDE)[0] for name in _listed(f"{_ASIDE}/{folder}")[1]]


def forget_pictures(name: str) -> None:
    """Drop the pictures that were drawn of a content's pages."""
    folder, _, sha256 = name.rpartition("/")
    for picture in _listed(f"thumbs/{folder}")[1]:
        if picture.startswith(sha256):
            with _told_when_full():
                default_storage.delete(f"thumbs/{folder}/{picture}")


def _copied(name: str, to: str) -> None:
    with default_storage.open(name, "rb") as file, lay_down(file.chunks()) as laid:
        put(to, laid)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _workbench() -> str:
    """On the shelf's own disk when that is local, because only there a move is one step."""
    try:
        beside = Path(default_storage.path(".arriving"))
    except NotImplementedError:
        return str(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    beside.mkdir(parents=True, exist_ok=True)
    return str(beside)


@contextmanager
def _told_when_full() -> Iterator[None]:
    """Turn whatever the store objects with into one sentence for the person, and a line in the log for the operator."""
    try:
        yield
    except (Blocked, GeneratorExit):
        raise
    except Exception as problem:
        full = isinstance(problem, OSError) and problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        log.exception("the store is full" if full else "the store cannot be written")
        raise Blocked(NO_ROOM, code="store_full" if full else "store_unwritable") from problem
