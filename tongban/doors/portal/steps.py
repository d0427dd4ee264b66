"""The questions of an application, one a page: which there are, which are answered, and what an answer changes.

What must be answered is for ``cases.drafts.missing`` to say; here its problems are only laid beside their questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tongban.cases import drafts, intake
from tongban.cases.choices import DeliveryWay
from tongban.cases.content import Content, Delivery, IdentityCheck, WrittenOrganisation, WrittenPerson
from tongban.cases.drafts import DraftFileView
from tongban.cases.forms import Filled
from tongban.cases.intake import Asked
from tongban.catalogue.queries import VersionView
from tongban.eforms.queries import Question
from tongban.kit.blocked import Invalid, NotFound, Problem
from tongban.people import queries as people
from tongban.people.actors import Actor
from tongban.people.queries import MandateScope, Particulars

SITUATION, MATERIAL = "situation.", "material."
FORM, SIGN = "form.", "sign"
SECTIONS = ("谁来办、什么情形", "填申请表", "材料", "结果和提交")
WHO = {
    "self": ("我给自己办", "您的姓名和证件号码已经替您填好"),
    "other": ("我替别人办", "要有对方给您的授权，父母、子女也一样"),
    "organisation": ("我替单位办", "公司、个体工商户、社会组织等"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft laid open: what is written, what is still missing, and whose account it is."""

    number: str
    item_name: str
    version: VersionView
    receipt_region: str
    kept_until: date
    content: Content
    files: dict[str, list[DraftFileView]]
    problems: tuple[Problem, ...]
    me: Particulars
    asked: tuple[Asked, ...] = ()
    filled: Filled | None = None

    @property
    def who(self) -> str:
        """For whom it is: self, other or organisation."""
        if self.content.organisation is not None:
            return "organisation"
        return "other" if self.content.agent is not None else "self"


@dataclass(frozen=True, slots=True)
class Step:
    """One question: its key in the address, its section, its words, and how far it is."""

    key: str
    section: int
    label: str
    state: str  # done, todo
    words: str = ""


def opened(draft: Any, *, by: Actor) -> Opened:
    """The draft laid open for its owner. Sealed content is opened once."""
    assert by.person_id is not None  # noqa: S101  # only applicants write drafts at this door
    taken = drafts.before(draft, by=by)
    return Opened(
        number=draft.number,
        item_name=draft.item_name,
        version=taken.version,
        receipt_region=draft.receipt_region,
        kept_until=draft.expires_on,
        content=taken.content,
        files=drafts.files_of(draft),
        problems=tuple(intake.problems(taken)),
        me=people.particulars(by.person_id),
        asked=tuple(drafts.asked_by(taken)),
        filled=taken.filled,
    )


# --- which questions there are ---------------------------------------------------------------------------------------
def steps(sheet: Opened) -> list[Step]:
    """All questions of this application, in the order they are asked; the last look is not among them."""
    people = [*_about_people(sheet), *_about_situation(sheet), *_about_form(sheet)]
    return [*people, *_about_materials(sheet), _about_delivery(sheet), *_about_signature(sheet)]


def _about_people(sheet: Opened) -> list[Step]:
    chosen = bool(sheet.content.identity_check.method)
    found = [Step("who", 0, "谁来办", "done" if chosen else "todo", WHO[sheet.who][0] if chosen else "")]
    labels = {"self": "核对您的信息", "other": "填申请人的信息", "organisation": "核对经办人的信息"}
    found.append(_prefilled(sheet, "applicant", labels[sheet.who]))
    if sheet.who == "other":
        found.append(_written(sheet, "agent", "填代办人和授权"))
    if sheet.who == "organisation":
        found.append(_written(sheet, "organisation", "填单位信息"))
    return found


def _prefilled(sheet: Opened, key: str, label: str) -> Step:
    step = _written(sheet, key, label)
    known = sheet.who != "other" and step.state == "done"
    return Step(key, 0, label, step.state, "已预填") if known else step


def _written(sheet: Opened, key: str, label: str, section: int = 0) -> Step:
    return Step(key, section, label, "todo" if problems_of(key, sheet.problems) else "done")


def _about_situation(sheet: Opened) -> list[Step]:
    return [_written(sheet, SITUATION + asked.key, asked.question) for asked in sheet.version.guide.situations]


def _about_form(sheet: Opened) -> list[Step]:
    if sheet.filled is None:
        return []
    asked = sheet.filled.form.design.asked(sheet.filled.given)
    return [_form_question(sheet, sheet.filled, question) for question in asked]


def _form_question(sheet: Opened, filled: Filled, question: Question) -> Step:
    wrong = any(problem.field == f"answers.{field}" for problem in sheet.problems for field in question.fields)
    known = not wrong and all(field in filled.known for field in question.fields)
    return Step(
        FORM + question.key, 1, question.title, "todo" if wrong else "done", "已带出，核对就行" if known else ""
    )


def _about_signature(sheet: Opened) -> list[Step]:
    if sheet.filled is None:
        return []
    waits = any(problem.field == "signature" for problem in sheet.problems)
    return [Step(SIGN, 3, "看申请书并签名", "todo" if waits else "done", "" if waits else "已签名")]


def _about_materials(sheet: Opened) -> list[Step]:
    return [_material(sheet, wanted) for wanted in sheet.asked if not wanted.exempt]


