"""The index on disk: one folder a node, many readers, one writer at a time. Losing it loses nothing.

A folder holds builds, each an index of its own, and ``current``, the name of the build in use. A change of a few items is
written into the build in use; a new build stands beside the old one until it is whole. Every build says of which catalogue
and which edition it is, so that nobody trusts one that belongs to something else.
"""

import fcntl
import json
import logging
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tantivy

from tongban.catalogue.finding.entries import Entry, entry_kept

FORM = 5  # of what is kept in an index: raised when the code keeps something else
_STAMP = "="  # the slug of the document that says which edition a build holds
_HEAP = 64_000_000
_STALE = 3600.0  # seconds after which an unfinished build is nobody's

log = logging.getLogger("tongban.finding")


class Damaged(Exception):
    """The index cannot be trusted: it is gone, cut short, or of something else."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which catalogue (``began``) and which of its editions (``number``)."""

    began: int
    number: int
    form: int = FORM


class DiskShelf:
    """One build, open for reading. Entries once read stay ready until it is opened anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _or_damaged(path):
            self._index = tantivy.Index.open(str(path))
            self._index.config_reader("manual")
            self.reload()

    def reload(self) -> None:
        """Look at what was written last. Raises Damaged."""
        with _or_damaged(self.path):
            self._index.reload()
            self._searcher = self._index.searcher()
            self._files = _signature(self.path)
            self._read: dict[tuple[int, int], Entry] = {}
            self.stamp = self._stamp()

    def _stamp(self) -> Stamp:
        kept = self._kept(_STAMP)
        if kept is None:
            raise Damaged(f"{self.path} says of no edition")
        return Stamp(**json.loads(kept))

    def _kept(self, slug: str) -> bytes | None:
        query = tantivy.Query.term_query(self._index.schema, "slug", slug)
        found = self._searcher.search(query, 1, count=False).hits
        return bytes(self._searcher.doc(found[0][1])["kept"][0]) if found else None

    def check(self) -> None:
        """Raises Damaged when a file that is being read was cut, changed or taken away: reading on could end the process."""
        now = _signature(self.path)
        if any(now.get(name) != seen for name, seen in self._files.items() if name in now) or not now:
            raise Damaged(f"{self.path} was changed under the reader")

    # --- as a shelf ------------------------------------------------------------------------------------------------
    @property
    def size(self) -> int:
        """How many entries there are."""
        return max(0, int(self._searcher.num_docs) - 1)

    def frequency(self, part: str) -> int:
        """By how many entries a part is known."""
        return int(self._searcher.doc_freq("parts", part))

    def recall(self, parts: Collection[str], limit: int) -> list[Entry]:
        """The entries known by most of these parts, not yet judged."""
        schema, should = self._index.schema, tantivy.Occur.Should
        terms = [(should, tantivy.Query.term_query(schema, "parts", part, "freq")) for part in sorted(parts)]
        if not terms:
            return []
        found = self._searcher.search(tantivy.Query.boolean_query(terms), limit, count=False).hits
        return [self._entry(address) for _, address in found]

    def _entry(self, address: Any) -> Entry:
        place = (address.segment_ord, address.doc)
        if place not in self._read:
            self._read[place] = entry_kept(bytes(self._searcher.doc(address)["kept"][0]))
        return self._read[place]

    def one(self, slug: str) -> Entry | None:
        """The entry of an item or 一件事."""
        kept = self._kept(slug)
        return entry_kept(kept) if kept else None

    # --- writing ---------------------------------------------------------------------------------------------------
    def write(self, entries: Iterable[Entry], gone: Collection[str], stamp: Stamp) -> None:
        """Put these in place of what was known of them, and the stamp with them, in one commit."""
        with _or_damaged(self.path):
            _write(self._index, entries, gone, stamp)
        self.reload()


class Folder:
    """A node's index folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self) -> DiskShelf:
        """The build in use. Raises Damaged."""
        with _or_damaged(self._path):
            name = (self._path / "current").read_text(encoding="ascii").strip()
            return DiskShelf(self._path / name)

    def in_use(self) -> str:
        """The name of the build in use; empty where there is none."""
        with suppress(OSError, UnicodeDecodeError):
            return (self._path / "current").read_text(encoding="ascii").strip()
        return ""

    def build(self, entries: Iterable[Entry], stamp: Stamp) -> DiskShelf:
        """A new build, whole before anybody reads it; the older ones are cleared away."""
        name = f"{stamp.number}-{os.getpid()}-{time.monotonic_ns()}"
        path = self._path / name
        path.mkdir(parents=True)
        _write(tantivy.Index(_schema(), path=str(path)), entries, (), stamp)
        pointer = self._path / f"current.{os.getpid()}"
        pointer.write_text(name, encoding="ascii")
        pointer.replace(self._path / "current")
        self._clear(name)
        return DiskShelf(path)

    def _clear(self, name: str) -> None:
        for other in self._path.iterdir():
            if other.is_dir() and other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether we are the one writer now; false while another process of this node writes."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("parts", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


def _write(index: Any, entries: Iterable[Entry], gone: Collection[str], stamp: Stamp) -> None:
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for slug in (_STAMP, *gone):
        writer.delete_documents_by_term("slug", slug)
    for entry in entries:
        parts = " ".join(sorted(entry.parts | entry.inner))
        writer.add_document(tantivy.Document(slug=entry.slug, parts=parts, kept=entry.kept()))
    writer.add_document(tantivy.Document(slug=_STAMP, kept=json.dumps(asdict(stamp)).encode()))
    writer.commit()
    writer.wait_merging_threads()


def _signature(path: Path) -> dict[str, tuple[int, int]]:
    """Size and time of the files that are read; what the engine keeps for itself changes as it likes."""
    with os.scandir(path) as files:
        seen = {
            one.name: one.stat() for one in files if not one.name.startswith(".") and not one.name.endswith(".json")
        }
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in seen.items()}


@contextmanager
def _or_damaged(path: Path) -> Iterator[None]:
    """Whatever the engine says, even that it panicked, means: this build is not to be used."""
    try:
        yield
    except Damaged:
        raise
    except (OSError, ValueError, KeyError, IndexError, TypeError, UnicodeDecodeError) as error:
        raise Damaged(f"{path}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged(f"{path}: {error}") from None
