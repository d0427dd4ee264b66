"""What may be handed in, and what is still missing: asked by every page that collects, and by the act that takes it in."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from tongban.cases import forms, mandates
from tongban.cases.choices import Channel, Conclusion, DeliveryWay
from tongban.cases.content import Collected, Content, FileRef, WrittenPerson
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Need, RequiredMaterial, VersionView
from tongban.documents.trust import CollectedBy, Trust
from tongban.kit.blocked import Problem
from tongban.kit.codes import identity_number_problem, person_name_problem, phone_problem, tidy, uscc_problem
from tongban.people.policies import email_problem

if TYPE_CHECKING:
    from tongban.cases.models import Signature

OTHER = "other"
OTHER_NAME = "其他材料（指南没有读到材料清单，先交您手上有的）"


@dataclass(frozen=True, slots=True)
class Asked:
    """One material that is asked for in this situation. ``exempt``: data sharing or a licence stands for it (免交)."""

    key: str
    name: str
    required: bool
    exempt: bool
    deferrable: bool
    note: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """One application as it stands before the door that takes it in. ``receipt_region`` has 12 digits."""

    version: VersionView
    content: Content
    files: dict[str, list[FileRef]]
    channel: Channel
    receipt_region: str
    outlet_code: str
    place: str
    origin: str
    shown: mandates.Shown = field(default_factory=mandates.Shown)
    filled: forms.Filled | None = None
    signature: "Signature | None" = None


MANDATE = Asked(
    mandates.KEY,
    mandates.NAME,
    required=True,
    exempt=False,
    deferrable=False,
    note=mandates.TOLD,
    points=mandates.POINTS,
)


def asked_of(
    version: VersionView, content: Content, shown: mandates.Shown, filled: forms.Filled | None = None
) -> list[Asked]:
    """Exactly what this application must bring: the materials of its situation, and an agent's mandate.

    A paper form that the form in this system stands for is not among them.
    """
    wanted = forms.without_paper_forms(asked(version, content.situation), filled)
    return mandates.with_paper(wanted, MANDATE, content, shown, version.item.slug)


def asked(version: VersionView, situation: dict[str, str]) -> list[Asked]:
    """Exactly the materials of this situation; where the guide's list was not read, one open place for what there is.

    A version never changes, so what it asks for is worked out once for each situation.
    """
    key = (id(version), frozenset(situation.items()))
    kept = _ASKED.get(key)
    if kept is None or kept[0] is not version:
        if len(_ASKED) >= _MOST_KEPT:
            _ASKED.clear()
        kept = _ASKED[key] = (version, _materials_of(version, situation))
    return list(kept[1])


_ASKED: dict[tuple[int, frozenset[tuple[str, str]]], tuple[VersionView, list[Asked]]] = {}
_MOST_KEPT = 2000


def _materials_of(version: VersionView, situation: dict[str, str]) -> list[Asked]:
    found = [_asked(need) for need in version.guide.materials_for(situation)]
    if not version.guide.materials:
        found.append(Asked(OTHER, OTHER_NAME, required=False, exempt=False, deferrable=False, note="", points=()))
    return found


def _asked(wanted: RequiredMaterial) -> Asked:
    material = wanted.material
    exempt = bool(material.replaceable)
    return Asked(
        key=material.key,
        name=material.name,
        required=wanted.need == Need.REQUIRED and not exempt,
        exempt=exempt,
        deferrable=bool(material.deferrable),
        note=wanted.when or material.substitute_note or "",
        points=tuple(catalogue.check_points(material)),
    )


def collected(wanted: Asked, intake: Intake) -> Collected:
    """What came in for a material: what the clerk concluded, or what follows from the files of an applicant.

    Nobody checks their own papers: what an applicant says of conclusion or origin online does not count.
    """
    written = Collected() if intake.channel.online else intake.content.collected.get(wanted.key, Collected())
    has_files = bool(intake.files.get(wanted.key))
    if written.conclusion is None and wanted.exempt and not has_files:
        return written.model_copy(update={"conclusion": Conclusion.EXEMPT, "collected_by": CollectedBy.SHARED})
    if written.collected_by is None and has_files:
        way = CollectedBy.SCAN if intake.channel == Channel.COUNTER else CollectedBy.UPLOAD
        return written.model_copy(update={"collected_by": way})
    if written.conclusion == Conclusion.DEFERRED:
        return written.model_copy(update={"collected_by": CollectedBy.PENDING})
    return written


def trust(way: CollectedBy | None, channel: Channel) -> Trust | None:
    """可信等级: from data of an authority A, original seen at a counter B, sent by the applicant C, declared D."""
    if way is None or way == CollectedBy.PENDING:
        return None
    if way in {CollectedBy.LICENCE, CollectedBy.SHARED}:
        return Trust.A
    if way == CollectedBy.DECLARATION:
        return Trust.D
    return Trust.B if channel == Channel.COUNTER else Trust.C


def problems(intake: Intake) -> list[Problem]:
    """Everything that is still missing or wrong, each with its field; empty when it may be handed in."""
    return [
        *_about_people(intake),
        *_about_situation(intake),
        *(intake.filled.problems if intake.filled else ()),
        *_about_materials(intake),
        *_about_delivery(intake),
        *_about_identity(intake),
        *forms.about_signature(intake),
    ]


def _about_people(intake: Intake) -> list[Problem]:
    content = intake.content
    found = _about_person("applicant", content.applicant, phone_needed=content.agent is None)
    if content.organisation is not None:
        if not content.organisation.name:
            found.append(Problem("organisation.name", "请填写单位名称，照营业执照上的写"))
        if sentence := uscc_problem(content.organisation.uscc):
            found.append(Problem("organisation.uscc", sentence))
    if content.agent is not None:
        found += _about_person("agent", content.agent, phone_needed=True)
        if tidy(content.agent.identity_number) == tidy(content.applicant.identity_number):
            found.append(Problem("agent.identity_number", "代办人和申请人是同一个身份证号。本人来办，请选“本人”"))
        found += mandates.problems(intake, asked(intake.version, content.situation))
    return found


def _about_person(where: str, person: WrittenPerson, *, phone_needed: bool) -> list[Problem]:
    sentences = {
        "name": person_name_problem(person.name),
        "identity_number": identity_number_problem(person.identity_number, today=timezone.localdate()),
        "phone": phone_problem(person.phone) if person.phone or phone_needed else None,
        "email": email_problem(person.email) if person.email else None,
    }
    return [Problem(f"{where}.{field}", sentence) for field, sentence in sentences.items() if sentence]


def _about_situation(intake: Intake) -> list[Problem]:
    found = []
    for question in intake.version.guide.situations:
        chosen = intake.content.situation.get(question.key)
        if chosen is None:
            found.append(Problem(f"situation.{question.key}", f"请选一项：{question.question}"))
        elif chosen not in {option.key for option in question.options}:
            found.append(Problem(f"situation.{question.key}", f"“{question.question}”选的一项已经没有了，请重选"))
    return found


def _about_materials(intake: Intake) -> list[Problem]:
    found = []
    for wanted in asked_of(intake.version, intake.content, intake.shown, intake.filled):
        if wanted.key == mandates.KEY and mandates.vouched_for(intake.channel, intake.content.identity_check):
            continue
        got = collected(wanted, intake)
        if sentence := _material_problem(wanted, got, intake):
            found.append(Problem(f"materials.{wanted.key}", sentence))
    return found


def _material_problem(wanted: Asked, got: Collected, intake: Intake) -> str | None:
    has_files = bool(intake.files.get(wanted.key))
    if got.conclusion == Conclusion.DEFERRED:
        return None if wanted.deferrable else f"“{wanted.name}”不能容缺后补，请现在收齐"
    if got.conclusion == Conclusion.EXEMPT:
        return None if wanted.exempt else f"“{wanted.name}”不在免交之列，请收材料"
    if not wanted.required and not has_files:
        return None
    if not has_files and got.collected_by != CollectedBy.PAPER:
        return f"还差材料：{wanted.name}"
    if intake.channel != Channel.COUNTER:
        return None
    return _formal_check(wanted, got)


def _formal_check(wanted: Asked, got: Collected) -> str | None:
    missing = [point for point in wanted.points if point not in got.points]
    if missing:
        return f"“{wanted.name}”还没核：{'、'.join(missing)}"
    if got.conclusion is None:
        return f"“{wanted.name}”还没选结论"
    return None


def _about_delivery(intake: Intake) -> list[Problem]:
    delivery = intake.content.delivery
    if delivery.way == DeliveryWay.POST and len(delivery.address) < 6:
        return [Problem("delivery.address", "请写清邮寄地址：省、市、区县、街道和门牌号")]
    if delivery.way == DeliveryWay.COUNTER and not intake.outlet_code:
        return [Problem("delivery.way", "网上申请没有收件窗口。请选电子文书，或邮寄到家")]
    return []


def _about_identity(intake: Intake) -> list[Problem]:
    check = intake.content.identity_check
    if intake.channel == Channel.COUNTER:
        return _at_the_counter(intake)
    if intake.channel.online and not intake.content.consented:
        return [Problem("consented", "请先看完并同意“核对数据的说明”，再提交")]
    if intake.channel == Channel.SYSTEM and not check.method:
        return [Problem("identity_check.method", "请写明身份核验的方式")]
    return []


def _at_the_counter(intake: Intake) -> list[Problem]:
    check, content = intake.content.identity_check, intake.content
    found = []
    if not check.original_seen or not check.method:
        found.append(Problem("identity_check.original_seen", "还没核身份证原件：请对照本人核过后勾选"))
    if content.agent is not None and not check.mandate_seen:
        found.append(Problem("identity_check.mandate_seen", "代办要看授权书：请核过后勾选"))
    return found
