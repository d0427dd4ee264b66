"""The look every file gets at the door: is it what it says, may it be kept, can it be read by whoever must decide.

Nothing here runs, follows or unpacks to disk what a file holds. Each objection is a sentence of its own.
"""

from collections.abc import Callable
from pathlib import Path, PurePath

from tongban.documents.formats import (
    IMAGES,
    PACKED,
    MediaType,
    claimed_format,
    fits,
    recognise,
    shown_name,
)
from tongban.documents.inspection import archives, pdf, pictures
from tongban.documents.inspection.contents import Contents, Objection
from tongban.kit.blocked import Invalid, Problem

__all__ = ["MAX_BYTES", "Contents", "inspect", "not_kept", "objection_to_name"]

MAX_BYTES = 20 * 1024 * 1024
HEAD = 2048
TAKEN = "请交照片（JPG、PNG）或 PDF"
_ADVICE = {
    "HEIC 照片": "请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或发一张截图",
    "旧版 Word 或 Excel 文件": "请打开后另存为 PDF 再交",
    "压缩包": "请先解开，把里面的照片或 PDF 一个一个交",
    "纯文本文件": "请打印后拍照，或另存为 PDF 再交",
}
_INSPECTORS: dict[MediaType, Callable[[Path], Contents]] = {
    MediaType.PDF: pdf.inspect,
    **{media_type: pictures.inspect for media_type in IMAGES},
}


def inspect(path: Path, name: str) -> Contents:
    """Look through the whole file at ``path``, handed in as ``name``.

    Raises ``Invalid`` with one sentence when it is empty, not of a format we take, not what its name says, damaged,
    locked, oversized once opened, or able to act by itself.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise not_kept(name, "是空的，里面没有内容。请重新拍照，或重新选一次文件。")
    try:
        contents = _look_inside(path, head, name)
        if (sentence := objection_to_name(name, contents.media_type)) is not None:
            raise Objection(sentence)
        if contents.media_type in _INSPECTORS:
            archives.refuse_hidden_archive(path)
    except Objection as objection:
        raise not_kept(name, str(objection)) from None
    return contents


def _look_inside(path: Path, head: bytes, name: str) -> Contents:
    found = recognise(head)
    if found == PACKED:
        found = archives.recognise(path)
        if isinstance(found, MediaType):
            return archives.inspect(path, found)
    if isinstance(found, MediaType):
        return _INSPECTORS[found](path)
    raise Objection(_not_taken(found, name))


def _not_taken(found: str, name: str) -> str:
    advice = _ADVICE.get(found, TAKEN)
    claimed = claimed_format(name)
    if claimed is None:
        return f"是{_spaced(found)}，这里不收。{advice}。"
    return f"其实不是 {claimed.label}，是{_counted(found)}。{advice}。"


def objection_to_name(name: str, media_type: MediaType) -> str | None:
    """None, or the sentence for a name that promises something else than what the file holds."""
    if fits(name, media_type):
        return None
    claimed = claimed_format(name)
    promised = claimed.label if claimed else PurePath(name).suffix
    return (
        f"名字写的是 {promised}，打开却是 {media_type.label}。请重新选一次文件，"
        f"或把名字的结尾改成 {media_type.extensions[0]}。"
    )


def _counted(noun: str) -> str:
    return f"一{'张' if noun.endswith(('照片', '图片', '图')) else '个'}{_spaced(noun)}"


def _spaced(noun: str) -> str:
    """Chinese and Latin letters are set apart by a space."""
    return f" {noun}" if noun[0].isascii() else noun


def not_kept(name: str, sentence: str) -> Invalid:
    """The error for a file that is not kept, opening with its name as the person knows it."""
    return Invalid([Problem("file", f"“{shown_name(name)}”{sentence}")])
