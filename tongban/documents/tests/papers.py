"""One paper of every kind, as the housing-fund life of the design sheets tells it. All people are invented."""

from datetime import date, datetime

from tongban.documents import facts as f
from tongban.documents.kinds import InstrumentKind as Kind
from tongban.kit.days import CHINA

NUMBER = "330681-261112-00127-7"
AUTHORITY = "阜阳市住房公积金管理中心"
ITEM = "购房提取住房公积金"
MORNING = datetime(2026, 11, 12, 9, 42, tzinfo=CHINA)
LI = f.Person(name="李静", courtesy="女士", identity_number="341202198001010028")
FACTORY = f.Organisation(name="诸暨市㑇山五金制造有限公司", uscc="91330681MA2D8KLM0X")
CALLS = {
    "received_by": f.Contact(name="诸暨市政务服务大厅 12 号窗", phone="0575-0000 0012"),
    "handled_by": f.Contact(name=AUTHORITY, phone="0558-0000 0329"),
}
COMMON = {"item": ITEM, "addressee": LI, **CALLS}
MATERIALS = [
    f.HandedIn(name="购房合同", form="原件核验，扫描 1 份", pages=12, returned="原件已当场退还"),
    f.HandedIn(name="购房发票", form="原件核验，扫描 1 份", pages=1, returned="原件已当场退还"),
]
EXEMPT = "身份、婚姻、不动产、缴存信息由数据共享取得，免交"
NEEDED = [
    f.Needed(name="购房合同", form="原件", where="核对后当场退还"),
    f.Needed(name="身份证", where="由数据共享取得", exempt=True),
]
RULE = "《住房公积金管理条例》第二十四条"

