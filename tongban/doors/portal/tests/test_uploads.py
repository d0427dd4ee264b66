"""Files: what can be kept is kept, what cannot is told at the field; taking out can be taken back."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.cases import drafts
from tongban.doors.portal.tests.conftest import photo


def files_of(draft, who):
    return drafts.files_of(drafts.one(draft.number, seen_by=who)).get("m01", [])


def test_several_at_once_and_the_bad_ones_are_told_without_losing_the_good(client_of, chen, draft):
    page = client_of(chen).post(
        f"/apply/{draft.number}/material.m01",
        {
            "files": [photo(), SimpleUploadedFile("合同.pdf", b"MZ not a pdf"), SimpleUploadedFile("空.jpg", b"")],
            "do": "next",
        },
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert [file.name for file in files_of(draft, chen)] == ["身份证.jpg"]
    assert "合同.pdf" in html
    assert "空.jpg" in html
    assert 'id="files-error"' in html


def test_too_large_is_told_with_its_size(client_of, chen, draft):
    large = SimpleUploadedFile("大.jpg", b"\xff\xd8\xff" + b"0" * (21 * 1024 * 1024))
    page = client_of(chen).post(f"/apply/{draft.number}/material.m01", {"files": large, "do": "next"})
    assert page.status_code == 422
    assert "最多 20 MB" in page.content.decode()


def test_a_photo_that_may_be_unclear_is_hinted_at_but_never_blocks(client_of, chen, filled):
    mine = client_of(chen)
    first = mine.post(f"/apply/{filled.number}/material.m01", {"files": photo(size=(200, 260)), "do": "next"})
    assert "/material.m01?new=" in first.url
    assert "有点小" in mine.get(first.url).content.decode()
    assert mine.post(f"/apply/{filled.number}/material.m01", {"do": "next"}).url.startswith(
        f"/apply/{filled.number}/delivery"
    )


def test_taking_out_can_be_taken_back(client_of, chen, filled):
    mine = client_of(chen)
    (file,) = files_of(filled, chen)
    gone = mine.post(f"/apply/{filled.number}/material.m01", {"do": "remove", "file": file.id})
    assert files_of(filled, chen) == []
    undo = re.search(r'name="undo" value="([^"]+)"', mine.get(gone.url).content.decode())[1]
    mine.post(f"/apply/{filled.number}/material.m01", {"do": "restore", "undo": undo})
    assert [one.name for one in files_of(filled, chen)] == ["身份证.jpg"]
    again = mine.post(f"/apply/{filled.number}/material.m01", {"do": "remove", "file": file.id})
    assert again.status_code == 404


def test_only_what_was_taken_out_of_this_draft_can_be_taken_back(client_of, chen, filled):
    page = client_of(chen).post(f"/apply/{filled.number}/material.m01", {"do": "restore", "undo": "forged"})
    assert page.status_code == 404


def test_files_are_downloads_and_thumbnails_pictures_for_their_owner_only(client_of, chen, filled, stranger):
    (file,) = files_of(filled, chen)
    address = f"/apply/{filled.number}/file/{file.id}"
    sent = client_of(chen).get(address)
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Content-Type"] == "application/octet-stream"
    assert sent.getvalue()
    assert client_of(chen).get(f"{address}/thumbnail")["Content-Type"] == "image/webp"
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(stranger).get(f"{address}/thumbnail").status_code == 404


def test_the_page_shows_what_is_there_in_few_queries(client_of, chen, filled, django_assert_max_num_queries):
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        assert "身份证.jpg" in mine.get(f"/apply/{filled.number}/material.m01").content.decode()
