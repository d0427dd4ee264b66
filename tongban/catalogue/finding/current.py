"""The shelf to search now: up to date within a second of any publishing, in every process, and always there.

Each process asks four times a second which edition the catalogue is in: one row. Whoever first sees a new one, and is alone
in writing, brings the node's folder up to date; the others open it again. While there is no index that can be trusted the
items and 一件事 themselves, as the database has them, answer from memory.
"""

import hashlib
import logging
import threading
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tongban.catalogue.finding.gathering import gather
from tongban.catalogue.finding.memory import MemoryShelf, Shelf
from tongban.catalogue.finding.shelf import FORM, Damaged, DiskShelf, Folder, Stamp
from tongban.catalogue.models import BundleVersion, Edition, ItemVersion, Synonym
from tongban.catalogue.models.finding import WHOLE

_PAUSE = 0.25  # seconds between looks at the edition
_AT_ONCE = 20_000  # versions up to which an index is rebuilt while the question waits
_NEWS = 500  # changed slugs up to which a build is changed; beyond, it is built anew

log = logging.getLogger("tongban.finding")


def edition() -> Stamp:
    """The catalogue's edition now: what people last did, or the last version that has begun since by itself."""
    found = Edition.objects.filter(slug=WHOLE).values_list("began", "number").first()
    if found is None:
        return Stamp(0, 0)
    began, number = found
    return Stamp(began, max([number, *(_microseconds(each) for each in _begun(number).values())]))


def _begun(after: int) -> dict[str, datetime]:
    """What has come into force by itself after an edition: slugs, each with the second it began."""
    since, now = datetime.fromtimestamp(after / 1_000_000, tz=UTC), timezone.now()
    rows = [
        *ItemVersion.objects.filter(in_force_at__gt=since, in_force_at__lte=now).values_list(
            "item__slug", "in_force_at"
        ),
        *BundleVersion.objects.filter(in_force_at__gt=since, in_force_at__lte=now).values_list(
            "bundle__slug", "in_force_at"
        ),
    ]
    return {slug: at for slug, at in rows if at}


def _microseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


class Current:
    """What one process searches in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._building: threading.Thread | None = None
        self.forget()

    def forget(self) -> None:
        """Look at everything anew."""
        self._disk: DiskShelf | None = None
        self._looked = 0.0
        self._edition = Stamp(0, 0)
        self._memory.cache_clear()

    def shelf(self) -> Shelf:
        """Where to search now."""
        now = time.monotonic()
        if now - self._looked >= _PAUSE and self._lock.acquire(blocking=False):
            try:
                self._look()
                self._looked = now
            finally:
                self._lock.release()
        return self._sound() or self._memory(self._edition)

    def hurry(self) -> None:
        """Bring the index up to date now, so that the others only need to open it again."""
        self._looked = 0.0
        self.shelf()

    def stamp(self) -> Stamp:
        """The edition last looked at."""
        return self._edition

    def _sound(self) -> DiskShelf | None:
        """The open build, if its files are as they were when it was opened."""
        disk = self._disk
        try:
            if disk:
                disk.check()
        except (Damaged, OSError):
            log.warning("search index damaged, rebuilding", exc_info=True)
            self._disk, self._looked = None, 0.0
            return None
        return disk

    # --- bringing it up to date --------------------------------------------------------------------------------------
    def _look(self) -> None:
        self._edition = wanted = edition()
        if self._disk and self._sound() and self._disk.stamp == wanted and self._disk.path.name == folder().in_use():
            return
        try:
            self._disk = _opened(wanted) or self._bring(wanted)
        except OSError:
            log.exception("search index cannot be written")
            self._disk = None

    def _bring(self, wanted: Stamp) -> DiskShelf | None:
        """The build brought to this edition; as it is while another process does so; none while it is being built."""
        with folder().alone() as alone:
            held = _held(wanted)
            if not alone:
                return held
            if held and held.stamp.number <= wanted.number and _changed(held, wanted):
                return held
            if _is_small():
                return folder().build(gather(), wanted)
        self._build_aside(wanted)
        return held

    def _build_aside(self, wanted: Stamp) -> None:
        if self._building is None or not self._building.is_alive():
            self._building = threading.Thread(target=_rebuild_aside, args=(wanted,), daemon=True)
            self._building.start()

    @staticmethod
    @lru_cache(maxsize=1)
    def _memory(_edition: Stamp) -> MemoryShelf:
        return MemoryShelf(gather(briefly=True))


def _opened(wanted: Stamp) -> DiskShelf | None:
    """The build in use, if it is of this edition."""
    held = _held(wanted)
    return held if held and held.stamp == wanted else None


def _held(wanted: Stamp) -> DiskShelf | None:
    """The build in use, if it is of this catalogue, whatever its edition."""
    try:
        held = folder().open()
    except Damaged:
        return None
    return held if (held.stamp.began, held.stamp.form) == (wanted.began, FORM) else None


def _changed(held: DiskShelf, wanted: Stamp) -> bool:
    """Write what changed since; false when that is most of it, or cannot be."""
    rows = Edition.objects.exclude(slug=WHOLE).filter(number__gt=held.stamp.number).order_by()
    slugs = [*{*rows.values_list("slug", flat=True)[: _NEWS + 1], *_begun(held.stamp.number)}]
    if len(slugs) > _NEWS:
        return False
    try:
        held.write(gather(slugs), slugs, wanted)
    except Damaged:
        log.warning("search index damaged, rebuilding", exc_info=True)
        return False
    return True


def _is_small() -> bool:
    latest = ItemVersion.objects.order_by("-id").values_list("id", flat=True).first()
    return (latest or 0) <= _AT_ONCE


def rebuild_index() -> int:
    """Build this node's index anew from everything in force. Returns how many entries it has; 0 when another is at it."""
    wanted = edition()
    with folder().alone() as alone:
        built = folder().build(gather(), wanted) if alone else None
    CURRENT.forget()
    return built.size if built else 0


def _rebuild_aside(wanted: Stamp) -> None:
    try:
        with folder().alone() as alone:
            if alone and not _opened(wanted):
                folder().build(gather(), wanted)
    except Exception:
        log.exception("search index could not be built")
    finally:
        connection.close()


def folder() -> Folder:
    """This node's folder; of its own for each database, so that two never share one."""
    name = settings.DATABASES["default"]["NAME"]
    told = f"{connection.vendor} {connection.settings_dict.get('HOST')} {connection.settings_dict['NAME'] or name}"
    return Folder(Path(settings.SEARCH_FOLDER) / hashlib.sha256(told.encode()).hexdigest()[:12])


@lru_cache(maxsize=1)
def terms(_edition: Stamp) -> dict[str, str]:
    """Standard words by what people say, as of an edition."""
    rows = Synonym.objects.filter(active=True, slug="").exclude(term="")
    return dict(rows.values_list("words", "term"))


CURRENT = Current()
