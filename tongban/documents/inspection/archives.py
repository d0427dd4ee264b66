"""Word, Excel and OFD are zips: read in memory, member by member, with a budget, and never unpacked to disk."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from tongban.documents.formats import MediaType
from tongban.documents.inspection.contents import Contents, Objection

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
CHUNK = 1 << 16
UNREADABLE = "这份文件打不开，可能没有传完整。请重新选一次文件，或另存为 PDF 再交。"
_MARKS = {
    "word/document.xml": MediaType.DOCX,
    "xl/workbook.xml": MediaType.XLSX,
    "OFD.xml": MediaType.OFD,
}
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "/activex/", "oleobject", "/macrosheets/", "customui/")


def recognise(path: Path) -> MediaType | str:
    """Which of the three the zip is, or the Chinese noun for what it is instead."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Objection(UNREADABLE) from None
    if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
        return "程序文件"
    return next((media_type for mark, media_type in _MARKS.items() if mark in names), "压缩包")


def inspect(path: Path, media_type: MediaType) -> Contents:
    """Read every member through to its end, so that neither a bomb nor damage is found later by somebody else."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(members)
            _read_through(archive, members, packed=path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        raise Objection(UNREADABLE) from None
    return Contents(media_type)


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise Objection("里面的零碎文件太多，没法检查。请另存为 PDF 再交。")
    for member in members:
        if member.flag_bits & 0x1:
            raise Objection("加了密码，别人打不开。请去掉密码后再交。")
        if PurePosixPath(member.filename).is_absolute() or ".." in PurePosixPath(member.filename).parts:
            raise Objection("内部结构不正常，这里不收。请另存为 PDF 再交。")
        if any(mark in f"/{member.filename.lower()}" for mark in _ACTIVE):
            raise Objection("里面带有宏或可以运行的内容，这里不收。请另存为 PDF 再交。")


def _read_through(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], *, packed: int) -> None:
    budget = min(MAX_UNPACKED, max(packed * MAX_RATIO, CHUNK * 16))
    if sum(member.file_size for member in members) > budget:
        raise Objection(_bomb())
    for member in members:
        with archive.open(member) as content:
            while chunk := content.read(CHUNK):
                budget -= len(chunk)
                if budget < 0:
                    raise Objection(_bomb())


def _bomb() -> str:
    return "打开以后大得不正常，可能会损坏电脑，这里不收。请另存为 PDF，或打印后拍照交。"


def refuse_hidden_archive(path: Path) -> None:
    """Raises ``Objection`` when a picture or PDF carries a zip behind its own end: one file with two faces."""
    try:
        with zipfile.ZipFile(path) as archive:
            hidden = bool(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return
    if hidden:
        raise Objection("后面藏着另一个文件，这里不收。请重新拍照，或打印成 PDF 再交。")
