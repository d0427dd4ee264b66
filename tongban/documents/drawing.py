"""Pages as pictures: for the officer's paper view and for thumbnails. Upright, on white, without the camera's notes.

A derived picture holds none of the original's metadata: where a photo was taken is nobody's business.
"""

from io import BytesIO
from typing import BinaryIO

import pypdfium2 as pdfium
from PIL import Image, ImageFilter, ImageOps, ImageStat

from tongban.documents.inspection.pdf import PDFIUM
from tongban.documents.inspection.pictures import READERS

WIDTHS = (240, 900, 1800)
TALLEST = 6
"""A page drawn more than six times as tall as wide would be a scroll, and is cut down to that."""

SHARP_ENOUGH = 200.0
"""Between print blurred by 2.5 and by 3 pixels at 1200 pixels a page: 300 and 185; JPEG's own noise alone gives 110."""

LAPLACIAN = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=1, offset=128)


def snapped(width: int) -> int:
    """The smallest width we draw that is at least ``width`` pixels; few widths keep the store of pictures small."""
    return next((drawn for drawn in WIDTHS if drawn >= width), WIDTHS[-1])


def pdf_page(content: BinaryIO, page: int, width: int) -> Image.Image:
    """One page of a PDF, counted from 1, ``width`` pixels wide."""
    with PDFIUM:
        document = pdfium.PdfDocument(content)
        try:
            sheet = document[page - 1]
            across, down = sheet.get_size()
            scale = min(width / max(across, 1), width * TALLEST / max(down, 1))
            drawn: Image.Image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
            return drawn.convert("RGB")
        finally:
            document.close()


def picture(content: BinaryIO, width: int) -> Image.Image:
    """A photo or scan, turned upright, at most ``width`` pixels wide."""
    with Image.open(content, formats=READERS) as image:
        image.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((width, width * TALLEST))
        return _on_white(upright)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")


def turned(image: Image.Image, turn: int) -> Image.Image:
    """The picture turned clockwise by a quarter (90), half (180) or three quarters (270); any other turn is none."""
    quarters = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(quarters[turn]) if turn in quarters else image


def as_webp(image: Image.Image) -> bytes:
    """The picture as WebP, pixels only."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = BytesIO()
    bare.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def is_blurred(content: BinaryIO) -> bool:
    """A quick guess from the variance of the Laplacian at reduced size; a hint to look again, never a verdict."""
    grey = ImageOps.autocontrast(picture(content, 900).convert("L"), cutoff=1)
    return ImageStat.Stat(grey.filter(LAPLACIAN)).var[0] < SHARP_ENOUGH
