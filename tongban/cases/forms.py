"""The form of an application: which one asks, what is known already, what is still missing, and what is signed of it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone

from tongban.cases.choices import Channel, SignedHow
from tongban.cases.content import Content, FileRef
from tongban.cases.models import Application, Draft, Signature
from tongban.catalogue.queries import VersionView
from tongban.documents import facts
from tongban.documents import queries as documents
from tongban.documents.trust import CollectedBy, Trust
from tongban.eforms import queries as eforms
from tongban.eforms.queries import Form, Known
from tongban.kit.blocked import Problem
from tongban.people.sealing import seal

if TYPE_CHECKING:
    from tongban.cases.intake import Asked, Intake

APPLICATION = "application"
APPLICATION_NAME = "申请书（按表单填写，已签名）"
NOT_SIGNED = "申请人还没有在申请书上签名"
CHANGED_SINCE = "签名以后内容改过，原来的签名不算了。请重新看一遍申请书再签"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with its answers: ``given`` holds what is known too, ``known`` says from where it is known."""

    form: Form
    given: dict[str, str]
    known: dict[str, Known]
    problems: tuple[Problem, ...]

    def value(self, field: str) -> str:
        """The answer as typed, or as known."""
        return self.given.get(field, "")


def filled(version: VersionView, content: Content) -> Filled | None:
    """The form of this item version as far as it is filled in; None for an item without a form."""
    form = eforms.form_for(version)
    if form is None:
        return None
    subject = eforms.Subject(content.applicant.identity_number, version.item.slug)
    known = eforms.prefilled(form.design, known_of(content), subject)
    given = eforms.together(content.answers, known)
    return Filled(form, given, known, tuple(eforms.problems(form.design, given)))


def known_of(content: Content) -> dict[str, Known]:
    """What this application knows already: the applicant as the account or the counter made sure, and the unit."""
    account = content.identity_check.method == "signed_in" and content.agent is None
    from_ = "您的账号" if account else "本申请的“申请人”一栏"
    person, firm = content.applicant, content.organisation
    known = {
        "applicant.name": Known(person.name, from_, fixed=True),
        "applicant.identity_number": Known(person.identity_number, from_, fixed=True),
        "applicant.phone": Known(person.phone, from_),
        "applicant.email": Known(person.email, from_),
        **eforms.of_identity(person.identity_number, "身份证号", today=timezone.localdate()),
    }
    if firm is not None:
        for name in ("name", "uscc", "legal_representative"):
            known[f"organisation.{name}"] = Known(getattr(firm, name), "本申请的“单位信息”一栏", fixed=True)
    return known


Paper = TypeVar("Paper", bound="Asked")


def without_paper_forms(asked: Sequence[Paper], filled: Filled | None) -> list[Paper]:
    """The materials without those the form stands for: nobody fills in the same form twice."""
    return [one for one in asked if filled is None or not filled.form.design.stands_for(one.name)]


# --- what is signed --------------------------------------------------------------------------------------------------
def application(taken: "Intake") -> facts.ApplicationForm:
    """申请书: everything this application says, as it is shown, signed and kept. Raises nothing: gaps are shown as gaps."""
    assert taken.filled is not None  # noqa: S101  # asked only of applications with a form
    design, version = taken.filled.form.design, taken.version
    listed = [(name, files) for name, files in _files(taken) if files]
    return facts.ApplicationForm(
        item=version.name,
        form=f"{design.title}（第 {taken.filled.form.number} 版）",
        authority=version.agency.name,
        handled_by=facts.Contact(name=version.agency.name, phone=version.agency.phone),
        groups=[*_people(taken.content, version), *_answers(taken.filled)],
        materials=[f"{name}：{'、'.join(file.name for file in files)}" for name, files in listed],
    )


def _files(taken: "Intake") -> list[tuple[str, list[FileRef]]]:
    from tongban.cases import intake

    asked = intake.asked_of(taken.version, taken.content, taken.shown, taken.filled)
    return [(one.name, taken.files.get(one.key, [])) for one in asked]


