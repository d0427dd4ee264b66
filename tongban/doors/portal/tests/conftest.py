"""Applications on the way: a draft of a real item, a case handed in, and what its authority does with it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tongban.cases import actions, drafts, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.content import Content, FileRef, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.doors.portal import steps
from tongban.people import queries as people

SITUATION = {"agent": "no", "net": "yes"}
ZHUJI = "330681000000"


def photo(name="身份证.jpg", *, seed=0, size=(900, 1200)) -> SimpleUploadedFile:
    """A sharp photograph, different for each seed."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for line in range(60, size[1], 40):
        pen.line((60, line, size[0] - 60, line + seed), fill="black", width=3)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


@pytest.fixture
def version(real):
    """医保关系转移 in 本溪: done wholly online, one paper in the simplest situation."""
    return catalogue.published("medins-transfer", "210500")


@pytest.fixture
def draft(chen, version):
    """A draft of 陈's, with nothing but the account's own particulars in it."""
    content = Content(applicant=steps.mine_of(people.particulars(chen.person_id)))
    return actions.open_draft(version_id=version.id, receipt_region=ZHUJI, by=chen, content=content)


@pytest.fixture
def filled(chen, draft):
    """The same with every question answered and the paper in it."""
    content = Content(
        applicant=steps.mine_of(people.particulars(chen.person_id)),
        situation=SITUATION,
        identity_check=IdentityCheck(method="signed_in"),
    )
    actions.save(draft.number, content, by=chen)
    kept = documents.keep(photo(), name="身份证.jpg")
    actions.attach(draft.number, material_key="m01", file=FileRef(document_id=kept.pk, name="身份证.jpg"), by=chen)
    return draft


@pytest.fixture
def case(chen, filled):
    """The case it becomes, handed in."""
    agreed = drafts.content_of(drafts.one(filled.number, seen_by=chen)).model_copy(update={"consented": True})
    actions.save(filled.number, agreed, by=chen)
    return actions.submit(filled.number, by=chen)


@pytest.fixture
def returned(case, elsewhere):
    """The case sent back with two problems."""
    seen = actions.sign_for(queries.one(case.number, seen_by=elsewhere), by=elsewhere)
    problems = [
        WrittenProblem(material_key="m01", wrong=wrong, mend="重拍一张，四个角都要在", ground="社会保险法 第三十二条")
        for wrong in ("照片反光，看不清号码", "缺背面")
    ]
    return actions.send_back(seen, problems=problems, by=elsewhere)


@pytest.fixture
def delivered(case, elsewhere):
    """The case granted and delivered."""
    seen = queries.one(case.number, seen_by=elsewhere)
    for act in (actions.sign_for, actions.accept):
        act(seen, by=elsewhere)
    actions.decide(seen, granted=True, by=elsewhere, reason="准予转移基本医疗保险关系", result="转移接续信息表")
    return actions.deliver(seen, by=elsewhere, received_how="实名登录下载")
