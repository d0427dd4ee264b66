import os
import resource
import subprocess
from pathlib import Path

import pytest

SMALL = 256 * 1024


def _local(folder: Path) -> dict:
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}


@pytest.fixture(autouse=True)
def shelf(tmp_path, settings) -> Path:
    """An empty local store of this test's own."""
    folder = tmp_path / "材料 files"
    settings.STORAGES = {**settings.STORAGES, "default": _local(folder)}
    return folder


@pytest.fixture
def small_disk(shelf):
    """The store's disk holds 256 KB and no more; the kernel itself refuses the rest.

    Root gets a small tmpfs. Anybody else gets a limit on file size, which the kernel enforces the same way.
    """
    shelf.mkdir()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", str(shelf)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, limits[1]))
    yield shelf
    if mounted:
        subprocess.run(["umount", str(shelf)], check=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