def _people(content: Content, version: VersionView) -> list[facts.LineGroup]:
    person, agent, firm = content.applicant, content.agent, content.organisation
    rows = [("单位名称", firm.name), ("统一社会信用代码", firm.uscc)] if firm else []
    rows += [
        ("经办人" if firm else "申请人", person.name),
        ("身份证号", person.identity_number),
        ("手机", person.phone),
    ]
    rows += [("代办人", agent.name), ("代办人身份证号", agent.identity_number)] if agent else []
    rows += version.guide.in_words(content.situation)
    rows += [("结果送达", content.delivery.way.label), ("邮寄地址", content.delivery.address)]
    lines = [facts.Line(label=label, value=value) for label, value in rows if value]
    return [facts.LineGroup(title="申请人和情形", lines=lines)]


def _answers(filled: Filled) -> list[facts.LineGroup]:
    design = filled.form.design
    asked = design.fields_asked(filled.given)
    groups = []
    for section in design.sections:
        fields = [field for question in section.questions for field in question.fields if field in asked]
        lines = [_line(filled, field) for field in fields if filled.value(field).strip()]
        groups += [facts.LineGroup(title=section.title, lines=lines)] if lines else []
    return groups


def _line(filled: Filled, field: str) -> facts.Line:
    entry, text, known = filled.form.design.entries[field], filled.value(field), filled.known.get(field)
    source = known.from_ if known is not None and known.value == text else ""
    return facts.Line(label=entry.title, value=eforms.told(entry, text), source=source)


def digest(taken: "Intake") -> str:
    """One short name for everything the application says (SHA-256): a signature stands as long as it is the same."""
    said = application(taken).model_dump_json()
    return hashlib.sha256(f"{taken.filled.form.id if taken.filled else ''}{said}".encode()).hexdigest()


def signature_of(draft: Draft) -> Signature | None:
    """The signature on a draft, whether it still stands or not."""
    return Signature.objects.select_related("document").filter(draft=draft).first()


def about_signature(taken: "Intake") -> list[Problem]:
    """A form is signed before it is handed in; a department's system answers for its own applicants."""
    if taken.filled is None or taken.channel == Channel.SYSTEM:
        return []
    if taken.signature is None:
        return [Problem("signature", NOT_SIGNED)]
    return [] if taken.signature.facts_digest == digest(taken) else [Problem("signature", CHANGED_SINCE)]


# --- what the case keeps ---------------------------------------------------------------------------------------------
def as_material(taken: "Intake") -> list[dict[str, Any]]:
    """The signed application as a material of the case, first among equals; none where nothing was signed."""
    if taken.signature is None:
        return []
    how = SignedHow(taken.signature.how)
    return [
        {
            "key": APPLICATION,
            "name": APPLICATION_NAME,
            "required": True,
            "collected_by": CollectedBy.SCAN if how == SignedHow.PAPER else CollectedBy.UPLOAD,
            "trust": Trust.B if taken.channel == Channel.COUNTER else Trust.C,
            "remark": how.label,
        }
    ]


def signed_file(taken: "Intake") -> dict[str, list[FileRef]]:
    """The signed PDF, as a file of that material."""
    if taken.signature is None:
        return {}
    return {APPLICATION: [FileRef(document_id=taken.signature.document_id, name="申请书.pdf")]}


def sealed(filled: Filled | None, content: Content) -> bytes:
    """The answers as the case keeps them: only what was asked, with what was known; sealed, because people are in it."""
    if filled is None:
        return seal.close(json.dumps(content.answers, ensure_ascii=False)) if content.answers else b""
    asked = filled.form.design.fields_asked(filled.given)
    kept = {field: filled.given[field] for field in asked if filled.value(field).strip()}
    return seal.close(json.dumps(kept, ensure_ascii=False))


def answers_of(application: Application, *, masked: bool = True) -> list[tuple[str, str]]:
    """The answers of a case in words, by the form it was handed in with; masked for screens unless asked in clear."""
    if not application.answers_sealed:
        return []
    given = json.loads(seal.open(bytes(application.answers_sealed)))
    if application.form_id is None:
        return list(given.items())
    entries = eforms.form(application.form_id).design.entries
    words = eforms.masked if masked else eforms.told
    return [(entries[field].title, words(entries[field], text)) for field, text in given.items() if field in entries]


def values_of(application: Application) -> dict[str, Any]:
    """The same as values, for a department's system: codes tidied, places as 12 digits, amounts as decimal text."""
    if not application.answers_sealed or application.form_id is None:
        return {}
    given = json.loads(seal.open(bytes(application.answers_sealed)))
    return eforms.normal(eforms.form(application.form_id).design, given)


def pages_of(document_id: int) -> int:
    """How many pages the page to be signed has."""
    return documents.pages([document_id]).get(document_id) or 1
