"""Pictures: decodable to the last byte, one frame, and not so large that opening them would harm."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from tongban.documents.formats import MediaType
from tongban.documents.inspection.contents import Contents, Objection

MAX_PIXELS = 64_000_000
"""Above the largest ordinary phone camera mode (50 million); a decoded picture then takes at most 256 MB."""

FORMATS = {"JPEG": MediaType.JPEG, "MPO": MediaType.JPEG, "PNG": MediaType.PNG, "WEBP": MediaType.WEBP}
READERS = ["JPEG", "PNG", "WEBP"]  # MPO, the two-lens photo, is read by JPEG's
SIDEWAYS = frozenset({5, 6, 7, 8})
ORIENTATION = 0x0112
UNREADABLE = "这张照片打不开，可能没有传完整。请重新拍照，或重新选一次文件。"


def inspect(path: Path) -> Contents:
    """Decode the picture once, at reduced scale where the format allows, so that a cut-off file is found at the door."""
    try:
        with Image.open(path, formats=READERS) as image:
            width, height = image.size
            _check_measures(image)
            if image.getexif().get(ORIENTATION) in SIDEWAYS:
                width, height = height, width
            image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            image.load()
            return Contents(FORMATS[str(image.format)], pages=1, width=width, height=height)
    except Image.DecompressionBombError:
        raise Objection(_too_large()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, ArithmeticError):
        raise Objection(UNREADABLE) from None


def _check_measures(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Objection(_too_large())
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Objection("是会动的图片，这里不收。请交一张普通照片（JPG、PNG）。")


def _too_large() -> str:
    return f"这张照片尺寸太大，最多 {MAX_PIXELS // 10_000} 万像素。请用普通拍照模式重拍，或缩小后再交。"
