"""What is kept can be read again, once for all its uses, from a folder and from an S3-compatible store."""

import hashlib
import threading

import boto3
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from moto.server import ThreadedMotoServer

from tongban.documents import actions, queries
from tongban.documents.formats import MediaType, safe_name
from tongban.documents.models import Document
from tongban.documents.tests import files
from tongban.documents.trust import CollectedBy, Trust
from tongban.kit import environment
from tongban.kit.blocked import Blocked, NotFound

GOOD = {
    "合同.pdf": (files.pdf(3), MediaType.PDF, 3),
    "照片.JPG": (files.picture(), MediaType.JPEG, 1),
    "微信图片.jpg": (files.picture("PNG"), MediaType.PNG, 1),  # chat programs rename pictures
    "照片.webp": (files.picture("WEBP"), MediaType.WEBP, 1),
    "合同.docx": (files.docx(), MediaType.DOCX, None),
    "表.xlsx": (files.pack({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), MediaType.XLSX, None),
    "发票.ofd": (files.pack({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "x"}), MediaType.OFD, None),
    "没有结尾": (files.pdf(2), MediaType.PDF, 2),
    "restricted.pdf": (files.pdf(1, lambda w: w.encrypt("", "owner")), MediaType.PDF, 1),  # opens without a password
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept_as_it_came(name):
    content, media_type, pages = GOOD[name]
    kept = actions.keep(ContentFile(content, name=name), name=name)
    assert (kept.media_type, kept.pages, kept.size) == (media_type, pages, len(content))
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    with queries.read(kept) as file:
        assert file.read() == content


@pytest.mark.django_db
def test_the_content_lies_under_its_digest_and_nothing_else_does(shelf):
    kept = actions.keep(files.pdf(), name="合同.pdf")
    assert [path for path in shelf.rglob("*") if path.is_file()] == [shelf / kept.sha256[:2] / kept.sha256]


@pytest.mark.django_db
def test_the_same_content_twice_is_one_file_and_one_row(shelf):
    first = actions.keep(files.pdf(), name="合同.pdf")
    second = actions.keep([files.pdf()[:100], files.pdf()[100:]], name="另一个名字.pdf")
    assert first == second
    assert Document.objects.count() == 1
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_people_hand_in_the_same_content_at_once(shelf):
    content, kept, barrier = files.pdf(5), [], threading.Barrier(8)

    def hand_in():
        barrier.wait()
        try:
            kept.append(actions.keep(content, name="合同.pdf").pk)
        finally:
            connection.close()

    people = [threading.Thread(target=hand_in) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(kept) == 8
    assert len(set(kept)) == 1
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_a_lost_content_is_told_in_a_sentence(shelf):
    kept = actions.keep(files.pdf(), name="合同.pdf")
    (shelf / kept.path).unlink()
    with pytest.raises(Blocked, match="现在读不出来"):
        queries.read(kept)


@pytest.mark.django_db
def test_a_content_that_was_lost_comes_back_when_handed_in_again(shelf):
    kept = actions.keep(files.pdf(), name="合同.pdf")
    (shelf / kept.path).unlink()
    assert actions.keep(files.pdf(), name="合同.pdf") == kept
    assert queries.read(kept).read() == files.pdf()


@pytest.mark.django_db
def test_a_document_is_found_by_its_key_and_by_its_digest():
    kept = actions.keep(files.pdf(), name="合同.pdf")
    assert queries.document(kept.pk) == queries.document(kept.sha256) == kept
    with pytest.raises(NotFound):
        queries.document("0" * 64)


@pytest.fixture
def object_store(settings):
    """A real HTTP server on this machine that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", **keys)
    client.create_bucket(Bucket="materials")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": environment.file_store(f"s3://key:secret@{host}:{port}/materials"),
    }
    yield f"{host}:{port}", client
    server.stop()


@pytest.mark.django_db
def test_an_s3_store_by_one_setting(object_store):
    _, client = object_store
    content = files.picture()
    kept = actions.keep(content, name="照片.jpg")
    actions.keep(content, name="照片.jpg")
    assert queries.read(kept).read() == content
    assert queries.thumbnail(kept) == queries.thumbnail(kept)
    names = [entry["Key"] for entry in client.list_objects_v2(Bucket="materials")["Contents"]]
    assert names == [kept.path, f"thumbs/{kept.path}-1-240.webp"]


@pytest.mark.django_db
def test_an_s3_store_without_its_bucket_keeps_nothing_and_says_so(object_store, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": environment.file_store(f"s3://key:secret@{object_store[0]}/gone"),
    }
    with pytest.raises(Blocked, match="现在存不下文件"):
        actions.keep(files.pdf(), name="合同.pdf")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("合同.pdf", "合同.pdf"),
        ("C:\\fakepath\\合同.PDF", "合同.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("", "文件.pdf"),
        (".pdf", "pdf.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_for_downloading(name, safe):
    assert safe_name(name, MediaType.PDF) == safe


def test_every_level_of_trust_says_what_it_allows():
    assert [level.needs_original for level in Trust] == [False, False, True, False]
    assert all(level.meaning.endswith("。") for level in Trust)
    assert dict(CollectedBy.choices)["7"] == "告知承诺"
