"""Pages as pictures: the officer's paper view and thumbnails, without what the camera noted."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tongban.documents import actions, queries
from tongban.documents.tests import files
from tongban.kit.blocked import Blocked, NotFound

pytestmark = pytest.mark.django_db


def drawn(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    assert image.format == "WEBP"
    return image


def a_written_page() -> Image.Image:
    page = Image.new("L", (1200, 1600), 245)
    pen = ImageDraw.Draw(page)
    for row in range(80, 1500, 44):
        pen.text((90, row), "Housing provident fund contract 2026-11-20 No. 330681 " * 2, fill=20, font_size=26)
    return page.convert("RGB")


def test_a_page_of_a_pdf_is_drawn_at_the_width_asked_for():
    kept = actions.keep(files.pdf(3), name="合同.pdf")
    assert drawn(queries.page_image(kept, 3, 900)).size[0] == 900
    assert drawn(queries.thumbnail(kept)).size[0] == 240
    with pytest.raises(NotFound, match="一共 3 页，没有第 4 页"):
        queries.page_image(kept, 4)


def test_a_picture_is_drawn_once_and_remembered(shelf):
    kept = actions.keep(files.pdf(), name="合同.pdf")
    first = queries.thumbnail(kept)
    (shelf / kept.path).unlink()
    assert queries.thumbnail(kept) == first


def test_a_phone_photo_stands_upright_and_does_not_tell_where_it_was_taken():
    photo = Image.new("RGB", (800, 400), "white")
    photo.paste("red", (0, 0, 400, 400))  # what the phone calls left is up
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Phone"
    notes.get_ifd(0x8825)[2] = (29.0, 43.0, 0.0)
    kept = actions.keep(files.picture("JPEG", photo, exif=notes), name="照片.jpg")
    assert (kept.width, kept.height) == (400, 800)
    small = drawn(queries.thumbnail(kept))
    assert small.size == (240, 480)
    top, bottom = small.getpixel((120, 60)), small.getpixel((120, 420))
    assert top[0] > 200 > top[1]
    assert min(bottom) > 200
    assert not small.getexif()
    assert not {"exif", "icc_profile", "xmp"} & small.info.keys()


def test_a_transparent_scan_lies_on_white():
    kept = actions.keep(files.picture("PNG", Image.new("RGBA", (700, 700), (0, 0, 0, 0))), name="扫描.png")
    assert min(drawn(queries.thumbnail(kept)).getpixel((9, 9))) > 250


def test_a_word_file_has_no_pages_to_look_at():
    kept = actions.keep(files.docx(), name="合同.docx")
    with pytest.raises(Blocked, match="Word 文档不能在页面上看，请下载后打开"):
        queries.thumbnail(kept)


def test_a_blurred_photo_gets_a_hint_and_a_sharp_one_none():
    page = a_written_page()
    sharp = actions.keep(files.picture("JPEG", page), name="清楚.jpg")
    blurred = actions.keep(files.picture("JPEG", page.filter(ImageFilter.GaussianBlur(6))), name="糊.jpg")
    tiny = actions.keep(files.picture("JPEG", page.resize((300, 400))), name="小.jpg")
    assert queries.clarity(sharp) is None
    assert "有点糊" in queries.clarity(blurred)
    assert "有点小" in queries.clarity(tiny)
    assert "一共 3 页" in queries.clarity(actions.keep(files.pdf(3), name="合同.pdf"))
    assert queries.clarity(actions.keep(files.pdf(1), name="合同.pdf")) is None