PAPERS: dict[Kind, f.Facts] = {
    Kind.APPLICATION: f.ApplicationForm(
        **COMMON,
        form="购房提取住房公积金申请表（第 1 版）",
        authority=AUTHORITY,
        groups=[
            f.LineGroup(
                title="提取和收款",
                lines=[
                    f.Line(label="申请人姓名", value="李静", source="您的账号"),
                    f.Line(label="提取金额", value="80,000.00 元"),
                ],
            )
        ],
        materials=["购房合同，12 页"],
        signed=f.Signed(name="李静", how="登录后签名", at=MORNING, shown="0" * 64),
    ),
    Kind.RECEIPT_VOUCHER: f.ReceiptVoucher(
        **COMMON,
        place="诸暨市政务服务大厅“区域通办”专窗",
        received_at=MORNING,
        materials=MATERIALS,
        exempt=EXEMPT,
        accept_by="2026年11月13日 14:20 前",
        promised="受理后 3 个工作日",
        delivery="电子凭证和短信（138 **** 0007）",
        officer="工号 0612",
    ),
    Kind.ONLINE_RECEIPT: f.OnlineReceipt(
        **COMMON,
        submitted_at=MORNING,
        materials=MATERIALS,
        exempt=EXEMPT,
        promised="受理后 3 个工作日",
        delivery="电子凭证和短信",
    ),
    Kind.ACCEPTANCE_NOTICE: f.AcceptanceNotice(
        **COMMON,
        accepted_on=date(2026, 11, 17),
        promised="3 个工作日",
        promised_on=date(2026, 11, 20),
        statutory="3 日",
        fee="不收费",
        received_place="浙江省诸暨市",
        handled_place="安徽省阜阳市",
        delivery="提取款转入申请人本人银行卡（尾号 7890），电子凭证和短信通知",
        grounds=[RULE, "第二十五条"],
        pending=[f.Pending(name="婚姻状况证明", due_on=date(2026, 11, 27))],
    ),
    Kind.CORRECTION_NOTICE: f.CorrectionNotice(
        **COMMON,
        flaws=[
            f.Flaw(
                material="购房合同",
                seen="缺第 3、4 页，看不到付款方式",
                remedy="补拍或补扫第 3、4 页，页码看得清",
                ground="收件标准第 3 版第 1 条",
            )
        ],
        due_at=datetime(2026, 11, 27, 17, 0, tzinfo=CHINA),
        ways=["用手机在“我的办件”里上传", "到诸暨市政务服务大厅 12 号窗或任一通办专窗", "邮寄到办理地（请写受理号）"],
    ),
    Kind.DECLINATION_NOTICE: f.DeclinationNotice(
        **COMMON,
        reasons=["您的住房公积金账户已于 2026年8月转到江苏省昆山市，本中心没有办理权限。"],
        grounds=[RULE, "收件标准第 3 版第 2 条"],
        instead="向昆山市住房公积金管理部门（0512-0000 0456）申请。您同意后，我们可把已交材料直接转过去，不用重交。",
        remedies=f.Remedies(review_body="阜阳市人民政府", court="阜阳市颍州区人民法院"),
    ),
    Kind.DECISION_GRANTED: f.DecisionGranted(
        **COMMON,
        decision="准予提取住房公积金 ¥ 80,000.00 元（大写：人民币捌万元整）。",
        applied_on=date(2026, 11, 12),
        grounds=[RULE, "第二十五条"],
        result="提取款转入您本人银行卡（尾号 7890）",
        delivery="电子凭证和短信通知",
    ),
    Kind.DECISION_REFUSED: f.DecisionRefused(
        **{**COMMON, "addressee": FACTORY},
        licensing=True,
        reasons=["所购房屋不在合同写明的地址。", "付款方与合同买方不是同一人。"],
        grounds=[RULE],
        instead="改用本人付款凭证后重新申请，不限次数。",
    ),
    Kind.DELIVERY_RECEIPT: f.DeliveryReceipt(
        **COMMON,
        delivered=["受理通知书　阜公积金〔2026〕受字第330681-261112-00127-7号"],
        way=f.DeliveryWay.ELECTRONIC,
        address="平台“我的办件”　短信 138 **** 0007",
        sent_at=datetime(2026, 11, 17, 9, 10, tzinfo=CHINA),
        received_at=datetime(2026, 11, 17, 9, 26, tzinfo=CHINA),
        received_how="实名登录查看",
    ),
    Kind.SUSPENSION_NOTICE: f.SuspensionNotice(
        **COMMON,
        procedure="听证",
        reason="利害关系人在期限内申请听证",
        since=MORNING,
        until=date(2026, 12, 4),
        article="第四十六条、第四十五条",
        approver="分管副主任 林某",
    ),
    Kind.RESUMPTION_NOTICE: f.ResumptionNotice(
        **COMMON,
        procedure="听证",
        since=MORNING,
        ended=datetime(2026, 12, 3, 16, 0, tzinfo=CHINA),
        uncounted=15,
        result="听证笔录已制作，继续审查",
        promised_on=date(2026, 12, 10),
        statutory_on=date(2026, 12, 31),
    ),
    Kind.EXTENSION_NOTICE: f.ExtensionNotice(
        **COMMON,
        length="10 个工作日",
        reason="需要向外省核实缴存记录",
        approver="主任 林某",
        ground="行政许可法第四十二条",
        was_due_on=date(2026, 12, 10),
        due_on=date(2026, 12, 24),
    ),
    Kind.CHECKLIST: f.Checklist(
        item=ITEM,
        **CALLS,
        authority=AUTHORITY,
        situation="本人购买首套住房，全款，未使用贷款",
        materials=NEEDED,
        promised="3 个工作日",
        statutory="3 日",
        fee="不收费",
        where=["诸暨市政务服务大厅 12 号窗", "网上：通办首页"],
        grounds=[RULE],
        unverified=["收费"],
    ),
    Kind.TURN_AWAY: f.TurnAway(
        **COMMON,
        place="诸暨市政务服务大厅 12 号窗",
        came_at=MORNING,
        reason="主要材料没有带",
        explanation="没有带购房合同原件，没法核对。",
        missing=NEEDED,
        instead="带齐后到任一通办窗口，或在网上拍照提交。",
        officer="工号 0612",
    ),
}
