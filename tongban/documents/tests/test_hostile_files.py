"""Every file that may not be kept is told so in its own sentence, and leaves nothing behind."""

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tongban.documents import actions
from tongban.documents.models import Document
from tongban.documents.tests import files
from tongban.kit.blocked import Blocked, Invalid

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>fetch('/')</script></html>"
EXE = b"MZ\x90\x00" + bytes(3000)
A_ZIP = files.pack({"evil.html": HTML})


SCRIPT = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
)


def _named_script(writer: PdfWriter) -> None:
    scripts = {NameObject("/Names"): ArrayObject([TextStringObject("open"), SCRIPT])}
    names = {NameObject("/JavaScript"): DictionaryObject(scripts)}
    writer.root_object[NameObject("/Names")] = DictionaryObject(names)


def _script_on_a_field(writer: PdfWriter) -> None:
    events = DictionaryObject({NameObject("/U"): SCRIPT})
    field = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget"), NameObject("/AA"): events})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])


def _tangle(writer: PdfWriter) -> None:
    knots = ArrayObject([DictionaryObject({NameObject("/A"): ArrayObject()}) for _ in range(26_000)])
    writer.root_object[NameObject("/Outlines")] = DictionaryObject({NameObject("/All"): knots})


HOSTILE = {
    "empty": ("合同.pdf", b"", "“合同.pdf”是空的"),
    "svg dressed as png": ("照片.png", SVG, "“照片.png”其实不是 PNG 图片，是一张 SVG 矢量图"),
    "svg": ("图.svg", SVG, "是 SVG 矢量图，这里不收"),
    "html dressed as pdf": ("合同.pdf", HTML, "“合同.pdf”其实不是 PDF，是一个网页。请交照片（JPG、PNG）或 PDF。"),
    "program dressed as pdf": ("合同.pdf", EXE, "“合同.pdf”其实不是 PDF，是一个程序文件。请交照片（JPG、PNG）或 PDF。"),
    "elf dressed as jpg": ("合同.jpg", b"\x7fELF" + bytes(99), "是一个程序文件"),
    "shell script": ("run.sh", b"#!/bin/sh\nrm -rf /\n", "是脚本程序，这里不收"),
    "phone app": ("合同.docx", files.pack({"AndroidManifest.xml": "x"}), "是一个程序文件"),
    "plain text": ("说明.txt", "我的说明".encode(), "是纯文本文件，这里不收"),
    "heic": ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(50), "最佳"),
    "old word": ("合同.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 PDF"),
    "bare zip": ("材料.zip", A_ZIP, "请先解开"),
    "picture under a pdf's name": ("合同.pdf", files.picture(), "名字写的是 PDF，打开却是 JPG 照片"),
    "pdf under a program's name": ("合同.exe", files.pdf(), "名字写的是 .exe，打开却是 PDF"),
    "10,000 pages": ("全套.pdf", lambda: files.pdf(10_000), "有 10,000 页，一份最多 200 页"),
    "201 pages": ("全套.pdf", lambda: files.pdf(201), "有 201 页"),
    "locked pdf": ("合同.pdf", files.pdf(change=lambda w: w.encrypt("secret")), "加了密码"),
    "cut-off pdf": ("合同.pdf", b"%PDF-1.7\n" + bytes(400), "这份 PDF 打不开"),
    "pdf with script": ("合同.pdf", files.pdf(change=_named_script), "会自己运行的脚本"),
    "pdf that opens a script": (
        "合同.pdf",
        files.pdf(change=files.opening_action("/JavaScript", JS="app.alert(1)")),
        "会自己运行的脚本",
    ),
    "pdf with script on a field": ("合同.pdf", files.pdf(change=_script_on_a_field), "会自己运行的脚本"),
    "pdf that launches": (
        "合同.pdf",
        files.pdf(change=files.opening_action("/Launch", F="cmd.exe")),
        "会打开程序的指令",
    ),
    "pdf carrying a file": (
        "合同.pdf",
        files.pdf(change=lambda w: w.add_attachment("x.exe", EXE)),
        "夹带了别的文件",
    ),
    "pdf too tangled to check": ("合同.pdf", lambda: files.pdf(change=_tangle), "内部结构太复杂"),
    "pdf and zip at once": ("合同.pdf", files.pdf() + A_ZIP, "后面藏着另一个文件"),
    "jpg and zip at once": ("合同.jpg", files.picture() + A_ZIP, "后面藏着另一个文件"),
    "cut-off jpg": ("合同.jpg", files.picture()[:9000], "这张照片打不开"),
    "cut-off png": ("合同.png", files.picture("PNG")[:9000], "这张照片打不开"),
    "jpg of nothing": ("合同.jpg", b"\xff\xd8\xff\xe0" + bytes(300), "这张照片打不开"),
    "huge picture in few bytes": (
        "合同.png",
        lambda: files.picture("PNG", files.Image.new("1", (12_000, 12_000))),
        "最多 6400 万像素",
    ),
    "moving picture": (
        "合同.webp",
        files.picture("WEBP", files.noise(20, 20), save_all=True, append_images=[files.noise(20, 20, 2)]),
        "会动的图片",
    ),
    "zip bomb dressed as docx": ("合同.docx", lambda: files.bomb_docx(), "大得不正常"),
    "bomb that lies about its size": ("合同.docx", lambda: files.lying_bomb_docx(), "打不开"),
    "docx with macro": ("合同.docx", files.docx(**{"word/vbaProject.bin": b"x"}), "带有宏"),
    "docx that climbs out": ("合同.docx", files.docx(**{"../../etc/passwd": b"x"}), "内部结构不正常"),
    "docx of ten thousand parts": (
        "合同.docx",
        lambda: files.docx(**{f"word/{n}.xml": b"x" for n in range(2_001)}),
        "零碎文件太多",
    ),
    "cut-off docx": ("合同.docx", files.docx()[:200], "这份文件打不开"),
    "25 MB": ("合同.pdf", lambda: bytes(25 * 1024 * 1024), "有 25 MB，每个文件最多 20 MB"),
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_in_its_own_sentence(case, shelf):
    name, made, words = HOSTILE[case]
    content = made() if callable(made) else made  # the large ones are made when their turn comes
    with pytest.raises(Invalid) as told:
        actions.keep(ContentFile(content, name=name), name=name)
    problem = told.value.problems[0]
    assert problem.field == "file"
    assert problem.sentence.startswith(f"“{name}”")
    assert words in problem.sentence
    assert "请" in problem.sentence  # says what to do
    assert problem.sentence.endswith("。")
    assert not Document.objects.exists()
    assert not [path for path in shelf.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_an_upload_of_unknown_length_is_stopped_at_the_limit(shelf):
    """Nothing announced its size; reading stops with the first chunk too many."""
    sent = []

    def endless():
        while True:
            sent.append(1)
            yield b"%PDF-" + bytes(1024 * 1024)

    with pytest.raises(Invalid, match="太大，每个文件最多 20 MB"):
        actions.keep(endless(), name="合同.pdf")
    assert len(sent) <= 21
    assert not [path for path in shelf.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_full_disk_is_told_and_leaves_no_half_file(small_disk):
    photo = files.picture("PNG", files.noise())  # about 2.4 MB
    with pytest.raises(Blocked, match="现在存不下文件，您填的已经存好") as told:
        actions.keep(photo, name="合同.png")
    assert told.value.code == "store_full"
    assert not Document.objects.exists()
    assert not [path for path in small_disk.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_known_content_under_a_false_name_is_refused_too():
    actions.keep(files.pdf(), name="合同.pdf")
    with pytest.raises(Invalid, match="名字写的是 JPG 照片，打开却是 PDF"):
        actions.keep(files.pdf(), name="合同.jpg")