def _material(sheet: Opened, wanted: Asked) -> Step:
    files = sheet.files.get(wanted.key, [])
    label = f"上传{wanted.name}"
    wrong = problems_of(MATERIAL + wanted.key, sheet.problems)
    if files and wrong:
        return Step(MATERIAL + wanted.key, 2, label, "todo", "要换一份")
    if files:
        return Step(MATERIAL + wanted.key, 2, label, "done", f"{sum(file.pages or 1 for file in files)} 页")
    return Step(
        MATERIAL + wanted.key, 2, label, "todo" if wanted.required else "done", "" if wanted.required else "可以不交"
    )


def _about_delivery(sheet: Opened) -> Step:
    step = _written(sheet, "delivery", "结果怎么给您", 3)
    return Step("delivery", 3, step.label, step.state, "已预填：电子文书") if _is_default(sheet) else step


def _is_default(sheet: Opened) -> bool:
    return sheet.content.delivery == Delivery()


def problems_of(key: str, problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems that belong to one question."""
    own = {key.replace(MATERIAL, "materials.", 1), *(("mandate_until", "mandate_scope") if key == "agent" else (key,))}
    return [problem for problem in problems if problem.field in own or problem.field.startswith(f"{key}.")]


def after(key: str, found: list[Step]) -> str:
    """The question after this one; the last look after the last."""
    keys = [step.key for step in found]
    return next(iter(keys[keys.index(key) + 1 :]), "check") if key in keys else "check"


def first_open(found: list[Step]) -> str:
    """Where to go on: the first question not answered, else the last look."""
    return next((step.key for step in found if step.state == "todo"), "check")


# --- what an answer changes ------------------------------------------------------------------------------------------
Shape = TypeVar("Shape", bound=BaseModel)


def written(shape: type[Shape], prefix: str, typed: Mapping[str, str]) -> Shape:
    """What was typed in the fields ``prefix.*``, in its shape. Raises Invalid for text that is too long."""
    values = {name: typed.get(f"{prefix}.{name}", "") for name in shape.model_fields}
    try:
        return shape.model_validate(values)
    except ValidationError as wrong:
        fields = [".".join(map(str, error["loc"])) for error in wrong.errors()]
        raise Invalid(Problem(f"{prefix}.{name}", "写得太长了，请删短一点") for name in fields) from None


def _who(sheet: Opened, typed: Mapping[str, str]) -> dict[str, Any]:
    chosen = typed.get("who", "")
    if chosen not in WHO:
        raise Invalid([Problem("who", "请选一项：给自己办、替别人办，还是替单位办")])
    mine = mine_of(sheet.me)
    stands = sheet.content.applicant
    others = stands if stands.identity_number != mine.identity_number else WrittenPerson()
    return {
        "identity_check": IdentityCheck(method="signed_in"),
        "applicant": others if chosen == "other" else mine,
        "agent": (sheet.content.agent or mine) if chosen == "other" else None,
        "organisation": (sheet.content.organisation or WrittenOrganisation()) if chosen == "organisation" else None,
    }


def mine_of(me: Particulars) -> WrittenPerson:
    """The account's own person, as an application names them."""
    return WrittenPerson(name=me.name, identity_number=me.identity_number, phone=me.phone, email=me.email)


def _person(where: str) -> "Change":
    def change(sheet: Opened, typed: Mapping[str, str]) -> dict[str, Any]:
        person = written(WrittenPerson, where, typed)
        if where == "agent" or sheet.who != "other":  # the account's own name and number are not typed again
            own = {"name": sheet.me.name, "identity_number": sheet.me.identity_number}
            person = person.model_copy(update=own)
        return {where: person, **(_mandate(typed) if where == "agent" else {})}

    return change


def _mandate(typed: Mapping[str, str]) -> dict[str, Any]:
    scope = typed.get("mandate_scope", "")
    said = {"mandate_scope": MandateScope(scope) if scope in MandateScope.values else ""}
    try:
        return {"mandate_until": date.fromisoformat(typed.get("mandate_until", "").strip()), **said}
    except ValueError:
        return {"mandate_until": None, **said}


def _organisation(sheet: Opened, typed: Mapping[str, str]) -> dict[str, Any]:
    return {"organisation": written(WrittenOrganisation, "organisation", typed)}


def _delivery(sheet: Opened, typed: Mapping[str, str]) -> dict[str, Any]:
    chosen = typed.get("delivery.way", "")
    if chosen not in {DeliveryWay.ELECTRONIC, DeliveryWay.POST}:
        raise Invalid([Problem("delivery.way", "请选结果怎么给您")])
    by_post = chosen == DeliveryWay.POST
    return {"delivery": written(Delivery, "delivery", typed) if by_post else Delivery()}


Change = Callable[[Opened, Mapping[str, str]], dict[str, Any]]
CHANGES: dict[str, Change] = {
    "who": _who,
    "applicant": _person("applicant"),
    "agent": _person("agent"),
    "organisation": _organisation,
    "delivery": _delivery,
}


def changed(sheet: Opened, key: str, typed: Mapping[str, str]) -> Content:
    """What is written after this question was answered. Raises Invalid for an answer that was not offered."""
    if key.startswith(SITUATION):
        situation = {**sheet.content.situation, key.removeprefix(SITUATION): typed.get(key, "")}
        return sheet.content.model_copy(update={"situation": {k: v for k, v in situation.items() if v}})
    if key not in CHANGES:
        raise NotFound("没有这一步。请从申请清单重新打开。")
    return sheet.content.model_copy(update=CHANGES[key](sheet, typed))
