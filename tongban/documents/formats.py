"""What a file is, read from its first bytes. Its name is a claim, checked against this and never believed."""

import re
from collections.abc import Callable
from pathlib import PurePath

from django.db import models


class MediaType(models.TextChoices):
    """文件格式: the formats that may be handed in, and no others."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPG 照片"
    PNG = "image/png", "PNG 图片"
    WEBP = "image/webp", "WebP 图片"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 表格"
    OFD = "application/ofd", "OFD 版式文件"

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings such a file may have, the usual one first."""
        return _EXTENSIONS[self]

    @property
    def is_image(self) -> bool:
        """A single picture, drawn by Pillow."""
        return self in IMAGES


_EXTENSIONS = {
    MediaType.PDF: (".pdf",),
    MediaType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    MediaType.PNG: (".png",),
    MediaType.WEBP: (".webp",),
    MediaType.DOCX: (".docx",),
    MediaType.XLSX: (".xlsx",),
    MediaType.OFD: (".ofd",),
}
IMAGES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
PACKED = "压缩包"
"""A zip: what it is can only be said after looking at its members."""

Test = Callable[[bytes], bool]


def _begins(*marks: bytes) -> Test:
    return lambda head: head.startswith(marks)


def _container(box: bytes, at: int, *brands: bytes) -> Test:
    return lambda head: head[at : at + len(box)] == box and head[8:12] in brands


def _mentions(pattern: bytes) -> Test:
    markup = re.compile(rb"^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*" + pattern, re.I | re.S)
    return lambda head: bool(markup.match(head))


_ACCEPTED: tuple[tuple[MediaType, Test], ...] = (
    (MediaType.PDF, _begins(b"%PDF-")),
    (MediaType.JPEG, _begins(b"\xff\xd8\xff")),
    (MediaType.PNG, _begins(b"\x89PNG\r\n\x1a\n")),
    (MediaType.WEBP, _container(b"RIFF", 0, b"WEBP")),
)
_KNOWN: tuple[tuple[str, Test], ...] = (
    (PACKED, _begins(b"PK\x03\x04")),
    ("程序文件", _begins(b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")),
    ("脚本程序", _begins(b"#!", b"<?php", b"@echo")),
    ("SVG 矢量图", _mentions(rb"<(\w+:)?svg\b")),
    ("网页", lambda head: b"<!doctype html" in head.lower() or _mentions(rb"<(html|head|body|script|iframe)\b")(head)),
    ("XML 文件", _mentions(rb"<\w")),
    ("HEIC 照片", _container(b"ftyp", 4, b"heic", b"heix", b"mif1", b"heim", b"heis", b"hevc", b"avif")),
    ("视频", lambda head: head[4:8] == b"ftyp" or head.startswith((b"\x1aE\xdf\xa3", b"FLV"))),
    ("旧版 Word 或 Excel 文件", _begins(b"\xd0\xcf\x11\xe0")),
    ("GIF 图片", _begins(b"GIF8")),
    ("BMP 图片", _begins(b"BM")),
    ("TIFF 图片", _begins(b"II*\x00", b"MM\x00*")),
    ("压缩包", _begins(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
)
_LOOKS_LIKE_TEXT = re.compile(rb"^[\t\n\r\x20-\x7e\x80-\xff]+$")


def recognise(head: bytes) -> MediaType | str:
    """The format of a file whose first 2,048 bytes are ``head``; a Chinese noun when it is one we do not take."""
    for media_type, holds in _ACCEPTED:
        if holds(head):
            return media_type
    for noun, holds in _KNOWN:
        if holds(head):
            return noun
    return "纯文本文件" if _LOOKS_LIKE_TEXT.match(head) else "认不出的文件"


def fits(name: str, media_type: MediaType) -> bool:
    """Whether the name's ending may stand for this content.

    A picture called by another picture's ending is let through: phones and chat programs rename them, harmlessly.
    """
    ending = PurePath(name).suffix.lower()
    return not ending or ending in media_type.extensions or (media_type.is_image and _claimed(ending) in IMAGES)


def claimed_format(name: str) -> MediaType | None:
    """The format of ours that the name promises, or None when it promises none."""
    return _claimed(PurePath(name).suffix.lower())


def _claimed(ending: str) -> MediaType | None:
    return next((known for known, endings in _EXTENSIONS.items() if ending in endings), None)


_UNSAFE = re.compile(r'[\x00-\x1f\x7f"<>|:*?;\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')


def safe_name(name: str, media_type: MediaType | str) -> str:
    """The name under which a file is shown and downloaded: no folder, no invisible or directing sign, the true ending."""
    media_type = MediaType(media_type)
    bare = _UNSAFE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem = PurePath(bare).stem.strip(" .") if PurePath(bare).suffix else bare
    ending = PurePath(bare).suffix.lower()
    return (stem[:80] or "文件") + (ending if ending in media_type.extensions else media_type.extensions[0])


def shown_name(name: str) -> str:
    """The name as quoted in a sentence: without signs that could disturb it, and short."""
    bare = _UNSAFE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return bare if len(bare) <= 40 else f"{bare[:24]}…{bare[-12:]}"
