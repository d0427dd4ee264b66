"""Three lives of the main job, played through the same actions that pages and interface call."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from tongban.cases import actions as cases
from tongban.cases import intake
from tongban.cases import queries as case_queries
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import Channel, Conclusion, DeliveryWay, Reply
from tongban.cases.content import Collected, Content, Delivery, FileRef, IdentityCheck, WrittenPerson
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import VersionView
from tongban.documents import actions as documents
from tongban.doors.terminal.demo import CHEN, LI, ZHAO, DemoPerson
from tongban.doors.terminal.form_answers import fill
from tongban.people import queries as people
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case

FONTS = Path(__file__).resolve().parents[2] / "documents" / "fonts"


def officer(account: str) -> Actor:
    """A demonstration officer at work."""
    return people.actor_of_account(account)


def applicant(person: DemoPerson) -> Actor:
    """A demonstration applicant, signed in."""
    known = people.person_by_identity(person.identity_number)
    assert known is not None, "先 tongban load"  # noqa: S101  # the demonstration's people are loaded first
    return people.actor_of_person(known.id)


@cache
def _pen(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSerifCJKsc-Bold.otf", size)


def scan(words: str) -> FileRef:
    """A real picture of an invented paper with these words on it, kept as an upload would be."""
    paper = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(paper)
    pen.text((310, 96), words[:18], fill="black", font=_pen(30), anchor="mm")
    for line in range(12):
        pen.line((70, 190 + 44 * line, 550 - 90 * (line % 4 == 3), 190 + 44 * line), fill="#b8b8b8", width=3)
    pen.text((310, 820), "演示用材料，内容为虚构", fill="#707070", font=_pen(18), anchor="mm")
    buffer = io.BytesIO()
    paper.save(buffer, "PNG")
    kept = documents.keep([buffer.getvalue()], name=f"{words[:20]}.png")
    return FileRef(document_id=kept.pk, name=f"{words[:20]}.png")


def written(person: DemoPerson) -> WrittenPerson:
    """A person as a form holds them."""
    return WrittenPerson(
        name=person.name, identity_number=person.identity_number, phone=person.phone, email=person.email
    )


def hand_in_at_counter(person: DemoPerson) -> "Case":
    """代收代办: a window in 诸暨 takes the papers of a housing-fund withdrawal in, for 达州, and hands them over."""
    clerk = officer("zhuji-12")
    version = _version("gjj-purchase-withdraw", "511700")
    draft = cases.open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk)
    content = Content(
        applicant=written(person),
        situation={"where": "remote"},
        identity_check=IdentityCheck(method="card_seen", original_seen=True),
        delivery=Delivery(way=DeliveryWay.COUNTER),
    )
    content = content.model_copy(update={"collected": _all_fit(version, content, draft.number, clerk)})
    cases.save(draft.number, content, by=clerk)
    fill(draft.number, version.item.slug, by=clerk)
    return cases.receive(draft.number, by=clerk)


def send_back(case: "Case", reviewer: Actor) -> "Case":
    """达州 tells the one thing that is missing."""
    contract = case_queries.materials(case)[2]
    problem = WrittenProblem(
        material_key=contract.key,
        wrong="缺第 3、4 页（付款方式条款），看不到付款方式",
        mend="补拍第 3、4 页，页码要看得清，可用手机上传",
        ground="住房公积金管理条例 第二十四条",
    )
    return cases.send_back(case, problems=[problem], by=reviewer)


def handed_over_with_one_correction() -> str:
    """代收代办: handed in at a window in 诸暨, handled by 达州's housing-fund centre, one correction, granted, delivered."""
    clerk, reviewer, li = officer("zhuji-12"), officer("dazhou-1"), applicant(LI)
    case = hand_in_at_counter(LI)
    cases.sign_for(case, by=reviewer)
    send_back(case, reviewer)
    reply = WrittenReply(line_id=_line(case.number, li), reply=Reply.UPLOADED, files=(scan("补拍第3、4页"),))
    cases.correct(case_queries.one(case.number, seen_by=li), replies=[reply], by=li)
    case = case_queries.one(case.number, seen_by=reviewer)
    cases.accept(case, by=reviewer)
    cases.decide(case, granted=True, by=reviewer, reason="准予提取住房公积金 80,000.00 元", result="提取款转入本人账户")
    handing_out = case_queries.one(case.number, seen_by=clerk)
    cases.deliver(handing_out, by=clerk, receiver=LI.name, received_how="窗口当面签收", signed=scan("签了字的送达回证"))
    return case.number


