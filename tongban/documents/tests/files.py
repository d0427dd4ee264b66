"""Files as people and their enemies hand them in, made on the spot."""

import io
import random
import zipfile

import pypdf
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def noise(width: int = 800, height: int = 1000, seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def picture(kind: str = "JPEG", image: Image.Image | None = None, **how) -> bytes:
    out = io.BytesIO()
    (image or Image.effect_noise((800, 1000), 60).convert("RGB")).save(out, kind, **how)
    return out.getvalue()


def pdf(pages: int = 1, change=None) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if change is not None:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opening_action(kind: str, **rest: str):
    def change(writer: pypdf.PdfWriter) -> None:
        action = {NameObject("/S"): NameObject(kind)} | {
            NameObject(f"/{key}"): TextStringObject(said) for key, said in rest.items()
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)

    return change


def pack(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return pack({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document/>" + "材料" * 300} | more)


def bomb_docx(megabytes: int = 150) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        with archive.open("word/document.xml", "w") as member:
            for _ in range(megabytes):
                member.write(bytes(1024 * 1024))
    return out.getvalue()


def lying_bomb_docx() -> bytes:
    """A bomb whose directory declares one small member: the size is a lie told in the header."""
    whole = bytearray(bomb_docx(30))
    true = (30 * 1024 * 1024).to_bytes(4, "little")
    return bytes(whole.replace(true, (4096).to_bytes(4, "little")))