def leave_some_in_hand() -> None:
    """Cases a newcomer can go on with: one to sign for, one awaiting papers, one to decide, one to hand out."""
    reviewer = officer("dazhou-1")
    hand_in_at_counter(CHEN)
    send_back(hand_in_at_counter(LI), reviewer)
    cases.accept(hand_in_at_counter(ZHAO), by=reviewer)
    decided = cases.accept(hand_in_at_counter(LI), by=reviewer)
    cases.decide(decided, granted=True, by=reviewer, reason="准予提取住房公积金 36,000.00 元")


def _version(slug: str, place: str) -> VersionView:
    version = catalogue.published(slug, place)
    assert version is not None, "先 tongban load"  # noqa: S101  # the guides are loaded first
    return version


def _all_fit(version: VersionView, content: Content, draft_number: str, clerk: Actor) -> dict[str, Collected]:
    found = {}
    for wanted in intake.asked(version, content.situation):
        if wanted.exempt:
            continue
        cases.attach(draft_number, material_key=wanted.key, file=scan(wanted.name), by=clerk)
        found[wanted.key] = Collected(conclusion=Conclusion.FITS, points=wanted.points)
    return found


def _line(number: str, seen_by: Actor) -> int:
    correction = case_queries.correction(case_queries.one(number, seen_by=seen_by))
    assert correction is not None  # noqa: S101  # it was sent a line above
    return correction.lines.all()[0].pk


def _submit(person: DemoPerson, slug: str, place: str, situation: dict[str, str]) -> str:
    me = applicant(person)
    version = _version(slug, place)
    draft = cases.open_draft(version_id=version.id, receipt_region=person.region_code, by=me)
    content = Content(
        applicant=written(person),
        situation=situation,
        identity_check=IdentityCheck(method="signed_in"),
        delivery=Delivery(way=DeliveryWay.ELECTRONIC),
        consented=True,
    )
    cases.save(draft.number, content, by=me)
    for wanted in intake.asked(version, situation):
        if wanted.required:
            cases.attach(draft.number, material_key=wanted.key, file=scan(wanted.name), by=me)
    return cases.submit(draft.number, by=me, channel=Channel.MOBILE).number


def wholly_online() -> str:
    """全程网办: 陈 in 诸暨 moves a medical insurance from 本溪, without leaving home."""
    number = _submit(CHEN, "medins-transfer", "210500", {"agent": "no", "net": "yes"})
    reviewer = officer("benxi-1")
    case = case_queries.one(number, seen_by=reviewer)
    cases.sign_for(case, by=reviewer)
    cases.accept(case, by=reviewer)
    cases.decide(case, granted=True, by=reviewer, reason="准予转移基本医疗保险关系", result="转移接续信息表")
    cases.deliver(case, by=reviewer, received_how="实名登录下载")
    return number


def declined_with_reasons() -> str:
    """不予受理: 赵 asks 枣庄 for a proof that may not be given a third time, and is told why and what remains."""
    clerk, reviewer = officer("zhuji-12"), officer("zaozhuang-1")
    version = _version("gjj-deposit-proof", "370400")
    draft = cases.open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk)
    content = Content(applicant=written(ZHAO), identity_check=IdentityCheck(method="card_seen", original_seen=True))
    cases.save(draft.number, content, by=clerk)
    case = cases.receive(draft.number, by=clerk)
    cases.decline(
        case,
        by=reviewer,
        reason="您家庭已使用过两次以上住房公积金个人住房贷款，按规定不能再出具缴存使用证明",
        ground="建金〔2016〕230 号",
        instead="可以申请商业性个人住房贷款；对使用次数有疑问，可到枣庄市住房公积金管理中心核对",
    )
    return case.number


LIVES: dict[str, Callable[[], str]] = {
    "代收代办：在诸暨窗口交，达州办，补正一次，办成": handed_over_with_one_correction,
    "全程网办：人在诸暨，本溪办": wholly_online,
    "不予受理：说明理由，告知怎么办": declined_with_reasons,
}
